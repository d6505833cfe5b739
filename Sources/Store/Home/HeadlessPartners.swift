import Domain
import Storage

/// A partner in which no Admin can sign in.
public struct HeadlessPartner: Sendable {
    public let organization: Organization
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
        let found = try connection.rows("SELECT \(organizationColumns) FROM organizations o WHERE \(headless) ORDER BY o.sort_key, o.id LIMIT \(limit)") { try Organization($0) }
        return FirstFew(items: try found.map { HeadlessPartner(organization: $0, invited: try invitedAdmin(of: $0.id)) }, total: total)
    }

    private borrowing func invitedAdmin(of organization: Organization.ID) throws -> Contact? {
        try connection.first("""
            SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(organization) AND c.level = 'admin' AND c.status = 'invited'
            ORDER BY c.invitation_ends_at DESC LIMIT 1
            """) { try ContactRow($0, now: now).contact }
    }
}
