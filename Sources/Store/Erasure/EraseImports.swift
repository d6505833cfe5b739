import Domain
import Storage

/// Takes a person out of what files said: the rows about them, the samples of those files, by which name other systems
/// know them, and their own name from imports they brought.
func eraseImports(of contact: Contact.ID, address: String?, in organization: Organization.ID, on connection: any Connection) throws {
    let imports: Query = "SELECT id FROM imports WHERE organization_id = \(organization)"
    // An address mark goes on with the organization that the file names.
    let begin = "contact \(address ?? "") in "
    let isAddressed: Query = address == nil ? "1 = 0" : "import_id IN (\(imports)) AND address >= \(begin) AND address < \(begin + "\u{10FFFF}")"
    let rows: Query = "import_rows WHERE organization_id = \(organization) AND (target_id = \(contact) OR \(isAddressed))"
    for id in try connection.rows("SELECT DISTINCT import_id FROM \(rows)", { try $0.text(0) }) {
        let row: Query = "imports WHERE organization_id = \(organization) AND id = \(id)"
        guard var columns = try connection.first("SELECT columns FROM \(row)", { try Coded.value($0.text(0), as: [ImportColumn].self) }) else { continue }
        for place in columns.indices { columns[place].samples = [] }
        try connection.execute("UPDATE imports SET columns = \(try Coded.text(columns)) WHERE organization_id = \(organization) AND id = \(id)")
    }
    try connection.execute("DELETE FROM \(rows)")
    try connection.execute("DELETE FROM external_ids WHERE organization_id = \(organization) AND target_id = \(contact)")
    try connection.execute("UPDATE imports SET person = '' WHERE organization_id = \(organization) AND actor_contact_id = \(contact)")
}
