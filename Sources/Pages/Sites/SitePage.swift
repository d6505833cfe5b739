import Domain
import Markup

/// One site: its facts, or the form to change them; without a site, the form to add one.
public struct SitePage: Page {
    public var site: Site?
    public var form: SiteForm
    public var errors: [FieldError]
    /// What is stored, when somebody else changed it while the form was open.
    public var meanwhile: SavedMeanwhile<SiteForm>?
    /// Who is told about this site.
    public var told: ToldHere?

    /// Everybody who is told about one site, and what nobody is told of.
    public struct ToldHere: Sendable {
        public var people: [(contact: Contact, held: [HeldRole])]
        public var gaps: [UsersPage.Gap]
        public var sites: [SiteName]

        public init(people: [(contact: Contact, held: [HeldRole])], gaps: [UsersPage.Gap], sites: [SiteName]) {
            self.people = people
            self.gaps = gaps
            self.sites = sites
        }
    }

    public init(
        site: Site?, form: SiteForm? = nil, errors: [FieldError] = [], meanwhile: SavedMeanwhile<SiteForm>? = nil, told: ToldHere? = nil
    ) {
        self.site = site
        self.form = form ?? site.map { SiteForm($0) } ?? SiteForm()
        self.errors = errors
        self.meanwhile = meanwhile
        self.told = told
    }

    public var title: Phrase { site.map { .verbatim($0.details.name.text) } ?? .siteAdd }
    public var room: Room? { .sites }

    public func body(_ h: Sheet) {
        h.heading(
            title, lead: site.map { .siteTimeNow(h.clock(in: $0.details.timeZone), isGuess: $0.details.isZoneGuessed) } ?? .siteAddLead)
        if let meanwhile, let site {
            h.savedMeanwhile(.siteChangedBy(meanwhile.by, h.dates.relative(meanwhile.at)), discard: h.links.site(site.id))
        }
        if let site, let told {
            toldHere(h, site, told)
            h.part(.siteDetails) { details(h) }
        } else {
            details(h)
        }
        guard let site else { return }
        h.part(.siteMore) {
            h.p { h.a(.siteWhoIsTold, h.links.told.query("site", site.id.text)) }
            h.p { h.a(.siteActivity, h.links.activity.query("contact", site.id.text)) }
        }
    }

    private func details(_ h: Sheet) {
        if h.may(.siteEdit) { fields(h) } else { facts(h) }
    }

    /// At night the number is what is needed, so that everybody who is told about the site stands first, with theirs.
    private func toldHere(_ h: Sheet, _ site: Site, _ told: ToldHere) {
        h.part(.siteToldHere) {
            if !told.gaps.isEmpty {
                h.ul(.class("plain gaps")) {
                    for gap in told.gaps { h.gapLine(gap) { h.state(.warning, .gapHereNow(gap.notice)) } }
                }
            }
            if told.people.isEmpty, told.gaps.isEmpty { h.why(.siteToldNobody) }
            h.ul(.class("plain told-people")) {
                for person in told.people {
                    h.told(person.contact, by: person.held, among: told.sites, at: [SiteName(site)])
                }
            }
        }
    }

    private func fields(_ h: Sheet) {
        h.post(to: site.map { h.links.site($0.id) } ?? h.links.sites, .class("form")) {
            h.problems(errors, named: SiteForm.label)
            if let version = form.version { h.hidden("version", String(version)) }
            if let site { for (name, value) in form.asOpened(SiteForm(site)) { h.hidden(name, value) } }
            h.field(field("name", .siteName, \.name, hint: .siteNameHint))
            h.field(field("code", .siteCode, \.code, hint: .siteCodeHint))
            h.field(field("address", .siteAddress, \.address, hint: .siteAddressHint, need: .optional))
            h.suggestField(field("time_zone", .timeZone, \.timeZone, hint: .timeZoneExample), list: "zones")
            h.element("datalist", [.id("zones")]) { for zone in SitePage.zones { h.option("", .value(zone)) } }
            if site?.details.isZoneGuessed == true {
                h.checkbox("time_zone_confirmed", checked: form.confirmsTimeZone, .siteZoneConfirm, meaning: .siteZoneGuessedMeans)
            }
            h.div(.class("deeds")) {
                h.submit(site == nil ? .siteAdd : meanwhile == nil ? .save : .saveMine, .primary)
                h.go(.goBack, .quiet, to: h.links.sites)
                if let site { h.a(h.say(.siteRemove(site.details.name.text)), .class("danger-link"), .href(h.links.siteDelete(site.id))) }
            }
        }
    }

    private func field(_ name: String, _ label: Phrase, _ value: KeyPath<SiteForm, String>, hint: Phrase, need: Need = .required) -> Field {
        let theirs = meanwhile.map { $0.present[keyPath: value] }.flatMap { $0 == form[keyPath: value] ? nil : $0 }
        return Field(
            name, label, value: form[keyPath: value], hint: hint, problem: errors.first { $0.field == name }?.problem, need: need,
            theirs: theirs)
    }

    private func facts(_ h: Sheet) {
        h.dl(.class("facts")) {
            h.fact(.siteCode) { h.code(form.code) }
            h.fact(.siteAddress) { h.text(form.address.isEmpty ? "–" : form.address) }
            h.fact(.timeZone) {
                h.text(form.timeZone)
                if site?.details.isZoneGuessed == true { h.text(" · "); h.state(.warning, .siteZoneGuessed) }
            }
        }
        h.why(.siteWhyNoEdit)
    }

    /// A few of those that people look for; the browser takes any other as well.
    private static let zones = [
        "America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago", "America/Los_Angeles", "America/Mexico_City",
        "America/New_York",
        "America/Santiago", "America/Sao_Paulo", "Asia/Dubai", "Asia/Kolkata", "Asia/Seoul", "Asia/Singapore", "Asia/Tokyo",
        "Australia/Sydney",
        "Europe/Berlin", "Europe/London", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Warsaw", "UTC",
    ]
}
