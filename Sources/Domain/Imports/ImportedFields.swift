/// What one row says, by field. A field that is not there stays as it is; an empty one becomes empty.
public typealias ImportedFields = [ImportField: String]

extension ImportedFields {
    /// The cell that says that nothing shall be there.
    static let nothing = "-"
    /// How an object of a JSON file reads where a text belongs: no field takes it.
    public static let object = "{}"

    /// The row as a contact's input.
    ///
    /// - Parameter sites: the organization's sites by code.
    public func contact(sites: [String: Identifier<Site>]) -> ContactInput {
        var input = ContactInput()
        input.firstName = self[.firstName]
        input.lastName = self[.lastName]
        if let name = self[.name], self[.firstName] == nil, self[.lastName] == nil { (input.firstName, input.lastName) = Self.split(name) }
        input.email = self[.email]
        input.errors = objects + amounts([.externalID, .phone])
        if !input.errors.contains(where: { $0.field == ImportField.phone.rawValue }) { input.phone = self[.phone] }
        input.title = self[.title]
        input.timeZone = self[.timeZone]
        input.language = self[.language].map { Language(tag: $0)?.rawValue ?? $0 }
        input.kind = self[.kind].map { Self.word($0) }
        if let text = self[.sites] {
            input.sites = Self.words(text).map { code in
                if let site = sites[code.lowercased()] { return site.text }
                input.errors.append(FieldError("sites", .noSuchSite(code)))
                return nil
            }.compactMap(\.self)
        }
        if let text = self[.roles] {
            input.roles = Self.words(text).compactMap { word in
                let halves = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let place = halves.count > 1 ? halves[1].lowercased() : "*"
                if place == "*" || place.isEmpty { return ContactInput.Role(role: Self.word(halves[0]), site: "") }
                if let site = sites[place] { return ContactInput.Role(role: Self.word(halves[0]), site: site.text) }
                input.errors.append(FieldError("roles", .noSuchSite(place)))
                return nil
            }
        }
        return input
    }

    /// The permission level that the row asks for; nil when it asks for none in particular.
    ///
    /// - Throws: `Trouble.invalid`.
    public func level() throws -> Level? {
        guard let text = self[.level] else { return nil }
        let word = Self.word(text)
        if word.isEmpty || word == "no_access" { return Level.none }
        guard let level = Level(rawValue: word), (Level.ofPartners + Level.ofStaff).contains(level) else {
            throw Trouble.invalid([FieldError("level", .notOneOf(Level.ofPartners.map(\.rawValue)))])
        }
        return level
    }

    /// The row as a site's input.
    public var site: SiteInput {
        var input = SiteInput()
        input.errors = objects + amounts([.externalID])
        input.code = self[.code]
        input.name = self[.name]
        input.address = self[.address]
        input.timeZone = self[.timeZone]
        if let text = self[.timeZoneGuessed] {
            switch text.folded {
            case "yes", "true", "1", "si": input.isZoneGuessed = true
            case "no", "false", "0", "": input.isZoneGuessed = false
            default: input.errors.append(FieldError(ImportField.timeZoneGuessed.rawValue, .notOneOf(["yes", "no"])))
            }
        }
        return input
    }

    /// The row as an organization's input.
    public var organization: OrganizationInput {
        var input = OrganizationInput()
        input.name = self[.name]
        input.kind = self[.kind].map { Self.word($0) }
        input.errors = objects + amounts([.externalID])
        if let text = self[.asns] {
            let (numbers, errors) = Self.asNumbers(text)
            input.asns = numbers
            input.errors += errors
        }
        return input
    }

    /// Where a JSON file has an object for a text.
    private var objects: [FieldError] {
        filter { $0.value == Self.object }.map { FieldError($0.key.rawValue, .notText) }.sorted { $0.field < $1.field }
    }

    /// A name in one piece: what stands behind its last blank is the last name.
    static func split(_ name: String) -> (first: String, last: String) {
        guard let blank = name.trimmed.lastIndex(where: \.isWhitespace) else { return (name.trimmed, "") }
        return (String(name.trimmed[..<blank]).trimmed, String(name.trimmed[blank...]).trimmed)
    }

    private static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == "|" }.map(String.init)
    }

    /// `Read-only`, `read only` and `READ_ONLY` are one word.
    private static func word(_ text: String) -> String {
        String(text.trimmed.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }
}
