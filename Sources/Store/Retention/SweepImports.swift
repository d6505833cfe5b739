public import Domain
import Storage

extension Store {
    /// How long an import is listed with its report after its last step, and how long a file may be on its way in.
    static let importsKept = Moment.Span.days(30)
    static let uploadsKept = Moment.Span.days(1)
    /// So many rows go in one transaction: nobody waits for a file of half a million.
    private static let sweptRows = 2000

    /// Removes one organization's imports that are past their time, with their rows. Returns how many imports went; they
    /// leave an entry.
    @discardableResult
    public func sweepImports(of organization: Organization.ID, _ grant: Grant<SweepRetention>) async throws -> Int {
        let now = clock()
        let due: Query = """
            organization_id = \(organization) AND (state = 'uploading' AND stepped_at <= \(now - Store.uploadsKept)
                OR state IN ('uploaded', 'checked', 'applied', 'cancelled') AND stepped_at <= \(now - Store.importsKept))
            """
        let old = try await database.read(.tenants([organization.text])) {
            try $0.rows("SELECT id FROM imports WHERE \(due)") { try $0.text(0) }
        }
        for id in old {
            let rows: Query = "import_rows WHERE organization_id = \(organization) AND import_id = \(id)"
            while try await database.write(
                .tenants([organization.text]),
                { connection in
                    // Somebody may have taken it up again.
                    guard try connection.first("SELECT 1 FROM imports WHERE \(due) AND id = \(id)", { try $0.int(0) }) != nil else {
                        return false
                    }
                    return try connection.execute(
                        "DELETE FROM \(rows) AND number IN (SELECT number FROM \(rows) ORDER BY number LIMIT \(Int64(Store.sweptRows)))")
                        > 0
                })
            {}
        }
        guard !old.isEmpty else { return 0 }
        return try await database.write(.tenants([organization.text])) { connection in
            let ledger = try Ledger(chains: [organization.text], on: connection, now: now)
            let gone = try connection.execute("DELETE FROM imports WHERE \(due)")
            ledger.nothingChanged()
            if gone > 0 {
                let change = Record.Change("imports", plain: nil, String(gone))
                try ledger.append(
                    Record(action: Permission.retentionSweep.rawValue, target: organization.text, changes: [change].compactMap(\.self)),
                    by: ActorStamp(grant.actor), from: .none, to: organization.text, on: connection)
            }
            try ledger.close(on: connection)
            return gone
        }
    }
}
