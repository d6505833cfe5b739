import Domain
import Markup

/// The sites of an organization: where it works for the operator, and how many people are known there.
public struct SitesPage: Page {
    public struct Row: Sendable {
        public var site: Site
        /// Contacts associated with the site. Those who hold roles everywhere are not counted.
        public var contacts: Int
        /// Messages that nobody would get there.
        public var gaps: Int

        public init(_ site: Site, contacts: Int, gaps: Int) {
            self.site = site
            self.contacts = contacts
            self.gaps = gaps
        }
    }

    public var rows: [Row]

    public init(rows: [Row]) {
        self.rows = rows
    }

    public var title: Phrase { .sitesTitle }
    public var room: Room? { .sites }

    public func body(_ h: Sheet) {
        h.heading(.sitesTitle, lead: .sitesLead) {
            if !rows.isEmpty { h.go(.export, .quiet, to: h.links.sitesExport) }
            if h.may(.siteEdit) {
                h.go(.importFile, .quiet, to: h.links.imports.query("kind", Import.Kind.sites.rawValue))
                h.go(.siteAdd, .primary, icon: .add, to: h.links.siteNew)
            } else {
                h.why(.siteWhyNoAdd)
            }
        }
        if rows.isEmpty {
            h.empty(.sitesNone, .sitesNoneWhy) { if h.may(.siteEdit) { h.go(.siteAdd, .primary, to: h.links.siteNew) } }
        } else {
            table(h)
        }
    }

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.sitesTitle))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.siteName, .siteCode, .siteAddress, .siteLocalTime, .siteContacts, .siteTold] {
                        h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                    }
                }
            }
            h.tbody(.role("rowgroup")) { for row in rows { line(h, row) } }
        }
    }

    private func line(_ h: Sheet, _ row: Row) {
        let details = row.site.details
        h.tr(.role("row")) {
            h.td(.role("cell"), .class("entry")) { h.a(details.name.text, .href(h.links.site(row.site.id))) }
            h.td(.role("cell"), .class("code")) { h.code(details.code.text) }
            h.td(details.address.text, .role("cell"), .class("wide"))
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.siteLocalTime))) {
                h.text(h.clock(in: details.timeZone))
                if details.isZoneGuessed {
                    h.text(" ")
                    h.state(.warning, .siteZoneGuessed)
                }
            }
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.siteContacts))) {
                h.a(String(row.contacts), .href(people(h, at: row.site.id)))
            }
            h.td(.role("cell"), .class("fact")) { told(h, row) }
        }
    }

    private func told(_ h: Sheet, _ row: Row) {
        if row.gaps == 0 { return h.state(.ok, .siteAllTold) }
        h.a(.href(h.links.told.query("site", row.site.id.text))) { h.state(.warning, .siteGaps(row.gaps)) }
    }

    private func people(_ h: Sheet, at site: Site.ID) -> Link {
        var filter = ContactFilter()
        filter.sites = [site]
        return filter.applied(to: h.links.users)
    }
}

extension Sheet {
    /// What time it is there: `14:05 CET`; words where the machine has no data of the zone.
    func clock(in zone: TimeZoneName) -> String {
        guard let times = Zone.named(zone.text) else { return say(.zoneUnknown(zone.text)) }
        let there = Dates(language: context.language, zone: times, now: context.now)
        return there.absolute(context.now).split(separator: ", ").last.map(String.init) ?? ""
    }
}
