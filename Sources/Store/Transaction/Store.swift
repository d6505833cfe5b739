public import Domain
import Storage

/// Everything that is kept. `read` and `write` with a grant are the only way to stand in a transaction.
public struct Store: Sendable {
    let database: any Database
    let ids: IdentifierSource
    /// What time it is for everything that is kept.
    public let clock: Clock
    /// What is written is rolled back, and answered as if it had been kept. Refusals and failures are on record all the same.
    private var isRehearsal = false

    public init(database: any Database, clock: @escaping Clock, ids: IdentifierSource = .system) {
        self.database = database
        self.clock = clock
        self.ids = ids
    }

    /// The same store, in which nothing is done: for a request that asks how an answer would begin.
    public var rehearsing: Store {
        var copy = self
        copy.isRehearsal = true
        return copy
    }

    /// A transaction that does something, in whoever's name.
    func change<Answer: Sendable>(_ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Answer) async throws -> Answer {
        #if DEBUG
        if Planted.fault == .headInEarnest { return try await database.write(realm, body) }
        #endif
        guard isRehearsal else { return try await database.write(realm, body) }
        do {
            try await database.write(realm) { connection -> Void in throw Rehearsed(answer: try body(connection)) }
            throw Trouble.notFound
        } catch let rehearsed as Rehearsed<Answer> {
            return rehearsed.answer
        }
    }

    /// Looks, within one organization and the grant's reach.
    ///
    /// - Parameters:
    ///   - organization: whose rows; the actor's own when nil. Outside the reach it is `Trouble.notFound`.
    ///   - isLong: it grows with the organization; others are not held up then.
    public func read<A: Reading, Answer: Sendable>(
        _ grant: Grant<A>, in organization: Organization.ID? = nil, isLong: Bool = false,
        _ body: @escaping @Sendable (borrowing Transaction<A>) throws -> Answer
    ) async throws -> Answer {
        let place = try Place(grant, organization)
        let now = clock()
        let look: @Sendable (any Connection) throws -> Answer = { [ids] connection in
            // The actor's own is there: the actor was read from it.
            if place.organization != grant.actor.organization { try place.requireOrganization(on: connection, mayBeSuspended: true) }
            return try body(Transaction(connection: connection, grant: grant, place: place, now: now, origin: .none, ledger: nil, ids: ids))
        }
        return isLong ? try await database.readAtLength(.tenants(place.realm), look) : try await database.read(.tenants(place.realm), look)
    }

    /// Changes something, within one organization: the check, the change, its audit entries and its mail are one
    /// transaction, durable when this returns.
    ///
    /// The actor's own level is read again inside, so that what was taken away a moment ago is gone.
    ///
    /// - Parameter home: another organization whose rows the transaction keeps in step (an import's, for a partner of the
    ///   operator's file).
    /// - Throws: ``AnsweredBefore`` for what `once` says was done.
    public func write<A: Writing, Answer: Sendable>(
        _ grant: Grant<A>, in organization: Organization.ID? = nil, alongside home: Organization.ID? = nil, from origin: Origin,
        once: Once<Answer>? = nil,
        _ body: @escaping @Sendable (borrowing Transaction<A>) throws -> Answer
    ) async throws -> Answer {
        let place = try Place(grant, organization)
        let now = clock()
        #if DEBUG
        let topsBefore = try await Planted.topsBefore(place, in: database)
        #endif
        return try await change(.tenants(place.realm + (home.map { [$0.text] } ?? []))) { connection in
            let standing = try Standing(of: grant.actor, in: place, on: connection, now: now)
            try standing.requireOrganization(mayBeSuspended: grant.actor.organization != place.organization)
            let ledger = standing.ledger
            #if DEBUG
            ledger.topsBefore = topsBefore
            if topsBefore == nil { try standing.requireUnchanged(grant.actor, on: connection, for: A.permission) }
            #else
            try standing.requireUnchanged(grant.actor, on: connection, for: A.permission)
            #endif
            let transaction = Transaction(
                connection: connection, grant: grant, place: place, now: now, origin: origin, ledger: ledger, ids: ids,
                policy: standing.policy)
            try once?.requireNew(to: grant.actor, at: now, on: connection)
            let answer = try body(transaction)
            try once?.keep(answer, to: grant.actor, at: now, on: connection)
            try ledger.close(on: connection)
            return answer
        }
    }

    /// Looks across all partners: the operator's lists and search.
    public func readWide<A: Reading, Answer: Sendable>(
        _ grant: Grant<A>, _ body: @escaping @Sendable (borrowing WideTransaction<A>) throws -> Answer
    ) async throws -> Answer {
        guard grant.reach.contains(.allPartners) else { throw grant.refusal }
        let now = clock()
        return try await database.read(.wide) { connection in
            try body(WideTransaction(connection: connection, grant: grant, now: now))
        }
    }
}

/// Takes an answer out of a transaction that is rolled back.
private struct Rehearsed<Answer: Sendable>: Error {
    let answer: Answer
}

/// Where a request comes from, for the audit log.
public struct Origin: Sendable, Hashable {
    public let requestID: String
    /// The client's network address, as far as it is believed.
    public let address: String?

    public init(requestID: String, address: String?) {
        self.requestID = requestID
        self.address = address
    }

    static let none = Origin(requestID: "", address: nil)
}

/// One organization that a grant reaches into. Staff who act for a partner name it once, and provably.
struct Place: Sendable {
    let organization: Organization.ID
    /// The organizations whose rows the transaction may touch: this one, and the actor's own to check the actor.
    let realm: [String]

    init<A: Action>(_ grant: Grant<A>, _ organization: Organization.ID?) throws {
        guard let organization = organization ?? grant.actor.organization else { throw grant.refusal }
        if organization != grant.actor.organization, !grant.reach.contains(.allPartners) {
            // A partner's person is not told that another organization exists; staff whose reach ends at their own
            // people may know of it, and hear of the matrix.
            throw grant.actor.level.isStaff ? grant.refusal as any Error : Trouble.notFound
        }
        self.organization = organization
        realm =
            organization == grant.actor.organization || grant.actor.organization == nil
            ? [organization.text] : [organization.text, grant.actor.organization?.text ?? ""]
    }

    func requireOrganization(on connection: any Connection, mayBeSuspended: Bool) throws {
        let status = try connection.first("SELECT status FROM organizations WHERE id = \(organization)") { try $0.text(0) }
        guard let status else { throw Trouble.notFound }
        if status == Organization.Status.suspended.rawValue, !mayBeSuspended { throw Trouble.conflict(.organizationSuspended) }
    }
}

extension Actor {
    /// Refuses when the actor's level or status is no longer the one the grant was made for.
    func requireUnchanged(on connection: any Connection, for permission: Permission) throws {
        if token != nil { return try requireLiving(on: connection, for: permission) }
        guard let contact, let organization else { return }
        try requireUnchanged(
            try connection.first("SELECT level, status FROM contacts WHERE organization_id = \(organization) AND id = \(contact)") {
                try (level: $0.text(0), status: $0.text(1))
            }, for: permission)
    }

    /// - Parameter now: what the actor's row says; nil when it is gone.
    func requireUnchanged(_ now: (level: String, status: String)?, for permission: Permission) throws {
        guard let now, now.status == AccessStatus.active.rawValue, now.level == level.rawValue else {
            throw Refusal(permission: permission, level: now.flatMap { Level(rawValue: $0.level) } ?? .none)
        }
    }
}

extension Identifier: Bindable {
    public var value: Value { .text(text) }
}

extension Moment: Bindable {
    public var value: Value { .int(milliseconds) }
}
