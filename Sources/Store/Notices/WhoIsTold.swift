import Domain
import Storage

/// Who would be told now, kind by kind and site by site, and where nobody would.
public struct WhoIsTold: Sendable {
    public let sites: [Site]
    public let contacts: [Contact.ID: Contact]
    public let groups: [Group]

    /// The recipients of one kind of message at one place (nil: the organization as a whole).
    public struct Group: Sendable, Hashable {
        public let notice: Notice
        public let site: Site.ID?
        public let recipients: [Recipient]

        /// True where somebody ought to be told and nobody is.
        public var isGap: Bool { recipients.isEmpty && Notice.neededEverywhere.contains(notice) }
    }

    public var gaps: [Group] { groups.filter(\.isGap) }
}

extension Transaction where A == ViewTold {
    /// Portal access and level play no part; every contact with a fitting role is told, and each says why.
    public borrowing func whoIsTold() throws -> WhoIsTold {
        try requireInReach()
        return try toldNow()
    }
}

extension Transaction where A == ViewContacts {
    /// Kinds of message that nobody would get at a site, where somebody ought to: the same as ``WhoIsTold/gaps``, by
    /// one probe of an index per kind and site instead of everybody who holds a role.
    public borrowing func gaps() throws -> [WhoIsTold.Group] {
        guard actor.may(.toldView, .belonging(of: organization)) else { return [] }
        let sites = ("s.organization_id = \(organization)" as Query).asGuard
        let holders = ("r.organization_id = \(organization)" as Query).asGuard
        let hasSites = try first("SELECT 1 FROM sites s WHERE \(sites) LIMIT 1") { try $0.int(0) } != nil
        // Several kinds go to the same roles: these are asked for once.
        var uncovered: [Set<ContactRole>: [Site.ID?]] = [:]
        for wanted in Set(Notice.neededEverywhere.map(\.roles)) {
            let roles = Query.joined(wanted.sorted { $0.rawValue < $1.rawValue }.map { "\($0.rawValue)" as Query }, separator: ", ")
            let held: Query = "SELECT 1 FROM contact_roles r WHERE \(holders) AND r.role IN (\(roles))"
            if try first("\(held) AND r.site_id IS NULL LIMIT 1", { try $0.int(0) }) != nil { continue }
            uncovered[wanted] = hasSites
                ? try rows("SELECT s.id FROM sites s WHERE \(sites) AND NOT EXISTS (\(held) AND r.site_id = s.id) ORDER BY s.code") { Identifier(stored: try $0.text(0)) }
                : [nil]
        }
        return Notice.neededEverywhere.flatMap { notice in
            (uncovered[notice.roles] ?? []).map { WhoIsTold.Group(notice: notice, site: $0, recipients: []) }
        }
    }
}

extension Transaction {
    private borrowing func toldNow() throws -> WhoIsTold {
        let tenant = ("c.organization_id = \(organization)" as Query).asGuard
        let holders = try rows("""
            SELECT \(contactColumns) FROM contacts c WHERE \(tenant)
                AND c.id IN (SELECT r.contact_id FROM contact_roles r WHERE r.organization_id = \(organization))
            ORDER BY c.sort_key, c.id
            """) { try ContactRow($0, now: now).contact }
        let contacts = try assigned(holders, in: organization, on: connection)
        let sites = try allSites()
        let pairs = contacts.map { ($0.id, $0.assignment) }
        let places: [Site.ID?] = sites.isEmpty ? [nil] : sites.map(\.id)
        let groups = Notice.allCases.flatMap { notice in
            places.map { WhoIsTold.Group(notice: notice, site: $0, recipients: notice.recipients(at: $0, among: pairs)) }
        }
        return WhoIsTold(sites: sites, contacts: Dictionary(uniqueKeysWithValues: contacts.map { ($0.id, $0) }), groups: groups)
    }
}
