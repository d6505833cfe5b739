import Domain
import Markup

/// Adds a contact: who it is, what it is told, and, where the reader may, an invitation at a level. Only a way to be
/// reached is asked for.
public struct NewContactPage: Page {
    public var sites: [SiteName]
    public var form: ContactForm
    public var errors: [FieldError]
    /// The gap that the contact is added for, as the fields `notice` and `at` name it; empty without one.
    public var closes: [(name: String, value: String)]

    /// - Parameter fields: of which those that name a gap are carried along.
    public init(
        sites: [SiteName], form: ContactForm = ContactForm(), errors: [FieldError] = [],
        closes fields: [(name: String, value: String)] = []
    ) {
        self.sites = sites
        self.form = form
        self.errors = errors
        closes = fields.filter { $0.name == "notice" || $0.name == "at" }
    }

    public var title: Phrase { .addContact }
    public var room: Room? { .users }

    public func body(_ h: Sheet) {
        h.heading(.addContact, lead: .addContactLead)
        h.post(to: h.links.users, .class("form")) {
            h.problems(errors, named: ContactForm.label)
            for field in closes { h.hidden(field.name, field.value) }
            h.part(.who) { h.detailFields(prepared(h), theirs: nil, errors: errors, zones: sites.map(\.timeZone)) }
            h.part(.toldAboutWhat) { h.assignmentFields(form, sites, errors) }
            h.part(.portalAccess) { access(h) }
            h.div(.class("deeds")) {
                h.submit(.addContact, .primary)
                h.go(.goBack, .quiet, to: h.links.users)
            }
        }
    }

    /// A new contact most likely reads what its colleagues read.
    private func prepared(_ h: Sheet) -> ContactForm {
        var form = form
        if form.language.isEmpty { form.language = h.context.language.rawValue }
        return form
    }

    private func access(_ h: Sheet) {
        guard let subject = h.context.reader?.subject, let actor = h.context.reader?.actor else { return }
        let levels = h.levelsOfOrganization.filter { level in
            level == .none || (h.mayGive(level, in: subject.id) && h.may(.accessGrant))
        }
        h.radios(
            Field(
                "level", .level, value: form.level.isEmpty ? Level.none.rawValue : form.level,
                problem: ContactForm.problem(of: "level", in: errors)),
            levels.map { Answer($0.rawValue, $0 == .none ? .noAccessForNow : $0.name, meaning: $0.meaning) })
        if levels.count < h.levelsOfOrganization.count { h.why(.offersOnly(actor.level)) }
        h.topLevelAsks(levels)
        h.why(.invitationFollows)
    }
}

extension Sheet {
    /// True when the reader may bring a new contact of `organization` to `level`.
    func mayGive(_ level: Level, in organization: Organization.ID) -> Bool {
        may(.accessLevel, .contact(Contact.ID(stored: ""), level: level, of: organization))
    }
}
