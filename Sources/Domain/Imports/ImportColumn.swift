/// What a column of a file can be. The raw value is the field's name in every interface.
public enum ImportField: String, Sendable, CaseIterable, Codable {
    /// The portal's own id of what the row is about, as our own files have it.
    case id
    /// The row's name in the file's own system; kept, so that a later file finds the same one again.
    case externalID = "external_id"
    /// For files of several organizations: its id, external id or name.
    case organization
    /// Of a contact the whole name, which is split at its last blank.
    case name
    case firstName = "first_name"
    case lastName = "last_name"
    case email, phone, title
    case timeZone = "time_zone"
    /// Of a site: its time zone is a guess.
    case timeZoneGuessed = "time_zone_guessed"
    case language
    case kind
    case sites, roles, level
    case code, address
    case asns

    /// The fields of a kind of file, in the order in which they are offered.
    public static func of(_ kind: Import.Kind) -> [ImportField] {
        switch kind {
        case .contacts:
            [
                .id, .externalID, .organization, .firstName, .lastName, .name, .email, .phone, .title, .timeZone, .language, .kind, .sites,
                .roles, .level,
            ]
        case .sites: [.id, .externalID, .organization, .code, .name, .address, .timeZone, .timeZoneGuessed]
        case .organizations: [.id, .externalID, .name, .kind, .asns]
        case .peeringDB: []
        }
    }

    /// How people and other programs call such a column, in English and Spanish: folded, letters and digits alone.
    private var names: [String] {
        switch self {
        case .id: []
        case .externalID: ["externalid", "extid", "employeeid", "staffid", "sourceid", "idexterno", "idempleado"]
        case .organization: ["organization", "organisation", "company", "partner", "organizacion", "empresa"]
        case .name: ["name", "fullname", "displayname", "sitename", "nombrecompleto"]
        case .firstName: ["firstname", "givenname", "forename", "first", "nombre", "nombredepila"]
        case .lastName: ["lastname", "surname", "familyname", "last", "apellido", "apellidos"]
        case .email: ["email", "emailaddress", "mail", "emailaddress1", "correo", "correoelectronico"]
        case .phone: ["phone", "phonenumber", "telephone", "tel", "mobile", "mobilephone", "telefono", "movil"]
        case .title: ["title", "jobtitle", "position", "puesto", "cargo"]
        case .timeZone: ["timezone", "tz", "zonahoraria", "husohorario"]
        case .timeZoneGuessed: ["timezoneguessed"]
        case .language: ["language", "lang", "locale", "idioma"]
        case .kind: ["kind", "type", "tipo", "clase"]
        case .sites: ["sites", "site", "location", "locations", "sede", "sedes"]
        case .roles: ["roles", "role", "contactroles", "siteroles", "rol", "funciones"]
        case .level: ["level", "permissionlevel", "access", "portalaccess", "nivel", "acceso"]
        case .code: ["code", "sitecode", "codigo"]
        case .address: ["address", "streetaddress", "direccion"]
        case .asns: ["asns", "asn", "as", "asnumber", "asnumbers"]
        }
    }

    /// Nobody begins one of these with an apostrophe: there it is the mark by which spreadsheets keep digits as text.
    fileprivate var isSign: Bool { [.id, .externalID, .email, .phone, .code, .asns].contains(self) }

    static func isBareID(_ name: String) -> Bool { name.folded.filter { $0.isLetter || $0.isNumber } == "id" }

    /// The field that a column of this name most likely is.
    static func guessed(_ name: String, _ samples: [String], in kind: Import.Kind) -> ImportField? {
        let key = name.folded.filter { $0.isLetter || $0.isNumber }
        // Ours are UUIDs; any other is the name that the row has where the file comes from.
        if isBareID(name) { return samples.allSatisfy { Identifier<Never>($0) != nil } ? .id : .externalID }
        // A bare `nombre` is a person's first name, and the name of anything else.
        if kind != .contacts, key == "nombre" { return .name }
        return of(kind).first { $0.names.contains(key) }
    }
}

/// A column of a file, and what it is taken for.
public struct ImportColumn: Sendable, Hashable, Codable {
    public let name: String
    /// What the first rows have there.
    public var samples: [String]
    /// Nil for a column that is left out.
    public var field: ImportField?

    public static let sampleLimit = 3

    public init(name: String, samples: [String] = [], field: ImportField? = nil) {
        self.name = name
        self.samples = samples
        self.field = field
    }
}

extension [ImportColumn] {
    /// The same columns, each with the field that it most likely is; of two alike the first.
    ///
    /// - Parameter severalOrganizations: the file may name an organization in each row.
    public func guessed(kind: Import.Kind, severalOrganizations: Bool) -> [ImportColumn] {
        var taken: Set<ImportField> = severalOrganizations ? [] : [.organization]
        var columns = self
        // A column that says what kind of id it has goes before one that is just called so.
        for place in indices.filter({ !ImportField.isBareID(self[$0].name) }) + indices.filter({ ImportField.isBareID(self[$0].name) }) {
            guard let field = ImportField.guessed(self[place].name, self[place].samples, in: kind), taken.insert(field).inserted else {
                continue
            }
            columns[place].field = field
        }
        return columns
    }

    /// The same columns as somebody mapped them; what is not named stays.
    ///
    /// - Parameter fields: by a column's name a field's; empty for a column that is left out.
    /// - Throws: `Trouble.invalid`.
    public func mapped(_ fields: [String: String], kind: Import.Kind, severalOrganizations: Bool) throws -> [ImportColumn] {
        var check = FieldCheck()
        let offered = ImportField.of(kind).filter { severalOrganizations || $0 != .organization }
        var columns = self
        for (name, raw) in fields.sorted(by: { $0.key < $1.key }) {
            guard let place = columns.firstIndex(where: { $0.name == name }) else {
                check.refuse(name, .unknownField)
                continue
            }
            if raw.isEmpty {
                columns[place].field = nil
            } else if let field = offered.first(where: { $0.rawValue == raw }) {
                columns[place].field = field
            } else {
                check.refuse(name, .notOneOf(offered.map(\.rawValue)))
            }
        }
        var holders: [ImportField: String] = [:]
        for column in columns {
            guard let field = column.field else { continue }
            if holders[field] != nil { check.refuse(column.name, .fieldTwice(field.rawValue)) }
            holders[field] = column.name
        }
        try check.finish()
        return columns
    }

    /// A row's cells by their fields. An empty cell says nothing; a lone hyphen says that nothing shall be there.
    public func fields(_ cells: [String]) -> ImportedFields {
        var fields: ImportedFields = [:]
        for (column, cell) in zip(self, cells) {
            guard let field = column.field else { continue }
            let text = cell.trimmed
            guard !text.isEmpty else { continue }
            var said = text == ImportedFields.nothing ? "" : text.withoutFormulaGuard.trimmed
            if field.isSign, said == text, said.count > 1, said.first == "'" { said = String(said.dropFirst()).trimmed }
            fields[field] = said
        }
        return fields
    }

    /// What a row is about, in a few words, whatever it is taken for.
    public func label(_ cells: [String]) -> String {
        let fields = fields(cells)
        let name = [fields[.firstName], fields[.lastName]].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        let words = [name.isEmpty ? fields[.name] ?? "" : name, fields[.code] ?? fields[.email] ?? fields[.asns] ?? ""].filter {
            !$0.isEmpty
        }
        return words.isEmpty ? fields[.externalID] ?? cells.first { !$0.trimmed.isEmpty }?.trimmed ?? "" : words.joined(separator: ", ")
    }
}
