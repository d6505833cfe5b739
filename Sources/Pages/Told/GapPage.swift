import Domain
import Markup

/// Chooses who is told of one kind of message at one place: those who work there, those who hold such a role elsewhere,
/// anybody else by search, or a new contact. One click gives the role. A script opens ``picker(_:)`` where the gap stands.
public struct GapPage: Page {
    /// Contacts of one kind, the first few of them.
    public struct Group: Sendable {
        public var contacts: [Contact]
        public var hasMore: Bool

        public init(_ contacts: [Contact] = [], hasMore: Bool = false) {
            self.contacts = contacts
            self.hasMore = hasMore
        }
    }

    public var gap: UsersPage.Gap
    /// Who is told already; empty while it is a gap.
    public var told: [Contact]
    public var here: Group
    public var elsewhere: Group
    /// Some of the others, where there are few in all.
    public var others: Group
    /// What was searched for, and who was found.
    public var text: String
    public var found: Group?
    public var sites: [SiteName]
    /// Where the reader came from.
    public var back: Link

    public init(
        gap: UsersPage.Gap, told: [Contact] = [], here: Group = Group(), elsewhere: Group = Group(), others: Group = Group(),
        text: String = "", found: Group? = nil, sites: [SiteName] = [], back: Link
    ) {
        self.gap = gap
        self.told = told
        self.here = here
        self.elsewhere = elsewhere
        self.others = others
        self.text = text
        self.found = found
        self.sites = sites
        self.back = back
    }

    public var title: Phrase { .gapTitle(gap.notice, at: gap.site?.called) }
    public var room: Room? { .told }

    public func body(_ h: Sheet) {
        h.heading(title, lead: .toldNeeds(gap.notice))
        picker(h)
        h.div(.class("deeds")) { h.go(.goBack, .quiet, to: back) }
    }

    private func picker(_ h: Sheet) {
        h.section(.id("picker"), .class("picker"), .label(h.say(title))) {
            h.h2(.gapChoose)
            if !told.isEmpty { h.note(.ok, .gapClosed(told.map(\.details.fullName))) }
            h.post(to: h.links.gap(gap.notice, at: gap.site?.id), .class("picks")) {
                h.hidden("notice", gap.notice.rawValue)
                if let site = gap.site { h.hidden("site", site.id.text) }
                h.hidden("back", back.text)
                chooseRole(h)
                if let found {
                    group(h, .gapFound(text), found, or: .nothingFound)
                } else {
                    if let site = gap.site { group(h, .gapHere(site.called), here, or: .gapNobodyHere) }
                    if !elsewhere.contacts.isEmpty { group(h, .gapElsewhere(gap.notice), elsewhere, or: .nothingFound) }
                    if !others.contacts.isEmpty { group(h, .gapOthers, others, or: .nothingFound) }
                }
            }
            search(h)
            h.div(.class("deeds")) {
                if h.may(.contactCreate) {
                    h.go(.gapNewContact, icon: .add, to: h.links.newContact(for: gap, role: roles[0], back: back))
                }
            }
        }
    }

    /// The roles that close the gap, the first of which is meant unless another is chosen.
    private var roles: [ContactRole] { ContactRole.allCases.filter(gap.notice.roles.contains) }

    private func chooseRole(_ h: Sheet) {
        guard roles.count > 1 else { return h.hidden("role", roles[0].rawValue) }
        h.choice(Field("role", .role, value: roles[0].rawValue, prefix: "gap"), options: roles.map { ($0.rawValue, h.say($0.name)) })
    }

    private func group(_ h: Sheet, _ title: Phrase, _ group: Group, or empty: Phrase) {
        h.h3(title)
        if group.contacts.isEmpty { return h.why(empty) }
        h.ul(.class("plain")) { for contact in group.contacts { line(h, contact) } }
        if group.hasMore { h.why(.gapMore) }
    }

    private func line(_ h: Sheet, _ contact: Contact) {
        h.li(.class("candidate")) {
            h.div {
                h.b(contact.details.fullName)
                h.p(.class("waits-why")) {
                    if let email = contact.details.email { h.span { h.breakable(email) } }
                    if let phone = contact.details.phone { h.span(phone.spaced) }
                    if !contact.assignment.roles.isEmpty {
                        h.span { h.heldRoles(SiteNames(sites).places(of: contact.assignment.roles), atMost: 2) }
                    }
                }
            }
            if h.may(.contactAssign, contact.target) {
                h.button(
                    .class("button"), .type("submit"), .formaction(h.links.userRole(contact.id)),
                    .label(h.say(.giveRoleTo(contact.details.fullName)))
                ) { h.text(.giveRole) }
            } else if let reader = h.context.reader {
                h.why(contact.id == reader.actor.contact ? .ownRolesElsewhere : .notYours(reader.actor.level, to: contact.level))
            }
        }
    }

    /// Anybody else, by name, address or number.
    private func search(_ h: Sheet) {
        h.element("form", [.class("picker-search"), .action(Links().gapSearch), .role("search"), Attribute("data-pick-search")]) {
            h.hidden("notice", gap.notice.rawValue)
            if let site = gap.site { h.hidden("site", site.id.text) }
            h.hidden("back", back.text)
            if let looking = h.links.looking { h.hidden("organization", looking.text) }
            h.field(Field("q", .gapSearch, value: text, need: .free, prefix: "gap"), type: "search")
            h.button(h.say(.search), .type("submit"), .class("button quiet"))
        }
    }
}

extension Links {
    fileprivate var gapSearch: Link { Path.toldGap.link() }

    /// A new contact that closes `gap` by `role`.
    fileprivate func newContact(for gap: UsersPage.Gap, role: ContactRole, back: Link) -> Link {
        userNew.query("roles", ContactForm.word(HeldRole(role, at: gap.site?.id))).query("notice", gap.notice.rawValue)
            .query("at", ifAny: gap.site?.id.text)
    }
}
