import Domain
import Markup

/// Who is told: for each kind of message that the operator sends, who would get it now, at which sites, and why.
/// Sites with the same answer stand together, so that what differs is seen.
public struct ToldPage: Page {
    /// One kind of message at one place (nil: the organization as a whole).
    public struct Group: Sendable {
        public var notice: Notice
        public var site: SiteName?
        public var recipients: [Recipient]
        /// Somebody ought to be told here, and nobody is.
        public var isGap: Bool

        public init(_ notice: Notice, at site: SiteName?, _ recipients: [Recipient], isGap: Bool) {
            self.notice = notice
            self.site = site
            self.recipients = recipients
            self.isGap = isGap
        }
    }

    public var groups: [Group]
    public var contacts: [Contact.ID: Contact]
    /// Every site, to choose one.
    public var sites: [SiteName]
    /// Only this site; nil for all.
    public var chosen: Site.ID?

    public init(groups: [Group], contacts: [Contact.ID: Contact], sites: [SiteName], chosen: Site.ID? = nil) {
        self.groups = groups
        self.contacts = contacts
        self.sites = sites
        self.chosen = chosen
    }

    public var title: Phrase { .toldTitle }
    public var room: Room? { .told }

    /// Where the first gap of a kind of message stands.
    static func gapID(_ notice: Notice) -> String { "gap-\(notice.rawValue)" }

    private func hasGap(_ notice: Notice) -> Bool {
        !notice.isBySurvey && groups.contains { $0.notice == notice && $0.isGap }
    }

    private var gaps: Int { groups.count(where: \.isGap) }

    public func body(_ h: Sheet) {
        h.heading(.toldTitle, lead: .toldLead) {
            if h.may(.contactExport) { h.go(.export, .quiet, to: h.links.toldExport.query("site", ifAny: chosen?.text)) }
        }
        if let first = Notice.allCases.first(where: hasGap) {
            h.note(.warning) { h.p { h.a(.href(toID: ToldPage.gapID(first))) { h.b(.toldGaps(gaps)) } } }
        }
        if sites.count > 1 { chooseSite(h) }
        for notice in Notice.allCases { part(h, notice) }
    }

    private func chooseSite(_ h: Sheet) {
        h.nav(.class("chips"), .label(h.say(.site))) {
            chip(h, .toldAllSites, isOn: chosen == nil, to: h.links.told)
            for site in sites { chip(h, .verbatim(site.called), isOn: chosen == site.id, to: h.links.told.query("site", site.id.text)) }
        }
    }

    private func chip(_ h: Sheet, _ name: Phrase, isOn: Bool, to link: Link) {
        h.a(h.say(name), .class("chip link", "on", if: isOn), .href(link), .current(isOn))
    }

    private func part(_ h: Sheet, _ notice: Notice) {
        h.section(.class("part"), .id(notice.rawValue)) {
            h.h2(notice.name)
            h.p(notice.meaning, .class("lead"))
            if notice.isBySurvey {
                h.note(.idle, .toldBySurvey)
            } else {
                rows(h, notice)
            }
        }
    }
}
