import Domain
import Markup

/// What the operator keeps of a partner, as it was typed.
public struct PartnerForm: Sendable, Equatable {
    public var name = ""
    public var kind = Organization.Kind.network.rawValue
    /// With commas or spaces between.
    public var asns = ""
    /// The version that was looked at; nil for a new one.
    public var version: Int64?

    public init() {}

    public init(_ organization: Organization) {
        name = organization.name.text
        kind = organization.kind.rawValue
        asns = organization.asns.map { "AS\($0)" }.joined(separator: ", ")
        version = organization.version
    }

    /// From the items of a posted form, decoded.
    public init(items: some Sequence<(name: String, value: String)>) {
        for (name, value) in items {
            switch name {
            case "name": self.name = value
            case "kind": kind = value
            case "asns": asns = value
            case "version": version = Int64(value)
            default: break
            }
        }
    }

    public var input: OrganizationInput {
        var input = OrganizationInput()
        input.name = name
        input.kind = kind
        input.asns = ASN.items(in: asns) { $0.isWhitespace || $0 == "," || $0 == ";" }
        return input
    }

    static func label(_ field: String) -> Phrase {
        switch field {
        case "name": .siteName
        case "kind": .kind
        default: .asNumbers
        }
    }
}

extension [FieldError] {
    /// The errors of a form that asks for a list in one field: those of single items (`asns[2]`) stand at the field, once.
    var ofFields: [FieldError] {
        var errors: [FieldError] = []
        for error in self {
            let field = String(error.field.prefix { $0 != "[" })
            if !errors.contains(where: { $0.field == field }) { errors.append(FieldError(field, error.problem)) }
        }
        return errors
    }
}

extension Sheet {
    /// Name, kind and AS numbers.
    func partnerFields(_ form: PartnerForm, _ errors: [FieldError]) {
        func problem(_ name: String) -> FieldProblem? { errors.first { $0.field == name }?.problem }
        if let version = form.version { hidden("version", String(version)) }
        field(Field("name", .siteName, value: form.name, hint: .partnerNameHint, problem: problem("name")))
        radios(
            Field("kind", .kind, value: form.kind, problem: problem("kind")),
            Organization.Kind.ofPartners.map { Answer($0.rawValue, $0.name, meaning: $0.meaning) })
        field(Field("asns", .asNumbers, value: form.asns, hint: .partnerNumbersHint, problem: problem("asns"), need: .optional))
    }
}

/// Adds a partner. The next step is its first Admin.
public struct NewOrganizationPage: Page {
    public var form: PartnerForm
    public var errors: [FieldError]

    public init(form: PartnerForm = PartnerForm(), errors: [FieldError] = []) {
        self.form = form
        self.errors = errors.ofFields
    }

    public var title: Phrase { .partnerAdd }
    public var room: Room? { .organizations }

    public func body(_ h: Sheet) {
        h.heading(.partnerAdd, lead: .partnerAddLead)
        h.post(to: h.links.organizations, .class("form")) {
            h.problems(errors, named: PartnerForm.label)
            h.partnerFields(form, errors)
            h.div(.class("deeds")) {
                h.submit(.partnerAdd, .primary)
                h.go(.goBack, .quiet, to: h.links.organizations)
            }
        }
    }
}
