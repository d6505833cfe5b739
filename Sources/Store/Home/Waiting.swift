import Domain
import Storage

/// The first rows of something that waits, and how many there are.
public struct FirstFew<Item: Sendable>: Sendable {
    /// How many rows are read of each kind.
    public static var shown: Int { 8 }

    public let items: [Item]
    public let total: Int

    public init(items: [Item], total: Int) {
        self.items = items
        self.total = total
    }
}

/// A new address that waits for its confirmation.
public struct WaitingEmail: Sendable {
    public let contact: Contact
    public let address: EmailAddress
    public let ends: Moment
}

/// What waits for somebody among the contacts of one organization.
public struct WaitingContacts: Sendable {
    /// Invitations that end within three days, or have ended; those that end first stand first.
    public let lapsing: FirstFew<Contact>
    /// Active, and not seen for 90 days; whoever was longest away stands first.
    public let unseen: FirstFew<Contact>
    public let emails: FirstFew<WaitingEmail>
    /// Whoever signs in without a second factor, or soon will.
    public let exempt: FirstFew<Contact>
}

extension Transaction where A == ViewContacts {
    /// What waits among the contacts within reach.
    public borrowing func waiting() throws -> WaitingContacts {
        let (soon, longAgo) = (now + .days(3), now - .days(90))
        return WaitingContacts(
            lapsing: try waiting("c.status = 'invited' AND c.invitation_ends_at <= \(soon)", by: "c.invitation_ends_at"),
            unseen: try waiting(
                "c.status = 'active' AND COALESCE(c.last_sign_in_at, c.created_at) < \(longAgo)",
                by: "COALESCE(c.last_sign_in_at, c.created_at)"),
            emails: try waitingEmails(),
            exempt: try waiting("c.status = 'active' AND c.exempt_from_at IS NOT NULL", by: "c.sort_key"))
    }

    private borrowing func waiting(_ condition: Query, by order: Query) throws -> FirstFew<Contact> {
        let total = try first("SELECT COUNT(*) FROM contacts c WHERE \(contactScope(.c)) AND \(condition)") { Int(try $0.int(0)) } ?? 0
        guard total > 0 else { return FirstFew(items: [], total: 0) }
        let found = try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE \(contactScope(.c)) AND \(condition) ORDER BY \(order), c.id LIMIT \(FirstFew<Contact>.shown)
            """
        ) { try ContactRow($0, now: now).contact }
        return FirstFew(items: found, total: total)
    }

    private borrowing func waitingEmails() throws -> FirstFew<WaitingEmail> {
        let found = try rows(
            """
            SELECT \(contactColumns), e.new_email, e.ends_at FROM email_changes e
                JOIN contacts c ON c.organization_id = e.organization_id AND c.id = e.contact_id
            WHERE \(contactScope(.c)) AND e.state = 'pending' AND e.ends_at > \(now) ORDER BY e.ends_at, c.id
            """
        ) { row in
            WaitingEmail(
                contact: try ContactRow(row, now: now).contact, address: EmailAddress(stored: try row.text(ContactRow.width)),
                ends: Moment(milliseconds: try row.int(ContactRow.width + 1)))
        }
        return FirstFew(items: Array(found.prefix(FirstFew<WaitingEmail>.shown)), total: found.count)
    }
}
