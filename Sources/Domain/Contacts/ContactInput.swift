/// A contact as somebody typed it, in a form or in JSON: raw texts, nil where nothing was said.
public struct ContactInput: Sendable, Hashable {
    public var firstName: String?
    public var lastName: String?
    public var email: String?
    public var phone: String?
    public var title: String?
    public var timeZone: String?
    public var language: String?
    public var kind: String?
    public var sites: [String]?
    public var roles: [Role]?
    /// What was already wrong with the shape of the request.
    public var errors: [FieldError] = []

    public init() {}

    /// A role and its site; the site empty for the whole organization.
    public struct Role: Sendable, Hashable {
        public let role: String
        public let site: String

        public init(role: String, site: String) {
            self.role = role
            self.site = site
        }
    }

    public var hasDetails: Bool { [firstName, lastName, email, phone, title, timeZone, language].contains { $0 != nil } }
    public var hasAssignment: Bool { kind != nil || sites != nil || roles != nil }

    /// The validated values: what was not said stays as it is in `base`, or empty.
    ///
    /// - Throws: `Trouble.invalid` with the errors of all fields at once.
    public func validated(over base: Contact?) throws -> (details: ContactDetails, assignment: Assignment) {
        var check = FieldCheck(errors)
        let old = base?.details
        var details = ContactDetails(
            firstName: check.line("first_name", firstName, limit: 80) ?? old?.firstName ?? Line(stored: ""),
            lastName: check.line("last_name", lastName, limit: 80) ?? old?.lastName ?? Line(stored: ""),
            email: old?.email, phone: old?.phone,
            title: check.line("title", title) ?? old?.title ?? Line(stored: ""),
            timeZone: old?.timeZone,
            language: old?.language ?? .english)
        if let email { details.email = check.optional("email", email) { raw throws(FieldProblem) in try EmailAddress(raw) } }
        if let phone { details.phone = check.optional("phone", phone) { raw throws(FieldProblem) in try PhoneNumber(raw) } }
        if let timeZone { details.timeZone = check.optional("time_zone", timeZone) { raw throws(FieldProblem) in try TimeZoneName(raw) } }
        if let language, !language.trimmed.isEmpty { details.language = check.choice("language", language) ?? details.language }
        if details.email == nil, details.phone == nil, !check.hasError(in: ["email", "phone"]) {
            check.refuse("email", .emailOrPhoneNeeded)
        }
        if details.firstName.text.isEmpty, details.lastName.text.isEmpty, !check.hasError(in: ["first_name", "last_name"]) {
            check.refuse("first_name", .missing)
        }
        let assignment = assignment(over: base?.assignment, &check)
        try check.finish()
        return (details, assignment)
    }

    private func assignment(over old: Assignment?, _ check: inout FieldCheck) -> Assignment {
        let kind = kind.flatMap { check.choice("kind", $0) as Contact.Kind? } ?? old?.kind ?? .person
        var held = old?.roles ?? []
        if let roles {
            held = []
            for (index, item) in roles.enumerated() {
                guard let role: ContactRole = check.choice("roles[\(index)].role", item.role) else { continue }
                if item.site.isEmpty {
                    held.insert(HeldRole(role, at: nil))
                } else if let site = Identifier<Site>(item.site) {
                    held.insert(HeldRole(role, at: site))
                } else {
                    check.refuse("roles[\(index)].site", .unknownSite)
                }
            }
        }
        var places = old?.sites ?? []
        if let sites {
            places = []
            for (index, text) in sites.enumerated() {
                if let site = Identifier<Site>(text) { places.insert(site) } else { check.refuse("sites[\(index)]", .unknownSite) }
            }
        } else if roles != nil, let old {
            // Sites that were there for a role alone go with it; the others stay.
            places.subtract(old.roles.compactMap(\.site))
        }
        return Assignment(kind: kind, sites: places, roles: held)
    }
}

/// Gathers the errors of all fields.
public struct FieldCheck {
    public private(set) var errors: [FieldError]

    public init(_ errors: [FieldError] = []) {
        self.errors = errors
    }

    public mutating func refuse(_ field: String, _ problem: FieldProblem) {
        errors.append(FieldError(field, problem))
    }

    func hasError(in fields: Set<String>) -> Bool {
        errors.contains { fields.contains($0.field) }
    }

    public mutating func line(_ field: String, _ raw: String?, limit: Int = 120, mayBeEmpty: Bool = true) -> Line? {
        guard let raw else { return nil }
        do { return try Line(raw, limit: limit, mayBeEmpty: mayBeEmpty) } catch {
            refuse(field, error)
            return nil
        }
    }

    /// A value that may be left empty.
    public mutating func optional<Value>(_ field: String, _ raw: String, _ make: (String) throws(FieldProblem) -> Value) -> Value? {
        if raw.trimmed.isEmpty { return nil }
        do { return try make(raw) } catch {
            refuse(field, error)
            return nil
        }
    }

    /// A value that must be there; nil, with an error, when it is not.
    public mutating func required<Value>(_ field: String, _ raw: String?, _ make: (String) throws(FieldProblem) -> Value) -> Value? {
        guard let raw, !raw.trimmed.isEmpty else {
            refuse(field, .missing)
            return nil
        }
        return optional(field, raw, make)
    }

    public mutating func choice<Choice: RawRepresentable & CaseIterable>(_ field: String, _ raw: String) -> Choice?
    where Choice.RawValue == String {
        if let choice = Choice(rawValue: raw.trimmed) { return choice }
        refuse(field, .notOneOf(Choice.allCases.map(\.rawValue)))
        return nil
    }

    public func finish() throws {
        if !errors.isEmpty { throw Trouble.invalid(errors) }
    }
}
