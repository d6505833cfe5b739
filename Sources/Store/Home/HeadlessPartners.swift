import Domain
import Storage

/// A partner in which no Admin can sign in.
public struct HeadlessPartner: Sendable {
    public let organization: Organization
    public let contacts: Int
    public let sites: Int
    /// The Admin who was invited last and has not accepted yet.
    public let invited: Contact?
}

extension WideTransaction where A == SearchDirectory {
    /// Partners that are active and in which no Admin can sign in, by name.
    public borrowing func headlessPartners(limit: Int = FirstFew<HeadlessPartner>.shown) throws -> FirstFew<HeadlessPartner> {
        let headless: Query = """
            o.kind <> 'operator' AND o.status = 'active'
                AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.organization_id = o.id AND c.level = 'admin' AND c.status = 'active')
            """
        let total = try connection.first("SELECT COUNT(*) FROM organizations o WHERE \(headless)") { Int(try $0.int(0)) } ?? 0
        guard total > 0 else { return FirstFew(items: [], total: 0) }
        let found = try connection.rows(
            """
            SELECT \(organizationColumns), (SELECT COUNT(*) FROM contacts c WHERE c.organization_id = o.id), (SELECT COUNT(*) FROM sites s WHERE s.organization_id = o.id)
            FROM organizations o WHERE \(headless) ORDER BY o.sort_key, o.id LIMIT \(limit)
            """
        ) { (organization: try Organization($0), contacts: Int(try $0.int(9)), sites: Int(try $0.int(10))) }
        return FirstFew(
            items: try found.map { row in
                HeadlessPartner(
                    organization: try withASNs(row.organization), contacts: row.contacts, sites: row.sites,
                    invited: try invitedAdmin(of: row.organization.id))
            }, total: total)
    }

    private borrowing func withASNs(_ organization: Organization) throws -> Organization {
        var copy = organization
        copy.asns = try connection.rows("SELECT asn FROM organization_asns WHERE organization_id = \(organization.id) ORDER BY asn") {
            ASN(stored: try $0.int(0))
        }
        return copy
    }

    private borrowing func invitedAdmin(of organization: Organization.ID) throws -> Contact? {
        try connection.first(
            """
            SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(organization) AND c.level = 'admin' AND c.status = 'invited'
            ORDER BY c.invitation_ends_at DESC LIMIT 1
            """
        ) { try ContactRow($0, now: now).contact }
    }
}
