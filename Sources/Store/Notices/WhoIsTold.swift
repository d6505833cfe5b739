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
        /// Somebody ought to be told.
        public let isNeeded: Bool

        /// True where somebody ought to be told and nobody is.
        public var isGap: Bool { recipients.isEmpty && isNeeded }
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
    /// one search of an index per kind and site instead of everybody who holds a role.
    public borrowing func gaps() throws -> [WhoIsTold.Group] { try gaps(without: []) }

    /// The gaps there would be if the roles of `contacts` did not count.
    borrowing func gaps(without contacts: [Contact.ID]) throws -> [WhoIsTold.Group] {
        guard actor.may(.toldView, .belonging(of: organization)) else { return [] }
        let sites = ("s.organization_id = \(organization)" as Query).asGuard
        let isNeeded: Query = "(SELECT o.kind FROM organizations o WHERE o.id = \(organization)) <> 'vendor'"
        let others: Query =
            contacts.isEmpty ? "1 = 1" : "r.contact_id NOT IN (\(Query.joined(contacts.map { "\($0)" as Query }, separator: ", ")))"
        // Several kinds go to the same roles: these are asked for once.
        let wanted = Array(Set(Notice.neededEverywhere.map(\.roles)))
        let uncovered = wanted.enumerated().map { number, wanted -> Query in
            let roles = Query.joined(wanted.sorted { $0.rawValue < $1.rawValue }.map { "\($0.rawValue)" as Query }, separator: ", ")
            let held: Query =
                "SELECT 1 FROM contact_roles r WHERE r.organization_id = \(organization) AND r.role IN (\(roles)) AND \(others)"
            // Not NOT EXISTS: PostgreSQL may make that a join with everybody who holds the role.
            return """
                SELECT \(number) AS number, p.id, p.code FROM places p
                WHERE (\(held) AND r.site_id IS NULL LIMIT 1) IS NULL AND (\(held) AND r.site_id = p.id LIMIT 1) IS NULL
                """
        }
        let found = try rows(
            """
            WITH places AS (SELECT s.id, s.code FROM sites s WHERE \(sites) AND \(isNeeded)
                UNION ALL SELECT NULL, '' WHERE \(isNeeded) AND NOT EXISTS (SELECT 1 FROM sites s WHERE \(sites)))
            \(Query.joined(uncovered, separator: " UNION ALL ")) ORDER BY 1, 3
            """
        ) { (roles: wanted[Int(try $0.int(0))], site: try $0.optionalText(1).map(Site.ID.init(stored:))) }
        return Notice.neededEverywhere.flatMap { notice in
            found.filter { $0.roles == notice.roles }.map { WhoIsTold.Group(notice: notice, site: $0.site, recipients: [], isNeeded: true) }
        }
    }
}

extension Transaction {
    private borrowing func toldNow() throws -> WhoIsTold {
        let tenant = ("c.organization_id = \(organization)" as Query).asGuard
        let contacts = try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE \(tenant)
                AND c.id IN (SELECT r.contact_id FROM contact_roles r WHERE r.organization_id = \(organization))
            ORDER BY c.sort_key, c.id
            """
        ) { try ContactRow($0, now: now).contact }
        let sites = try allSites()
        let pairs = contacts.map { ($0.id, $0.assignment) }
        let places: [Site.ID?] = sites.isEmpty ? [nil] : sites.map(\.id)
        let needed = Notice.needed(by: try organizationRow().kind)
        let groups = Notice.allCases.flatMap { notice in
            places.map {
                WhoIsTold.Group(
                    notice: notice, site: $0, recipients: notice.recipients(at: $0, among: pairs), isNeeded: needed.contains(notice))
            }
        }
        return WhoIsTold(sites: sites, contacts: Dictionary(uniqueKeysWithValues: contacts.map { ($0.id, $0) }), groups: groups)
    }
}
