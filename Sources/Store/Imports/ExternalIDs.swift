import Domain
import Storage

/// What a source said last of each field, and what that came to here.
///
/// A later file changes what changed *there* since, and of that only what is *here* still as it came.
struct Base: Codable {
    private var told: [String: String] = [:]
    /// Nothing for a field that never came from there.
    private var became: [String: String] = [:]

    /// What is known once `news` of `row` were taken.
    ///
    /// - Parameters:
    ///   - old: what was known before.
    ///   - here: the fields as they are now.
    init(over old: Base? = nil, told row: ImportedFields, taken news: ImportedFields, became here: ImportedFields) {
        if let old { self = old } else { (told, became) = ([:], [:]) }
        for (field, text) in row {
            if news[field] != nil {
                told[field.rawValue] = text
                became[field.rawValue] = here[field] ?? ""
            } else if told[field.rawValue] == nil {
                told[field.rawValue] = text
            }
        }
    }

    /// Of a row, what is new there and was not edited here.
    ///
    /// - Parameter base: nil for what the source never spoke of: then it fills what is empty here.
    static func news(_ base: Base?, in row: ImportedFields, against here: ImportedFields) -> ImportedFields {
        func isAsItCame(_ field: ImportField) -> Bool {
            let present = here[field] ?? ""
            return base?.told[field.rawValue] == nil ? present.isEmpty : present == base?.became[field.rawValue] ?? ""
        }
        // A name is one thing in two fields.
        let keepsName = !isAsItCame(.firstName) || !isAsItCame(.lastName)
        // A zone that somebody confirmed stays; a guess comes with the zone that is guessed.
        let keepsZone = !isAsItCame(.timeZone) || !isAsItCame(.timeZoneGuessed)
        func isTold(_ field: ImportField) -> Bool { base?.told[field.rawValue] == row[field] }
        return row.filter { field, _ in
            switch field {
            case .firstName, .lastName: !isTold(field) && isAsItCame(field) && !keepsName
            case .timeZone: !isTold(field) && !keepsZone
            case .timeZoneGuessed: !(isTold(field) && isTold(.timeZone)) && !keepsZone
            default: !isTold(field) && isAsItCame(field)
            }
        }
    }
}

/// Where a file's external ids come from. What a dump says is merged with what was edited here; a file of somebody's own is
/// taken at its word.
enum ImportSource: String {
    case file
    case peeringDB = "peeringdb"

    /// The most bytes of an external id.
    static let longestName = 200

    /// What of a row is to be taken.
    func news(in row: ImportedFields, since base: Base?, against here: ImportedFields) -> ImportedFields {
        self == .file ? row : Base.news(base, in: row, against: here)
    }
}

/// What has an external id.
enum ExternalKind: String {
    case organization, site, contact

    /// As a statement's own text. A bound value would have SQLite prepare the statement anew each time, to see whether the index
    /// of one kind alone will do.
    var literal: Query {
        switch self {
        case .organization: "'organization'"
        case .site: "'site'"
        case .contact: "'contact'"
        }
    }
}

extension Transaction where A: Writing {
    /// What a source calls by this name.
    borrowing func target(of name: String, _ source: ImportSource, as kind: ExternalKind) throws -> String? {
        try first(
            """
            SELECT target_id FROM external_ids
            WHERE organization_id = \(placed) AND source = \(source.rawValue) AND kind = \(kind.literal) AND external_id = \(name)
            """
        ) { try $0.text(0) }
    }

    /// True for what a source knows by any name.
    borrowing func isKnown(_ target: String, _ source: ImportSource) throws -> Bool {
        try first("SELECT 1 FROM external_ids WHERE organization_id = \(placed) AND target_id = \(target) AND source = \(source.rawValue)")
        { try $0.int(0) } != nil
    }

    borrowing func base(of row: ImportedFields, _ source: ImportSource, as kind: ExternalKind) throws -> Base? {
        guard source != .file, let name = row[.externalID] else { return nil }
        return try first(
            """
            SELECT fields FROM external_ids
            WHERE organization_id = \(placed) AND source = \(source.rawValue) AND kind = \(kind.literal) AND external_id = \(name)
            """
        ) { try Coded.value($0.text(0)) }
    }

    /// Keeps the row's external id, and for a source that is merged what it said.
    borrowing func remember(
        _ row: ImportedFields, _ source: ImportSource, _ target: String, as kind: ExternalKind, _ base: @autoclosure () -> Base
    )
        throws
    {
        try keepExternalID(of: row, source, target, as: kind, base(), in: organization, on: connection)
    }
}

/// The same where the organization has just been made.
func keepExternalID(
    of row: ImportedFields, _ source: ImportSource, _ target: String, as kind: ExternalKind, _ base: @autoclosure () -> Base,
    in organization: Organization.ID, on connection: any Connection
) throws {
    guard let name = row[.externalID], !name.isEmpty else { return }
    guard name.utf8.count <= ImportSource.longestName else {
        throw Trouble.invalid([FieldError("external_id", .tooLong(limit: ImportSource.longestName))])
    }
    try connection.send(
        """
        INSERT INTO external_ids (organization_id, source, kind, external_id, target_id, fields)
        VALUES (\(organization), \(source.rawValue), \(kind.rawValue), \(name), \(target), \(source == .file ? "{}" : Coded.text(base())))
        ON CONFLICT (organization_id, source, kind, external_id) DO UPDATE SET target_id = excluded.target_id, fields = excluded.fields
        """)
}

extension ImportedFields {
    /// Our own id of what the row is about; nil when it gives none.
    func ownID<Entity>(of type: Entity.Type = Entity.self) throws -> Identifier<Entity>? {
        guard let text = self[.id], !text.isEmpty else { return nil }
        guard let id = Identifier<Entity>(text) else { throw Trouble.invalid([FieldError("id", .notAnID)]) }
        return id
    }
}
