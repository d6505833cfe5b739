import Domain
import Foundation
import Storage

/// The columns of an import `i`, in the order in which they are read.
let importColumns: Query = """
    i.id, i.organization_id, i.kind, i.format, i.name, i.state, i.problem, i.columns, i.row_count, i.done,
    i.created, i.changed, i.same, i.refused, i.person, i.created_at, i.version
    """

extension Import {
    init(_ row: any Row) throws {
        self.init(
            id: Identifier(stored: try row.text(0)), organization: Identifier(stored: try row.text(1)),
            kind: Kind(rawValue: try row.text(2)) ?? .contacts, format: Format(rawValue: try row.text(3)) ?? .csv,
            name: Line(stored: try row.text(4)),
            state: State(rawValue: try row.text(5)) ?? .cancelled, problem: try row.optionalText(6).flatMap { try? Coded.value($0) },
            columns: try Coded.value(try row.text(7)), rows: try row.int(8), done: try row.int(9),
            tally: ImportTally(created: try row.int(10), changed: try row.int(11), same: try row.int(12), refused: try row.int(13)),
            person: try row.text(14), createdAt: Moment(milliseconds: try row.int(15)), version: try row.int(16))
    }
}

/// Values that are read as a whole and never searched: kept as JSON.
enum Coded {
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}

/// A row's cells in one text.
enum Cells {
    /// No cell has it: what has is no text that people write (see ``text(_:)``).
    private static let separator: Character = "\u{1F}"

    /// Characters that the database or this very text cannot hold become one that every field refuses.
    static func text(_ cells: [String]) -> String {
        cells.map { cell in
            cell.utf8.contains { $0 == 0 || $0 == 0x1F } ? String(cell.map { $0 == separator || $0 == "\0" ? "\u{1}" : $0 }) : cell
        }.joined(separator: String(separator))
    }

    static func list(_ text: String) -> [String] {
        text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}

extension Transaction {
    /// An import that the actor may know of: those of an organization in reach, and one's own.
    borrowing func visibleImport(_ id: Import.ID) throws -> Import {
        let found = try first("SELECT \(importColumns) FROM imports i WHERE \(importScope) AND i.id = \(id)") { try Import($0) }
        guard let found else { throw Trouble.notFound }
        return found
    }

    var importScope: Query {
        let tenant = ("i.organization_id = \(organization)" as Query).asGuard
        if grant.admits(.belonging(of: organization)) { return tenant }
        return "\(tenant) AND i.actor_organization_id = \(actor.organization) AND i.actor_contact_id = \(actor.contact)"
    }
}
