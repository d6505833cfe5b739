import Domain
import Markup

/// One's own details, what one signs in with, and where one is signed in.
public struct AccountPage: Page {
    public var contact: Contact
    /// The address that one signs in with.
    public var email: EmailAddress
    /// A new address that waits for its confirmation.
    public var pendingEmail: EmailAddress?
    /// One came in by a copied link and has not shown that the mailbox is one's own.
    public var isUnproven: Bool
    public var factors: OwnFactors
    public var sessions: [OwnSession]
    /// True while sensitive acts are open: the last proof of who one is is recent.
    public var isConfirmed: Bool
    /// What this browser is called, as a first name for a passkey made here.
    public var device: String
    /// What was typed into the details, when it was not taken.
    public var form: ContactForm
    public var errors: [FieldError]
    /// What somebody else changed of the details while they were open here.
    public var meanwhile: SavedMeanwhile<ContactForm>?

    public init(
        contact: Contact, email: EmailAddress, pendingEmail: EmailAddress? = nil, isUnproven: Bool = false, factors: OwnFactors,
        sessions: [OwnSession],
        isConfirmed: Bool,
        device: String, form: ContactForm? = nil, errors: [FieldError] = [], meanwhile: SavedMeanwhile<ContactForm>? = nil
    ) {
        self.contact = contact
        self.email = email
        self.pendingEmail = pendingEmail
        self.isUnproven = isUnproven
        self.factors = factors
        self.sessions = sessions
        self.isConfirmed = isConfirmed
        self.device = device
        self.form = form ?? ContactForm(contact)
        self.errors = errors
        self.meanwhile = meanwhile
    }

    public var title: Phrase { .account }
    public var room: Room? { .account }

    public func body(_ h: Sheet) {
        h.div(.class("account")) {
            h.heading(.account, lead: .accountLead)
            details(h)
            signingIn(h)
            sessionsPart(h)
            programs(h)
            appearance(h)
        }
    }

    private func details(_ h: Sheet) {
        h.part(.yourDetails, lead: .yourDetailsLead) {
            guard h.may(.contactEdit, contact.target) else { return facts(h) }
            if let meanwhile { h.savedMeanwhile(.detailsChangedBy(meanwhile.by, h.dates.relative(meanwhile.at)), discard: h.links.account) }
            h.post(to: h.links.account, .class("form")) {
                if let version = form.version { h.hidden("version", String(version)) }
                for (name, value) in form.asOpened(ContactForm(contact)) { h.hidden(name, value) }
                h.problems(errors.filter { $0.field != "email" }, named: ContactForm.label)
                fields(h)
                h.div(.class("deeds")) { h.submit(meanwhile == nil ? .save : .saveMine, .primary) }
            }
        }
    }

    private func fields(_ h: Sheet) {
        func make(_ name: String, _ label: Phrase, _ value: KeyPath<ContactForm, String>, hint: Phrase? = nil, need: Need = .free) -> Field
        {
            Field(
                name, label, value: form[keyPath: value], hint: hint, problem: errors.first { $0.field == name }?.problem, need: need,
                theirs: meanwhile.map { $0.present[keyPath: value] }.flatMap { $0 == form[keyPath: value] ? nil : $0 })
        }
        h.field(make("first_name", .firstName, \.firstName, need: .required), autocomplete: "given-name")
        h.field(make("last_name", .lastName, \.lastName), autocomplete: "family-name")
        h.field(make("phone", .phone, \.phone, hint: .phoneExample), type: "tel", autocomplete: "tel")
        h.field(make("title", .jobTitle, \.title), autocomplete: "organization-title")
        h.choice(
            make("language", .language, \.language, hint: .languageMeans), options: Language.allCases.map { ($0.rawValue, $0.ownName) })
        h.suggestField(make("time_zone", .timeZone, \.timeZone, hint: timeZoneHint), list: "zones")
        h.element("datalist", [.id("zones")]) {
            for zone in TimeZoneName.known.sorted() { h.option(zone, .value(zone)) }
        }
    }

    /// What the zone is for, or that there is no data of the one that was chosen.
    private var timeZoneHint: Phrase {
        guard let zone = contact.details.timeZone, Zone.named(zone.text) == nil else { return .timeZoneMeans }
        return .timeZoneWithoutData(zone.text)
    }

    private func facts(_ h: Sheet) {
        let details = contact.details
        h.dl(.class("facts")) {
            h.fact(.contactName) { h.text(details.fullName) }
            h.fact(.phone) { h.text(details.phone?.spaced ?? "–") }
            h.fact(.language) { h.text(details.language.name) }
            h.fact(.timeZone) { h.text(details.timeZone?.text ?? "–") }
        }
        if let level = h.context.reader?.actor.level { h.why(Matrix.reason(.contactEdit, at: level)) }
    }

    private func programs(_ h: Sheet) {
        h.part(.tokensTitle, lead: .tokensLead) {
            h.div(.class("deeds")) {
                h.go(.tokensManage, to: Links().tokens)
                h.go(.manualTitle, .quiet, to: h.links.manual)
            }
        }
    }

    private func appearance(_ h: Sheet) {
        h.part(.appearance, lead: .appearanceLead) {
            h.post(to: h.links.preferences, .class("form")) {
                h.hidden("back", h.links.account.anchor("appearance").text)
                h.radios(Field("theme", .theme, value: h.context.theme.rawValue), Theme.allCases.map { Answer($0.rawValue, $0.name) })
                h.div(.class("deeds")) { h.submit(.apply) }
            }
        }
    }
}
