import Domain
import Markup

/// The operator's partners: found by a word of the name or an AS number, as one types.
public struct OrganizationsPage: Page {
    public struct Row: Sendable {
        public var organization: Organization
        public var contacts: Int
        public var activeAdmins: Int
        public var sites: Int

        public init(_ organization: Organization, contacts: Int, activeAdmins: Int, sites: Int) {
            self.organization = organization
            self.contacts = contacts
            self.activeAdmins = activeAdmins
            self.sites = sites
        }
    }

    public var rows: [Row]
    public var search: String
    /// Only partners in which no Admin can sign in.
    public var isHeadless: Bool
    public var previous: String?
    public var next: String?

    /// - Parameters:
    ///   - previous: the cursor of the page before this one, when there is one.
    ///   - next: the cursor of the page after this one.
    public init(rows: [Row], search: String, isHeadless: Bool = false, previous: String? = nil, next: String? = nil) {
        self.rows = rows
        self.search = search
        self.isHeadless = isHeadless
        self.previous = previous
        self.next = next
    }

    public var title: Phrase { .organizationsTitle }
    public var room: Room? { .organizations }

    public func body(_ h: Sheet) {
        h.heading(.organizationsTitle, lead: .partnersLead) {
            if !rows.isEmpty { h.go(.export, .quiet, to: filtered(h.links.organizationsExport)) }
            if h.mayMakePartners {
                h.go(.importFile, .quiet, to: h.links.imports.query("kind", Import.Kind.organizations.rawValue))
                h.go(.partnerAdd, .primary, icon: .add, to: h.links.organizationNew)
            }
        }
        h.element("form", [.id("filters"), .class("filters"), .action(h.links.organizations), .role("search")]) {
            h.input(
                .type("search"), .id("q"), .name("q"), .value(search), .label(h.say(.partnerSearch)),
                Attribute("placeholder", h.say(.partnerSearch)),
                Attribute("autocomplete", "off"))
            h.div(.id("chips"), .class("chips")) {
                h.label(.class("chip switch", "on", if: isHeadless)) {
                    h.input(.type("checkbox"), .name("show"), .value("headless"), .checked(isHeadless))
                    h.span(.partnersHeadless)
                }
            }
            h.button(h.say(.search), .type("submit"), .class("button quiet apply"))
        }
        h.div(.id("grid")) { if rows.isEmpty { nothing(h) } else { table(h) } }
    }

    private func nothing(_ h: Sheet) {
        if search.isEmpty && !isHeadless {
            h.empty(.partnersNone, .partnersNoneWhy) { if h.mayMakePartners { h.go(.partnerAdd, .primary, to: h.links.organizationNew) } }
        } else {
            h.empty(.partnersNoMatch, .partnersNoMatchWhy) { h.go(.partnersAll, to: h.links.organizations) }
        }
    }

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.organizationsTitle))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.siteName, .kind, .asNumbers, .status, .partnerAdmins, .siteContacts, .sitesTitle] {
                        h.th(
                            h.say(column), .role("columnheader"), Attribute("scope", "col"),
                            column == .asNumbers ? .class("asn") : .nothing)
                    }
                }
            }
            h.tbody(.role("rowgroup")) { for row in rows { line(h, row) } }
        }
        let here = filtered(h.links.organizations)
        h.pager(previous: previous.map { here.query("before", $0) }, next: next.map { here.query("after", $0) })
    }

    private func filtered(_ link: Link) -> Link {
        link.query("q", ifAny: search.isEmpty ? nil : search).query("show", ifAny: isHeadless ? "headless" : nil)
    }

    private func line(_ h: Sheet, _ row: Row) {
        let partner = row.organization, into = h.links.into(partner.id)
        h.tr(.role("row")) {
            h.td(.role("cell"), .class("entry")) { h.a(partner.name.text, .href(h.links.partner(partner.id))) }
            h.td(h.say(partner.kind.name), .role("cell"), .class("fact"))
            h.td(.role("cell"), .class("fact asn")) { h.text(partner.asns.isEmpty ? "–" : OrganizationsPage.numbers(partner.asns, h)) }
            h.td(.role("cell"), .class("fact")) { h.state(partner.status == .active ? .ok : .bad, partner.status.name) }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.partnerAdmins))) {
                if row.activeAdmins == 0 { h.state(.warning, .partnerNoAdmin) } else { h.number(row.activeAdmins) }
            }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.siteContacts))) {
                h.a(String(row.contacts), .href(into.users))
            }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.sitesTitle))) { h.a(String(row.sites), .href(into.sites)) }
        }
    }

    private static func numbers(_ asns: [ASN], _ h: Sheet) -> String {
        let shown = asns.prefix(2).map { "AS\($0)" }.joined(separator: ", ")
        return asns.count > 2 ? shown + h.say(.andMore(asns.count - 2)) : shown
    }
}

extension Sheet {
    /// True for staff who add partners.
    var mayMakePartners: Bool { context.reader?.actor.reach(.organizationCreate).contains(.allPartners) ?? false }
}
