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
    /// The lines of earlier rows, by their marks.
    var earlier: [String: Int64] = [:]

    var isDry: Bool { file.state == .checking }
    var origin: Origin { Origin(requestID: "import \(work.id)", address: nil) }
    /// Whose external ids the rows carry.
    var source: String { file.kind == .peeringDB ? "peeringdb" : "file" }

    /// Of the rows that are next, the marks that rows before them have.
    func earlierRows(on connection: any Connection) throws -> [String: Int64] {
        let marks = rows.compactMap { $0.mark }.map { "\($0)" as Query }
        guard !marks.isEmpty else { return [:] }
        let found = try connection.rows("""
            SELECT mark, MIN(line) FROM import_rows WHERE organization_id = \(work.organization) AND import_id = \(work.id)
                AND mark IN (\(Query.joined(marks, separator: ", "))) AND number <= \(file.done) GROUP BY mark
            """) { (try $0.text(0), try $0.int(1)) }
        return Dictionary(found) { first, _ in first }
    }

    /// The rows about something that no row before was about, and what becomes of the others.
    func withoutRepeats(_ rows: [PendingRow]) -> ([PendingRow], [SettledRow]) {
        var seen = earlier, wanted: [PendingRow] = [], settled: [SettledRow] = []
        for row in rows {
            if let mark = row.mark, let line = seen[mark] {
                settled.append(SettledRow(number: row.number, mark: mark, outcome: .refused(.twice(line: line)), target: nil))
            } else {
                wanted.append(row)
                if let mark = row.mark { seen[mark] = row.line }
            }
        }
        return (wanted, settled)
    }

    /// Writes down what became of rows, in the transaction in which it did.
    ///
    /// - Throws: ``Overtaken``.
    func settle(_ rows: [SettledRow], on connection: any Connection) throws {
        var tally = file.tally
        for row in rows { tally.count(row.outcome) }
        let moved = try connection.execute("""
            UPDATE imports SET done = \(file.done + Int64(rows.count)), created = \(tally.created), changed = \(tally.changed), same = \(tally.same),
                refused = \(tally.refused), leased_until = \(now + Store.importLease)
            WHERE organization_id = \(work.organization) AND id = \(work.id) AND state = \(file.state.rawValue) AND done = \(file.done)
            """)
        guard moved == 1 else { throw Overtaken() }
        for row in rows {
            try connection.send("""
                UPDATE import_rows SET mark = \(row.mark), outcome = \(row.outcome.name.rawValue), detail = \(try row.outcome.detail), target_id = \(row.target)
                WHERE organization_id = \(work.organization) AND import_id = \(work.id) AND number = \(row.number)
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
