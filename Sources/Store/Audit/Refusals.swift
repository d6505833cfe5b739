public import Domain
import Storage

extension Store {
    /// Records that a signed-in person was refused, in the log of the person's own organization: durable when this
    /// returns, which is before the answer. The same refusal of the same target within a minute is counted, not chained. Of
    /// ids that are not in that organization there is no end: they are counted together, whatever they are, for an hour.
    ///
    /// - Parameter target: the id that was asked about, as it came; what no id looks like is left out.
    public func note(_ refusal: Refusal, by actor: Actor, target: String?, from origin: Origin) async throws {
        try await note([(refusal.permission, target.flatMap { Identifier<Never>($0)?.text })], by: actor, from: origin)
    }

    /// Records that somebody asked for an id that was not found in the own organization: in the log of the *actor's*
    /// organization, never in another's.
    ///
    /// A foreign id and one that does not exist are recorded alike, so that not even the log tells them apart. An id
    /// that the own log knows is no stranger (a link to a contact deleted since), and is not recorded.
    public func noteForeign(_ id: String, action: Permission, by actor: Actor, from origin: Origin) async throws {
        guard let id = Identifier<Never>(id)?.text else { return }
        let chain = actor.chain
        let isOwn = try await database.read(.tenants([chain])) { connection in
            try connection.first(
                """
                SELECT number FROM audit_entries WHERE organization_id = \(chain) AND target_id = \(id)
                    AND outcome = \(Record.Outcome.done.rawValue) LIMIT 1
                """
            ) { try $0.int(0) } != nil
        }
        if !isOwn { try await note([(action, id)], by: actor, from: origin) }
    }

    /// The same for everything that one request was refused, in one transaction. What is in the log's own organization
    /// stands there by its name as well; of what is anywhere else, or nowhere, the log knows the id that was asked about.
    public func note(_ refused: [(permission: Permission, target: String?)], by actor: Actor, from origin: Origin) async throws {
        guard !refused.isEmpty else { return }
        let (chain, now) = (actor.chain, clock())
        try await database.write(.tenants([chain])) { connection in
            let ledger = try Ledger(chains: [chain], on: connection, now: now)
            ledger.nothingChanged()
            for (permission, target) in refused {
                let label = try target.flatMap { try nameHere(of: $0, in: chain, on: connection) }
                var isStrange = target != nil && label == nil
                #if DEBUG
                if Planted.fault == .strangersOneByOne { isStrange = false }
                #endif
                let name = Refusals.window(permission.rawValue, actor.id ?? actor.level.rawValue, isStrange ? Refusals.anyStranger : target)
                let begun = now - (isStrange ? Refusals.strangeWindow : Refusals.window)
                let counted = try connection.execute(
                    """
                    UPDATE audit_repeats SET repeats = repeats + 1
                    WHERE organization_id = \(chain) AND name = \(name) AND first_at > \(begun) AND first_at <= \(now)
                    """)
                if counted > 0 { continue }
                let before = try endWindow(name, in: chain, on: connection)
                let number = try ledger.append(
                    Record(action: permission.rawValue, outcome: .refused, target: target, label: label), by: ActorStamp(actor),
                    from: origin, repeats: before, to: chain, on: connection)
                try connection.execute(
                    """
                    INSERT INTO audit_repeats (organization_id, name, number, first_at, repeats) VALUES (\(chain), \(name), \(number), \(now), 0)
                    """)
            }
            try ledger.close(on: connection)
        }
    }

    /// What people of an organization call what it has under an id; nil for what it has not.
    private func nameHere(of id: String, in chain: String, on connection: any Connection) throws -> Record.Value? {
        try connection.first(
            """
            SELECT 1, first_name, last_name FROM contacts WHERE organization_id = \(chain) AND id = \(id)
            UNION ALL SELECT 0, code, '' FROM sites WHERE organization_id = \(chain) AND id = \(id)
            UNION ALL SELECT 0, CASE WHEN contact_id IS NULL THEN name ELSE '…' || hint END, '' FROM tokens
                WHERE organization_id = \(chain) AND id = \(id)
            UNION ALL SELECT 0, name, '' FROM organizations WHERE id = \(chain) AND id = \(id)
            """
        ) { row in
            let name = try "\(row.text(1)) \(row.text(2))".trimmed
            return try row.bool(0) ? .personal(name) : .plain(name)
        }
    }

    /// Ends the counting of a minute that is over. Its count stays with its entry, and is chained in the next one.
    func endWindow(_ name: String, in chain: String, on connection: any Connection) throws -> Int64 {
        let window = try connection.first("SELECT number, repeats FROM audit_repeats WHERE organization_id = \(chain) AND name = \(name)") {
            (number: try $0.int(0), repeats: try $0.int(1))
        }
        guard let window else { return 0 }
        if window.repeats == 0 {
            try connection.execute("DELETE FROM audit_repeats WHERE organization_id = \(chain) AND name = \(name)")
        } else {
            try connection.execute(
                """
                UPDATE audit_repeats SET name = \(Refusals.closed(name, window.number)) WHERE organization_id = \(chain) AND name = \(name)
                """)
        }
        return window.repeats
    }
}

enum Refusals {
    /// For how long the same refusal is counted with the first.
    static let window = Moment.Span.minutes(1)
    /// For how long refusals of ids that the log's organization does not have are counted with the first of them.
    static let strangeWindow = Moment.Span.hours(1)
    /// Stands for all of those in the name of what is counted.
    static let anyStranger = "*"

    /// What is counted together.
    static func window(_ action: String, _ actor: String, _ target: String?) -> String { "\(action) \(actor) \(target ?? "")" }

    /// The name under which the count of a minute that is over stays with its entry.
    static func closed(_ name: String, _ number: Int64) -> String { "\(name) #\(number)" }

    static func closedWindow(of entry: StoredEntry) -> String {
        closed(window(entry.action, entry.actor ?? AuditBody(entry.body)?.actor.level ?? "", entry.target), entry.number)
    }
}

extension Actor {
    /// The log that what this actor does stands in, when it stands in no other organization's.
    var chain: String { organization?.text ?? Ledger.installation }
}
