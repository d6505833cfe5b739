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
        guard grant.admits(.belonging(of: organization)) else { throw Trouble.notFound }
        return try toldNow()
    }
}

extension Transaction where A == ViewContacts {
    /// Kinds of message that nobody would get at a site, where somebody ought to.
    public borrowing func gaps() throws -> [WhoIsTold.Group] {
        guard actor.may(.toldView, .belonging(of: organization)) else { return [] }
        return try toldNow().gaps
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
