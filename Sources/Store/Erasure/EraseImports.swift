import Domain
import Storage

/// Takes a person out of what files said: the rows about them or with their address, tried or not, the samples of those
/// files, by which name other systems know them, and their own name from imports they brought. A row that nobody tried yet
/// and that names them otherwise than by the address is not found.
func eraseImports(of contact: Contact.ID, address: String?, in organization: Organization.ID, on connection: any Connection) throws {
    let address = address.map(SoughtAddress.init)
    let rows = try connection.rows(
        """
        SELECT import_id, number, cells, target_id FROM import_rows
        WHERE organization_id = \(organization) AND (target_id = \(contact) OR \(address?.mayBe(in: "cells") ?? "1 = 0"))
        """
    ) {
        (
            file: try $0.text(0), number: try $0.int(1),
            isAbout: try $0.optionalText(3) == contact.text || address?.is(in: $0.text(2)) == true
        )
    }.filter(\.isAbout)
    for file in Set(rows.map(\.file)) {
        let row: Query = "imports WHERE organization_id = \(organization) AND id = \(file)"
        guard var columns = try connection.first("SELECT columns FROM \(row)", { try Coded.value($0.text(0), as: [ImportColumn].self) })
        else { continue }
        for place in columns.indices { columns[place].samples = [] }
        try connection.execute(
            "UPDATE imports SET columns = \(try Coded.text(columns)) WHERE organization_id = \(organization) AND id = \(file)")
    }
    for row in rows {
        try connection.execute(
            "DELETE FROM import_rows WHERE organization_id = \(organization) AND import_id = \(row.file) AND number = \(row.number)")
    }
    // There a slash of the address stands as JSON escapes it.
    if let address = address.map({ SoughtAddress(text: $0.text.replacing("/", with: "\\/")) }) {
        let objects = try connection.rows(
            """
            SELECT import_id, list, parent_id, object_id, fields FROM import_objects WHERE organization_id = \(organization) AND \(address.mayBe(in: "fields"))
            """
        ) {
            (file: try $0.text(0), list: try $0.text(1), parent: try $0.int(2), id: try $0.int(3), isFound: try address.is(in: $0.text(4)))
        }
        for object in objects where object.isFound {
            try connection.execute(
                """
                DELETE FROM import_objects WHERE organization_id = \(organization) AND import_id = \(object.file) AND list = \(object.list)
                    AND parent_id = \(object.parent) AND object_id = \(object.id)
                """)
        }
    }
    try connection.execute("DELETE FROM external_ids WHERE organization_id = \(organization) AND target_id = \(contact)")
    try connection.execute("UPDATE imports SET person = '' WHERE organization_id = \(organization) AND actor_contact_id = \(contact)")
}

/// An address that is looked for within texts, where it may stand among other words.
private struct SoughtAddress {
    /// In lower case.
    let text: String

    /// A condition that no text with the address fails, and few others meet. No index helps, which a rare deed can bear.
    func mayBe(in column: Query) -> Query {
        let literal = text.flatMap { "%_!".contains($0) ? "!\($0)" : "\($0)" }
        return "LOWER(\(column)) LIKE \("%\(String(literal))%") ESCAPE '!'"
    }

    /// Whether it stands there whole: lena@b.example is neither in milena@b.example nor in lena@b.example.com.
    func `is`(in cells: String) -> Bool {
        let cells = cells.lowercased()
        // What an address is made of (RFC 5322, atext); an apostrophe within a word, since it may stand around one, too.
        func goesOn(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || "-_+.@!#$%&*/=?^`{|}~".contains(character)
        }
        return cells.ranges(of: text).contains { range in
            let after = cells[range.upperBound...].drop { $0 == "." }
            let before = cells[..<range.lowerBound]
            let isLonger = before.last.map { $0 == "'" ? before.dropLast().last.map(goesOn) ?? false : goesOn($0) } ?? false
            return !isLonger && !(after.first.map(goesOn) ?? false)
        }
    }
}
