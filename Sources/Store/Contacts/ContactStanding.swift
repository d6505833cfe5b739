import Domain
import Storage

/// What stands beside a contact in its panel.
public struct ContactStanding: Sendable {
    public let inviter: String?
    public let invitedAt: Moment?
    /// A new address that waits for its confirmation.
    public let pendingEmail: EmailAddress?
    /// A way back in that somebody started for the person, and that still works.
    public let recovery: RecoveryUnderWay?
    /// True for the organization's one Admin (or Operator admin) who can sign in.
    public let isLastTop: Bool
    /// Signs in by a copied link, and nobody has proved the mailbox.
    public let isUnproven: Bool
}

/// Who started a recovery, and how long its link works.
public struct RecoveryUnderWay: Sendable {
    public let starter: String
    public let startedAt: Moment
    public let ends: Moment
}

extension Transaction where A == ViewContacts {
    public borrowing func standing(of contact: Contact) throws -> ContactStanding {
        let tenant = ("organization_id = \(organization)" as Query).asGuard
        let invitation = try first(
            "SELECT inviter_name, created_at FROM invitations WHERE \(tenant) AND contact_id = \(contact.id) AND state = 'open'"
        ) {
            (try $0.text(0), Moment(milliseconds: try $0.int(1)))
        }
        let pending = try first(
            """
            SELECT new_email FROM email_changes WHERE \(tenant) AND contact_id = \(contact.id) AND state = 'pending' AND ends_at > \(now)
            """
        ) { EmailAddress(stored: try $0.text(0)) }
        let recovery = try first(
            """
            SELECT starter_name, created_at, ends_at FROM recoveries WHERE \(tenant) AND contact_id = \(contact.id) AND state = 'open' AND ends_at > \(now)
            """
        ) {
            RecoveryUnderWay(
                starter: try $0.text(0), startedAt: Moment(milliseconds: try $0.int(1)), ends: Moment(milliseconds: try $0.int(2)))
        }
        return ContactStanding(
            inviter: invitation?.0, invitedAt: invitation?.1, pendingEmail: pending, recovery: recovery, isLastTop: try isLastTop(contact),
            isUnproven: try contact.access == .active && visibleContact(contact.id).isUnproven(on: connection))
    }
}

extension Transaction {
    /// True for the one at the organization's top level who can still sign in. In a suspended organization nobody can.
    borrowing func isLastTop(_ contact: Contact) throws -> Bool {
        guard contact.level.isTop, contact.access == .active else { return false }
        return try first(
            """
            SELECT 1 FROM organizations o WHERE o.id = \(("\(organization)" as Query).asGuard) AND o.status = 'active' AND NOT EXISTS
                (SELECT 1 FROM contacts c WHERE c.organization_id = o.id AND c.level = \(contact.level.rawValue) AND c.status = 'active' AND c.id <> \(contact.id))
            """
        ) { try $0.int(0) } != nil
    }
}

extension Store {
    /// The people of an organization who can help: its Admins who can sign in, by name.
    public func admins(of organization: Organization.ID) async throws -> [ContactDetails] {
        let now = clock()
        return try await database.read(.tenants([organization.text])) { connection in
            try connection.rows(
                """
                SELECT \(contactColumns) FROM contacts c
                WHERE c.organization_id = \(organization) AND c.level IN ('admin', 'operator_admin') AND c.status = 'active' ORDER BY c.sort_key LIMIT 5
                """
            ) { try ContactRow($0, now: now).contact.details }
        }
    }
}
