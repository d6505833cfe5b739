import Domain
import Storage

/// An import at the point where it is: what is next, and who set it going.
struct ImportRun: Sendable {
    let work: LeasedImport
    let file: Import
    let rows: [PendingRow]
    /// The file is the operator's own, and may name an organization in each row.
    let isOperators: Bool
    let now: Moment
    let organization: Organization.ID?
    let contact: Contact.ID?
    let token: Token.ID?
    /// The lines of earlier rows, by their marks and addresses.
    var earlier: [String: Int64] = [:]

    var isDry: Bool { file.state == .checking }
    var origin: Origin { Origin(requestID: "import \(work.id)", address: nil) }
    /// Whose external ids the rows carry.
    var source: ImportSource { file.kind == .peeringDB ? .peeringDB : .file }

    /// Of the rows that are next, the marks that rows before them have.
    func earlierRows(on connection: any Connection) throws -> [String: Int64] {
        try earlierRows("mark", rows.compactMap { $0.mark }, on: connection).merging(
            earlierRows("address", rows.compactMap { $0.address }, on: connection)
        ) { first, _ in first }
    }

    /// The line of the row before that was about this organization, by whatever it named it.
    func line(about organization: Organization.ID, on connection: any Connection) throws -> Int64? {
        guard file.done > 0 else { return nil }
        return try connection.first(
            """
            SELECT line FROM import_rows WHERE organization_id = \(work.organization) AND import_id = \(work.id) AND target_id = \(organization)
                AND number <= \(file.done) ORDER BY number LIMIT 1
            """
        ) { try $0.int(0) }
    }

    /// The first row that has a mark says whether it was before: a condition on all their numbers would have PostgreSQL go
    /// through every row that was taken.
    private func earlierRows(_ column: Query, _ marks: [String], on connection: any Connection) throws -> [String: Int64] {
        guard file.done > 0, !marks.isEmpty else { return [:] }
        let found = try connection.rows(
            """
            SELECT \(column), MIN(line) FROM import_rows WHERE organization_id = \(work.organization) AND import_id = \(work.id)
                AND \(column) IN (\(Query.joined(marks.map { "\($0)" as Query }, separator: ", "))) GROUP BY \(column)
                HAVING MIN(number) <= \(file.done)
            """
        ) { (try $0.text(0), try $0.int(1)) }
        return Dictionary(found) { first, _ in first }
    }

    /// The rows about something that no row before was about, and what becomes of the others.
    func withoutRepeats(_ rows: [PendingRow]) -> ([PendingRow], [SettledRow]) {
        var seen = earlier, wanted: [PendingRow] = [], settled: [SettledRow] = []
        for row in rows {
            let marks = [row.mark, row.address].compactMap(\.self)
            if let line = marks.compactMap({ seen[$0] }).min() {
                settled.append(SettledRow(row, .refused(.twice(line: line))))
            } else {
                wanted.append(row)
            }
            for mark in marks where seen[mark] == nil { seen[mark] = row.line }
        }
        return (wanted, settled)
    }

    /// Writes down what became of rows, in the transaction in which it did.
    ///
    /// - Throws: ``Overtaken``.
    func settle(_ rows: [SettledRow], on connection: any Connection) throws {
        var tally = file.tally
        for row in rows { tally.count(row.outcome) }
        let moved = try connection.execute(
            """
            UPDATE imports SET done = \(rows.map(\.row.number).max() ?? file.done), created = \(tally.created), changed = \(tally.changed), same = \(tally.same),
                refused = \(tally.refused), leased_until = \(now + Store.importLease)
            WHERE organization_id = \(work.organization) AND id = \(work.id) AND version = \(file.version) AND done = \(file.done)
            """)
        guard moved == 1 else { throw Overtaken() }
        let settled = try rows.map { settled -> Query in
            // What a dry run made is taken back.
            let target = isDry && settled.outcome == .created ? nil : settled.target
            let row: Query = """
                (CAST(\(settled.row.number) AS BIGINT), \(settled.outcome.name.rawValue), \(try settled.outcome.detail), \(target)
                """
            return isDry ? "\(row), \(settled.row.mark), \(settled.row.address))" : "\(row))"
        }
        // By which id and address a row means its subject, the dry run has written.
        let marks: Query = isDry ? ", mark = v.column5, address = v.column6" : ""
        for part in settled.chunked(by: 10) {
            try connection.send(
                """
                UPDATE import_rows SET outcome = v.column2, detail = v.column3, target_id = v.column4\(marks)
                FROM (VALUES \(Query.joined(Array(part), separator: ", "))) AS v
                WHERE organization_id = \(work.organization) AND import_id = \(work.id) AND number = v.column1
                """)
        }
    }
}

extension ImportOutcome {
    private static let plain: [Name: String] = [.created: #"{"created":{}}"#, .same: #"{"same":{}}"#]

    /// As ``Coded`` reads it.
    var detail: String {
        get throws { try ImportOutcome.plain[name] ?? Coded.text(self) }
    }
}
