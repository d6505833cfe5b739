import Domain
import Storage

/// The one exemption from the second factor: role NOC **and** level Read-only at a partner that allows it.
public enum Exemption {
    /// It takes effect this long after all halves hold (the seed's portal: about two hours). Losing one ends it at once.
    public static let delay = Moment.Span.hours(2)
}

extension Transaction where A: Writing {
    /// Brings the exemption of one contact in line with its roles, level and organization.
    borrowing func settleExemption(of contact: Contact.ID) throws {
        try settleExemptions("c.id = \(contact)")
    }

    /// Brings the exemptions of all contacts in line, after the organization's policy changed.
    borrowing func settleExemptions(_ which: Query = "1 = 1") throws {
        let halves: Query = """
            level = 'read_only' AND status <> 'suspended'
                AND EXISTS (SELECT 1 FROM organizations o WHERE o.id = c.organization_id AND o.allows_exemption = 1 AND o.kind <> 'operator')
                AND EXISTS (SELECT 1 FROM contact_roles r WHERE r.organization_id = c.organization_id AND r.contact_id = c.id AND r.role = 'noc')
            """
        try execute(
            """
            UPDATE contacts AS c SET exempt_from_at = \(now + Exemption.delay)
            WHERE c.organization_id = \(placed) AND \(which) AND c.exempt_from_at IS NULL AND \(halves)
            """)
        try execute(
            """
            UPDATE contacts AS c SET exempt_from_at = NULL
            WHERE c.organization_id = \(placed) AND \(which) AND c.exempt_from_at IS NOT NULL AND NOT (\(halves))
            """)
    }
}
