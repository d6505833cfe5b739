import Domain
import Markup

/// The first Operator admin introduces themselves, by the one-time link that the server printed.
public struct FirstAdminPage: Page {
    public var token: String
    public var firstName: String
    public var lastName: String
    public var email: String
    public var errors: [FieldError]
    public var refusal: PassphraseRefusal?

    public init(
        token: String, firstName: String = "", lastName: String = "", email: String = "", errors: [FieldError] = [],
        refusal: PassphraseRefusal? = nil
    ) {
        self.token = token
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.errors = errors
        self.refusal = refusal
    }

    public var title: Phrase { .firstAdminTitle }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.firstAdminTitle)
        h.p(.firstAdminLead(h.context.operatorName), .class("lead"))
        h.post(to: h.links.invitation(token)) {
            h.problems(errors, named: ContactForm.label)
            field(h, "first_name", .firstName, firstName, autocomplete: "given-name")
            field(h, "last_name", .lastName, lastName, autocomplete: "family-name")
            field(h, "email", .email, email, type: "email", autocomplete: "username")
            h.newPassphrase(refusal)
            h.div(.class("deeds")) { h.submit(.firstAdminButton, .primary) }
            h.why(.secondFactorFollows)
        }
    }

    private func field(
        _ h: Sheet, _ name: String, _ label: Phrase, _ value: String, type: StaticString = "text", autocomplete: StaticString
    ) {
        h.field(
            Field(name, label, value: value, problem: errors.first { $0.field == name }?.problem), type: type, autocomplete: autocomplete)
    }
}
