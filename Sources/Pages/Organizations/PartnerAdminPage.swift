import Domain
import Markup

/// Invites an Admin of a partner: the person who takes it from there.
public struct PartnerAdminPage: Page {
    public var organization: Organization
    public var form: ContactForm
    public var errors: [FieldError]

    public init(organization: Organization, form: ContactForm = ContactForm(), errors: [FieldError] = []) {
        self.organization = organization
        self.form = form
        self.errors = errors
    }

    public var title: Phrase { .partnerAdminOf(organization.name.text) }
    public var room: Room? { .organizations }

    public func body(_ h: Sheet) {
        h.heading(title, lead: .partnerAdminLead)
        if !h.isConfirmed { h.confirmFirst(.topLevelConfirmFirst, next: h.links.partnerAdmin(organization.id)) }
        h.post(to: h.links.partnerAdmin(organization.id), .class("form")) {
            h.problems(errors, named: ContactForm.label)
            field(h, "first_name", .firstName, \.firstName)
            field(h, "last_name", .lastName, \.lastName, need: .optional)
            h.field(Field("email", .email, value: form.email, hint: .partnerAdminEmail, problem: problem("email")), type: "email")
            field(h, "phone", .phone, \.phone, hint: .phoneExample, need: .optional)
            field(h, "title", .jobTitle, \.title, need: .optional)
            h.choice(
                Field(
                    "language", .language, value: form.language.isEmpty ? h.context.language.rawValue : form.language,
                    problem: problem("language")),
                options: Language.allCases.map { ($0.rawValue, $0.ownName) })
            h.why(.invitationFollows)
            h.div(.class("deeds")) {
                h.submit(.partnerInviteAdmin, .primary)
                h.go(.goBack, .quiet, to: h.links.partner(organization.id))
            }
        }
    }

    private func field(
        _ h: Sheet, _ name: String, _ label: Phrase, _ value: KeyPath<ContactForm, String>, hint: Phrase? = nil, need: Need = .required
    ) {
        h.field(Field(name, label, value: form[keyPath: value], hint: hint, problem: problem(name), need: need))
    }

    private func problem(_ name: String) -> FieldProblem? { errors.first { $0.field == name }?.problem }
}
