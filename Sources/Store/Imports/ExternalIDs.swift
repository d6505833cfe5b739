import Domain
import Storage

/// What a source said last of each field, and what that came to here.
///
/// A later file changes what changed *there* since, and of that only what is *here* still as it came.
struct Base: Codable {
    private var told: [String: String]
    private var became: [String: String]

    /// - Parameter old: what is known from before, for fields that are not told this time.
    init(told: ImportedFields, became: ImportedFields, over old: Base? = nil) {
        self.told = old?.told ?? [:]
        self.became = old?.became ?? [:]
        for (field, text) in told {
            // What was kept because of an edit here stays known as edited.
            if let old, let before = old.told[field.rawValue], before != text, became[field] != old.became[field.rawValue], became[field] != text { continue }
            if self.told[field.rawValue] != text { self.became[field.rawValue] = became[field] ?? "" }
            self.told[field.rawValue] = text
        }
    }

    /// Of a row, what is new there and was not edited here.
    func news(in row: ImportedFields, against here: ImportedFields) -> ImportedFields {
        row.filter { field, text in
            guard let before = told[field.rawValue] else { return true }
            return before != text && (here[field] ?? "") == became[field.rawValue] ?? ""
        }
    }
}

/// What has an external id.
enum ExternalKind: String {
    case organization, site, contact
}

extension Transaction where A == RunImports {
    /// What a source calls by this name.
    borrowing func target(of name: String, _ source: String, as kind: ExternalKind) throws -> String? {
        try first("""
            SELECT target_id FROM external_ids
            WHERE organization_id = \(placed) AND source = \(source) AND kind = \(kind.rawValue) AND external_id = \(name)
            """) { try $0.text(0) }
    }

    /// True for what a source knows by any name.
    borrowing func isKnown(_ target: String, _ source: String) throws -> Bool {
        try first("SELECT 1 FROM external_ids WHERE organization_id = \(placed) AND target_id = \(target) AND source = \(source)") { try $0.int(0) } != nil
    }

    borrowing func base(of row: ImportedFields, _ source: String, as kind: ExternalKind) throws -> Base? {
        guard let name = row[.externalID] else { return nil }
        return try first("""
            SELECT fields FROM external_ids
            WHERE organization_id = \(placed) AND source = \(source) AND kind = \(kind.rawValue) AND external_id = \(name)
            """) { try Coded.value($0.text(0)) }
    }

    /// Keeps the row's external id, and for a source that is merged what it said.
    ///
    /// - Parameter isKnown: the file's own name for it is kept already.
    borrowing func remember(_ row: ImportedFields, _ source: String, _ target: String, as kind: ExternalKind, _ base: Base, _ isKnown: Bool = false) throws {
        guard let name = row[.externalID], !name.isEmpty, source != "file" || !isKnown else { return }
        guard name.utf8.count <= 200 else { throw Trouble.invalid([FieldError("external_id", .tooLong(limit: 200))]) }
        try keepExternalID(name, source, kind, target, source == "file" ? "{}" : Coded.text(base), in: organization, on: connection)
    }
}

func keepExternalID(_ name: String, _ source: String, _ kind: ExternalKind, _ target: String, _ fields: String, in organization: Organization.ID, on connection: any Connection) throws {
    try connection.execute("""
        INSERT INTO external_ids (organization_id, source, kind, external_id, target_id, fields)
        VALUES (\(organization), \(source), \(kind.rawValue), \(name), \(target), \(fields))
        ON CONFLICT (organization_id, source, kind, external_id) DO UPDATE SET target_id = excluded.target_id, fields = excluded.fields
        """)
}
