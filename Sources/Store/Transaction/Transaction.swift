import Domain
import Storage

/// One open transaction, seen through a grant: only operations of `A` exist on it. It cannot be kept or sent away.
public struct Transaction<A: Action>: ~Copyable {
    let connection: any Connection
    public let grant: Grant<A>
    let place: Place
    public let now: Moment
    let origin: Origin
    let ledger: Ledger?
    let ids: IdentifierSource
    /// The organization's, when the transaction has read it already.
    var policy: Policy?

    /// The organization that this transaction stands in.
    public var organization: Organization.ID { place.organization }

    public var actor: Actor { grant.actor }

    /// The condition that keeps a query inside the tenant and the reach: the only place where a reach becomes SQL.
    ///
    /// `alias` is a table with the columns `organization_id` and, for contacts, `id` and `level`.
    func contactScope(_ alias: ContactAlias) -> Query {
        let tenant: Query = "\(alias.prefix)organization_id = \(organization)"
        #if DEBUG
        if Planted.fault == .missingTenantCondition { return ("1 = 1" as Query).asGuard }
        #endif
        return ("\(tenant) AND \(reachCondition(alias))" as Query).asGuard
    }

    /// The tenant's condition alone, for what is not a contact; `FALSE` outside the reach.
    var scope: Query {
        let inside: Bool = organization == actor.organization ? grant.reach.contains(.belongings) : grant.reach.contains(.allPartners)
        return inside
            ? ("organization_id = \(organization)" as Query).asGuard : ("organization_id = \(organization) AND 1 = 0" as Query).asGuard
    }

    /// Where what belongs to the organization is out of reach, there is nothing to find.
    func requireInReach() throws {
        guard grant.admits(.belonging(of: organization)) else { throw Trouble.notFound }
    }

    private func reachCondition(_ alias: ContactAlias) -> Query {
        guard organization == actor.organization else {
            return grant.reach.contains(.allPartners) ? "1 = 1" : "1 = 0"
        }
        if grant.reach.contains([.ownSelf, .readOnly, .colleagues]) { return "1 = 1" }
        // The organization's own token is nobody among the contacts.
        let me = actor.contact?.text ?? ""
        var classes: [Query] = []
        if grant.reach.contains(.ownSelf) { classes.append("\(alias.prefix)id = \(me)") }
        if grant.reach.contains(.readOnly) {
            classes.append("(\(alias.prefix)level IN ('none', 'read_only') AND \(alias.prefix)id <> \(me))")
        }
        if grant.reach.contains(.colleagues) {
            classes.append("(\(alias.prefix)level NOT IN ('none', 'read_only') AND \(alias.prefix)id <> \(me))")
        }
        return classes.isEmpty ? "1 = 0" : "(\(Query.joined(classes, separator: " OR ")))"
    }

    /// Rows of a tenant table. A query without the tenant's condition is refused, in every build.
    func rows<Value>(_ query: Query, _ read: (any Row) throws -> Value) throws -> [Value] {
        try requireGuard(query)
        return try connection.rows(query, read)
    }

    func first<Value>(_ query: Query, _ read: (any Row) throws -> Value) throws -> Value? {
        try rows(query, read).first
    }

    private func requireGuard(_ query: Query) throws {
        guard query.isGuarded else { throw Fault(kind: .other, code: "unscoped", message: "a query without its tenant's condition") }
    }
}

extension Transaction where A: Writing {
    @discardableResult func execute(_ query: Query) throws -> Int {
        guard query.isGuarded else { throw Fault(kind: .other, code: "unscoped", message: "a statement without its tenant's condition") }
        return try connection.execute(query)
    }

    /// The same for a statement of which nobody asks what it did.
    func send(_ query: Query) throws {
        guard query.isGuarded else { throw Fault(kind: .other, code: "unscoped", message: "a statement without its tenant's condition") }
        try connection.send(query)
    }

    /// Runs `body` behind a savepoint: what it throws undoes its own changes and entries only, and is rethrown.
    @discardableResult borrowing func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        try connection.attempt(keeping: ledger, body)
    }

    /// `organization_id`'s value in an INSERT; it counts as the tenant's condition, since the row is placed there.
    var placed: Query { ("\(organization)" as Query).asGuard }
}

extension Store {
    /// The same as ``write(_:in:alongside:from:once:_:)`` for what makes many attempts, each whole or not at all. Running
    /// `body` again must do the same.
    ///
    /// A savepoint for each would cost more than most of them do, and most that are refused have written nothing yet. So there
    /// is none; should one be refused later than that, the transaction is taken back and made again, with a savepoint for each.
    func writeInAttempts<A: Writing, Answer: Sendable>(
        _ grant: Grant<A>, in organization: Organization.ID?, alongside home: Organization.ID? = nil, from origin: Origin,
        _ body: @escaping @Sendable (borrowing Transaction<A>, Attempts) throws -> Answer
    ) async throws -> Answer {
        do {
            return try await write(grant, in: organization, alongside: home, from: origin) {
                try body($0, Attempts(in: $0, areApart: false))
            }
        } catch is Attempts.Spoiled {
            return try await write(grant, in: organization, alongside: home, from: origin) {
                try body($0, Attempts(in: $0, areApart: true))
            }
        }
    }
}

/// How one of many attempts is made.
struct Attempts {
    fileprivate struct Spoiled: Error {}

    private let connection: any Connection
    private let ledger: Ledger?
    private let areApart: Bool

    fileprivate init(in transaction: borrowing Transaction<some Writing>, areApart: Bool) {
        (connection, ledger, self.areApart) = (transaction.connection, transaction.ledger, areApart)
    }

    func callAsFunction<Value>(_ body: () throws -> Value) throws -> Value {
        if areApart { return try connection.attempt(keeping: ledger, body) }
        let before = connection.writes
        do { return try body() } catch {
            // After a fault nothing goes on without a savepoint to go back to.
            if connection.writes != before || error is Fault { throw Spoiled() }
            throw error
        }
    }
}

extension Connection {
    /// The ledger goes back with the savepoint.
    fileprivate func attempt<Value>(keeping ledger: Ledger?, _ body: () throws -> Value) throws -> Value {
        let before = ledger?.state
        do { return try attempt(body) } catch {
            if let before { ledger?.state = before }
            throw error
        }
    }
}

/// Which table of a query holds the contacts.
enum ContactAlias {
    case bare, c

    var prefix: Query {
        switch self {
        case .bare: ""
        case .c: "c."
        }
    }
}

/// A look across all partners.
public struct WideTransaction<A: Reading>: ~Copyable {
    let connection: any Connection
    public let grant: Grant<A>
    public let now: Moment
}
