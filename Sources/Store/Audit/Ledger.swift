import Domain
import Storage

/// The audit chains that one writing transaction appends to. Making one locks its chain, and with it the organization:
/// everything that decides by what it reads is serial from here on.
final class Ledger {
    /// The chain of sign-ins and of events without an organization.
    static let installation = "installation"

    struct Head {
        var entries: Int64
        var hash: String
    }

    /// What goes back with a savepoint.
    struct State {
        fileprivate var heads: [String: Head] = [:]
        /// Chains with new entries.
        fileprivate var grown: Set<String> = []
        fileprivate var isUntouched = true
    }

    var state = State()
    private let now: Moment

    #if DEBUG
    /// How many could sign in at the top level *before* this transaction: what the planted fault decides by.
    var topsBefore: Int64?
    #endif

    /// - Throws: `Trouble.notFound` when there is no such organization.
    convenience init(locking organization: Organization.ID, on connection: any Connection, now: Moment) throws {
        try self.init(chains: [organization.text], on: connection, now: now)
    }

    /// Locks several chains, in the order of their names.
    init(chains: [String], on connection: any Connection, now: Moment) throws {
        self.now = now
        for chain in Set(chains).sorted() {
            let head = try connection.first(
                "SELECT entries, hash FROM audit_chains WHERE organization_id = \(chain)\(only: .postgres, " FOR UPDATE")"
            ) { try Head(entries: $0.int(0), hash: $0.text(1)) }
            guard let head else { throw Trouble.notFound }
            state.heads[chain] = head
        }
    }

    /// A chain that is locked already.
    init(_ chain: String, at head: Head, now: Moment) {
        self.now = now
        state.heads[chain] = head
    }

    /// Locks a chain until the transaction ends; whoever writes to SQLite is alone anyway.
    static func lock(_ chain: String, on connection: any Connection) throws {
        if connection.dialect == .postgres { try connection.send("SELECT 1 FROM audit_chains WHERE organization_id = \(chain) FOR UPDATE") }
    }

    /// Starts a chain, when its organization is made.
    static func open(_ chain: String, on connection: any Connection) throws {
        try connection.execute("INSERT INTO audit_chains (organization_id, entries, hash) VALUES (\(chain), 0, '')")
    }

    /// Appends an entry and returns its number.
    @discardableResult
    func append(
        _ record: Record, by actor: ActorStamp, from origin: Origin, repeats: Int64 = 0, to chain: String, on connection: any Connection
    ) throws -> Int64 {
        guard var head = state.heads[chain] else {
            throw Fault(kind: .other, code: "unlocked", message: "an entry for a chain that is not locked")
        }
        state.isUntouched = false
        head.entries += 1
        let body = EntryBody(chain: chain, number: head.entries, at: now, actor: actor, record: record, origin: origin, repeats: repeats)
        head.hash = EntryBody.hash(after: head.hash, body.bytes)
        try connection.send(
            """
            INSERT INTO audit_entries (organization_id, number, at, action, outcome, actor_id, target_id, body, hash)
            VALUES (\(chain), \(head.entries), \(now), \(record.action), \(record.outcome.rawValue), \(actor.id), \(record.target), \(body.text), \(head.hash))
            """)
        let values = body.values.rows(of: chain, head.entries)
        if !values.isEmpty {
            try connection.send(
                """
                INSERT INTO audit_values (organization_id, number, person_id, personal) VALUES \(Query.joined(values, separator: ", "))
                """)
        }
        state.heads[chain] = head
        state.grown.insert(chain)
        return head.entries
    }

    /// Whose value it is that stands beside an entry under this name: the actor's, or that of the target.
    static func isOfActor(_ name: String) -> Bool { name.hasPrefix("actor.") || name == "address" }

    /// Nothing was asked for that is not so already: a write without an entry is allowed this once.
    func nothingChanged() {
        state.isUntouched = false
    }

    /// Writes the heads back, and moves their revisions on (``SignedIn/revision``). A change without an entry is a mistake of ours, and does not commit.
    func close(on connection: any Connection) throws {
        if state.isUntouched { throw Fault(kind: .other, code: "unaudited", message: "a change without an audit entry") }
        if state.grown.isEmpty { return }
        var step = 1
        #if DEBUG
        if Planted.fault == .unmovedRevision { step = 0 }
        #endif
        // A sign-in has its entry in the installation's chain, and is seen in the organization's list: each that is locked moves on.
        for (chain, head) in state.heads {
            try connection.send(
                """
                UPDATE audit_chains SET entries = \(head.entries), hash = \(head.hash), revision = revision + \(step)
                WHERE organization_id = \(chain)
                """)
        }
    }
}

extension Transaction where A: Writing {
    /// Appends what was just done to the organization's log, under this action's name unless another is given.
    func record(_ what: Permission? = nil, of target: String?, label: Record.Value? = nil, _ changes: [Record.Change?] = []) throws {
        guard let ledger else { return }
        let record = Record(action: (what ?? A.permission).rawValue, target: target, label: label, changes: changes.compactMap(\.self))
        try ledger.append(record, by: ActorStamp(actor), from: origin, to: organization.text, on: connection)
    }
}
