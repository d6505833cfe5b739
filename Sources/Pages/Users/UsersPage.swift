import Domain
import Markup

/// The Users room: everyone the operator may need to reach at an organization, in a grid that can be searched, filtered,
/// sorted and paged by its address alone, with a panel beside it for the chosen contact.
///
/// The operator's own people are the same page under another name.
public struct UsersPage: Page {
    /// A notice that nobody would get at a site (nil: at none of them).
    public struct Gap: Sendable, Hashable {
        public var notice: Notice
        public var site: SiteName?

        public init(_ notice: Notice, at site: SiteName?) {
            self.notice = notice
            self.site = site
        }
    }

    public var rows: [Contact]
    /// Every site of the organization.
    public var sites: [SiteName]
    public var filter: ContactFilter
    /// How many contacts match the filter.
    public var matching: Count
    /// How many contacts there are.
    public var total: Count
    public var previous: String?
    public var next: String?
    public var gaps: [Gap]
    public var panel: ContactPanel?

    /// - Parameters:
    ///   - previous: the cursor of the page before this one, when there is one.
    ///   - next: the cursor of the page after this one.
    public init(
        rows: [Contact], sites: [SiteName], filter: ContactFilter, matching: Count, total: Count, previous: String? = nil,
        next: String? = nil,
        gaps: [Gap] = [], panel: ContactPanel? = nil
    ) {
        self.rows = rows
        self.sites = sites
        self.filter = filter
        self.matching = matching
        self.total = total
        self.previous = previous
        self.next = next
        self.gaps = gaps
        self.panel = panel
    }

    public var title: Phrase { panel.map { .verbatim($0.contact.details.fullName) } ?? .usersTitle }
    public var room: Room? { .users }

    public func title(for context: PageContext) -> Phrase {
        panel == nil && context.reader?.subject.kind == .operator ? .staffTitle : title
    }

    public func body(_ h: Sheet) {
        let names = SiteNames(sites)
        h.div(.id("users"), .class("users", "open", if: panel != nil)) {
            h.div(.class("list")) {
                heading(h)
                gapNote(h)
                filters(h, names)
            }
            h.div(.class("split")) {
                h.div(.id("grid"), .class("list")) { grid(h, names) }
                h.div(.id("panel")) { panel?.write(h, filter: filter) }
            }
        }
    }

    private func heading(_ h: Sheet) {
        let isStaff = h.context.reader?.subject.kind == .operator
        let name = h.context.reader?.subject.name ?? ""
        h.heading(isStaff ? .staffTitle : .usersTitle, lead: isStaff ? .staffLead : .usersLead(name)) {
            if h.may(.contactCreate) { h.go(.addContact, .primary, icon: .add, to: h.links.userNew) } else { h.why(.whyNoAdd) }
        }
    }

    /// The first gap in words, and how many more there are.
    private func gapNote(_ h: Sheet) {
        guard let gap = gaps.first else { return }
        h.note(.warning) {
            h.p {
                h.b(.nobodyTold)
                h.text(" ")
                h.text(.gap(gap.notice, at: gap.site?.called))
            }
            if gaps.count == 1, h.may(.contactAssign) {
                h.closing(gap)
            } else {
                h.a(gaps.count == 1 ? .seeWhoIsTold : .seeAllGaps(gaps.count), h.links.told)
            }
        }
    }
}
