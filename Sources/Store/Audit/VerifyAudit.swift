public import Credentials
public import Domain
import Storage

extension Store {
    /// Verifies all logs against themselves and against the checkpoints, on one snapshot, in memory that does not grow
    /// with the log.
    ///
    /// - Parameters:
    ///   - folder: nil when there are no checkpoints: then only the arithmetic of the chains is checked.
    ///   - keys: whose signatures count; the keyring's, not those beside the checkpoints, when the keyring is at hand.
    public func verifyAudit(_ grant: Grant<ViewInstallation>, checkpoints folder: CheckpointFolder?, keys: PublicKeys) async throws
        -> AuditReport
    {
        var primed = AuditVerifier(keys: keys)
        // Before the snapshot: what a checkpoint has seen is then in it.
        try folder?.eachLine { primed.take(checkpointLine: $0) }
        return try await database.readAtLength(.wide) { [primed] connection in
            var verifier = primed
            for head in try chainHeads(on: connection) { verifier.take(head) }
            try eachStoredEntry(on: connection) { verifier.take($0) }
            return verifier.finish()
        }
    }

    /// Hands over the log as lines of JSON: the heads of all chains, then the entries chain by chain.
    ///
    /// - Parameter write: takes one line without its end. It is called inside a transaction that only reads.
    public func exportAudit(_ grant: Grant<ViewInstallation>, _ write: @escaping @Sendable (String) throws -> Void) async throws {
        try await database.readAtLength(.wide) { connection in
            for head in try chainHeads(on: connection) { try write(head.line) }
            try eachStoredEntry(on: connection) { try write($0.line) }
        }
    }
}

/// Pages through all entries, or those of one chain, in the order of their keys.
func eachStoredEntry(of chain: String? = nil, on connection: any Connection, _ body: (StoredEntry) throws -> Void) throws {
    var last = (chain: chain ?? "", number: Int64(0))
    let here: Query = chain.map { "AND organization_id = \($0)" } ?? ""
    while true {
        var page = try connection.rows(
            """
            SELECT organization_id, number, at, action, outcome, actor_id, target_id, body, hash FROM audit_entries
            WHERE (organization_id, number) > (\(last.chain), \(last.number)) \(here) ORDER BY organization_id, number LIMIT 500
            """
        ) { row in
            StoredEntry(
                chain: try row.text(0), number: try row.int(1), at: try row.int(2), action: try row.text(3), outcome: try row.text(4),
                actor: try row.optionalText(5), target: try row.optionalText(6), body: try row.text(7), hash: try row.text(8), values: [:])
        }
        guard let end = page.last else { return }
        var index = 0
        _ = try connection.rows(
            """
            SELECT organization_id, number, personal FROM audit_values
            WHERE (organization_id, number) > (\(last.chain), \(last.number)) AND (organization_id, number) <= (\(end.chain), \(end.number))
            ORDER BY organization_id, number
            """
        ) { row in
            let (chain, number) = (try row.text(0), try row.int(1))
            while index < page.count, (page[index].chain, page[index].number) != (chain, number) { index += 1 }
            guard index < page.count else { return }
            page[index].values.merge(try PersonalValues.read(row.text(2))) { first, _ in first }
        }
        for entry in page { try body(entry) }
        last = (end.chain, end.number)
    }
}
