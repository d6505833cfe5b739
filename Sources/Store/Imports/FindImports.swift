public import Domain
import Storage

extension Transaction where A == ViewImports {
    /// The newest first. Of those that are over, the last 200.
    public borrowing func imports() throws -> [Import] {
        try rows("SELECT \(importColumns) FROM imports i WHERE \(importScope) ORDER BY i.id DESC LIMIT 200") { try Import($0) }
    }

    /// - Throws: `Trouble.notFound` when there is none within reach.
    public borrowing func find(_ id: Import.ID) throws -> Import { try visibleImport(id) }

    /// Rows in the order of the file, behind `number`.
    ///
    /// - Parameter outcome: those alone that came to this.
    public borrowing func rows(of id: Import.ID, outcome: ImportOutcome.Name?, after number: Int64, limit: Int) throws -> [ImportRow] {
        let found = try visibleImport(id)
        let condition: Query = if let outcome { "r.outcome = \(outcome.rawValue)" } else { "1 = 1" }
        return try rows(
            """
            SELECT r.number, r.line, r.cells, r.list, r.outcome, r.detail, r.target_id FROM import_rows r
            WHERE \(rowScope) AND r.import_id = \(id) AND r.number > \(number) AND \(condition) ORDER BY r.number LIMIT \(limit)
            """
        ) { row in
            ImportRow(
                number: try row.int(0), line: try row.int(1), label: found.columns.label(Cells.list(try row.text(2))),
                outcome: try row.optionalText(5).map { try Coded.value($0) }, target: try row.optionalText(6))
        }
    }

    /// The refused rows as the file has them, behind `number`.
    public borrowing func refused(of id: Import.ID, after number: Int64, limit: Int) throws -> [RefusedRow] {
        _ = try visibleImport(id)
        return try rows(
            """
            SELECT r.number, r.cells, r.detail FROM import_rows r
            WHERE \(rowScope) AND r.import_id = \(id) AND r.number > \(number) AND r.outcome = 'refused' ORDER BY r.number LIMIT \(limit)
            """
        ) { row -> RefusedRow? in
            guard case .refused(let reason) = try Coded.value(try row.text(2), as: ImportOutcome.self) else { return nil }
            return RefusedRow(number: try row.int(0), cells: Cells.list(try row.text(1)), reason: reason)
        }.compactMap(\.self)
    }
}

/// A row to be mended.
public struct RefusedRow: Sendable {
    public let number: Int64
    public let cells: [String]
    public let reason: ImportRefusal
}
