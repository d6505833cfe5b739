/// Somebody who acts: a signed-in person in one organization, or background work.
///
/// Only a file that says `@_spi(Authenticator) import Domain` can say who someone is; a test counts those files.
public struct Actor: Sendable {
    /// The acting contact. A worker and the console have none.
    public let contact: Identifier<Contact>?
    public let organization: Identifier<Organization>?
    public let level: Level
    /// What the activity log calls the actor.
    public let name: String
    /// The token through which a program acts; nil for somebody in person. `level` is then the token's.
    public let token: TokenScope?
    /// Until when a signed-in person's last proof of who they are is recent. Nil for whoever is not asked for one: a
    /// program, the server's own work, the console, and a person whose deed was asked for earlier.
    public let provenUntil: Moment?

    @_spi(Authenticator)
    public init(
        contact: Identifier<Contact>?, organization: Identifier<Organization>?, level: Level, name: String, token: TokenScope? = nil,
        provenUntil: Moment? = nil
    ) {
        self.contact = contact
        self.organization = organization
        self.level = level
        self.name = name
        self.token = token
        self.provenUntil = provenUntil
    }

    /// The acting contact, or the organization's token: what logs and counters know the actor by.
    public var id: String? { contact?.text ?? token?.id.text }

    /// False for somebody in person who has not proved lately who they are.
    public func isProven(at now: Moment) -> Bool { provenUntil.map { now < $0 } ?? true }

    /// How far this actor may go with `permission`. A table look-up: no input or output.
    public func reach(_ permission: Permission) -> Reach {
        if let token, !token.admits(permission) { return .none }
        return Matrix.reach(permission, at: level)
    }

    /// True when `permission` covers `target` as it is now.
    public func may(_ permission: Permission, _ target: Target) -> Bool {
        reach(permission).contains(target.atom(for: self))
    }

    /// True when `permission` covered `target` even for somebody at `level` who stands where this actor does: what is left of a
    /// right after a loss.
    public func may(_ permission: Permission, _ target: Target, loweredTo level: Level) -> Bool {
        Matrix.reach(permission, at: level).contains(target.atom(for: self))
    }

    /// True for the actor's own contact, and for whoever made the token through which it acts.
    public func isSelf(_ contact: Identifier<Contact>) -> Bool { contact == self.contact || contact == token?.maker }

    func refusal(_ permission: Permission) -> Refusal {
        Refusal(permission: permission, level: level, isByToken: token.map { !$0.admits(permission) } ?? false)
    }

    /// The proof that this actor may do `A` somewhere, with its reach.
    public func grant<A: Action>(_ action: A.Type = A.self) throws(Refusal) -> Grant<A> {
        let reach = reach(A.permission)
        guard reach != .none else { throw refusal(A.permission) }
        return Grant(actor: self, reach: reach)
    }
}

/// What a token takes away from its level.
public struct TokenScope: Sendable, Hashable {
    public let id: Identifier<Token>
    /// Nil for everything that its level may.
    public let permissions: Set<Permission>?
    /// Who made it, or took it over; nil for a token whose maker is gone.
    public let maker: Identifier<Contact>?

    public init(id: Identifier<Token>, permissions: Set<Permission>?, maker: Identifier<Contact>?) {
        self.id = id
        self.permissions = permissions
        self.maker = maker
    }

    func admits(_ permission: Permission) -> Bool {
        !permission.isForPeopleOnly && permissions?.contains(permission) ?? true
    }
}

/// Proof that `actor` may perform `A`, and over which targets. Only ``Actor/grant(_:)`` makes one.
public struct Grant<A: Action>: Sendable {
    public let actor: Actor
    public let reach: Reach

    fileprivate init(actor: Actor, reach: Reach) {
        self.actor = actor
        self.reach = reach
    }

    /// Refuses a target outside the reach. For a write it is asked before *and* after the change.
    public func require(_ target: Target) throws(Refusal) {
        guard admits(target) else { throw refusal }
    }

    public func admits(_ target: Target) -> Bool {
        reach.contains(target.atom(for: actor))
    }

    /// The refusal that names this cell.
    public var refusal: Refusal { actor.refusal(A.permission) }
}

/// The matrix said no. It names the cell, so that the answer can say which rule and who can help.
public struct Refusal: Error, Sendable, Hashable, Codable {
    public let permission: Permission
    public let level: Level
    /// The level may; the token through which was asked does not hold it.
    public let isByToken: Bool

    public init(permission: Permission, level: Level, isByToken: Bool = false) {
        self.permission = permission
        self.level = level
        self.isByToken = isByToken
    }

    /// As in the header `X-Permission`: `contact.edit/read_only`.
    public var cell: String { "\(permission.rawValue)/\(level.rawValue)" }
}
