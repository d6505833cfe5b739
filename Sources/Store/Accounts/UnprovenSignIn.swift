import Credentials
import Domain
import Storage

/// A sign-in that was made by a link that its inviter copied: nobody has shown that the mailbox is theirs. It works in that
/// organization alone, holds no address, and gives way to whoever proves the mailbox (docs/decisions/one-account.md).
struct UnprovenSignIn: Sendable, Hashable {
    let account: Identifier<Account>
    /// Nil when its contact is no longer bound to it.
    let portalUser: PortalUserKey?

    /// What stands for an address in `accounts.email_key`: no address has a blank.
    static func key(_ email: EmailAddress, in organization: Organization.ID) -> String { "\(email.key) \(organization)" }

    /// The condition on `accounts a` for those at an address, in all organizations.
    static func isAt(_ key: String) -> Query { "a.email_key > \(key + " ") AND a.email_key < \(key + "!")" }

    /// All at an address, in all organizations, by organization.
    static func all(at email: EmailAddress, on wide: any Connection) throws -> [UnprovenSignIn] {
        try wide.rows(
            """
            SELECT a.id, c.organization_id, c.id FROM accounts a LEFT JOIN contacts c ON c.account_id = a.id WHERE \(isAt(email.key))
            ORDER BY a.email_key
            """
        ) { row in
            let contact = try row.optionalText(2).map { Contact.ID(stored: $0) }
            return UnprovenSignIn(
                account: Identifier(stored: try row.text(0)),
                portalUser: try contact.map { PortalUserKey(organization: Identifier(stored: try row.text(1)), contact: $0) })
        }
    }
}

extension ContactRow {
    /// The contact signs in, and nobody has proved the mailbox.
    func isUnproven(on connection: any Connection) throws -> Bool {
        guard let account else { return false }
        return try AccountRow.find(account, on: connection)?.isProven == false
    }
}

extension Transaction where A == UseAccount {
    /// Removes sign-ins at an address whose mailbox was proven by somebody now. Their contacts wait for the invitation in that
    /// mailbox, or for another one.
    ///
    /// - Parameter unproven: as they were found before the transaction, which has locked their organizations.
    /// - Throws: `Outdated` when there is another one by now.
    borrowing func giveWay(_ unproven: [UnprovenSignIn], at email: EmailAddress, postman: Postman) throws {
        for sign in unproven { try giveWay(sign, postman: postman) }
        let left = try connection.first("SELECT 1 FROM accounts a WHERE \(UnprovenSignIn.isAt(email.key)) LIMIT 1") { try $0.int(0) }
        if left != nil { throw Outdated() }
    }

    private borrowing func giveWay(_ sign: UnprovenSignIn, postman: Postman) throws {
        let contact = try sign.portalUser?.row(on: connection, now: now)?.contact
        if let contact {
            let there = try standing(as: contact)
            try there.endTokens(of: contact.id, notCoveredBy: .none)
            try there.spoil(contact, postman: postman)
        }
        // With it go its sessions, factors and browsers.
        let gone = try connection.execute("DELETE FROM accounts WHERE id = \(sign.account) AND proven_at IS NULL")
        if gone != 1 { throw Outdated() }
        if let contact { try wait(contact, sign.account) }
    }

    /// A contact whose sign-in gave way: it waits for the invitation in the mailbox. A suspension stays one.
    private borrowing func wait(_ contact: Contact, _ account: Identifier<Account>) throws {
        let (there, who) = (contact.organization, contact.id)
        try connection.execute(
            """
            UPDATE contacts SET status = CASE WHEN status = 'active' THEN 'invited' ELSE status END, account_id = NULL, exempt_from_at = NULL,
                version = version + 1,
                invitation_ends_at = COALESCE((SELECT MAX(i.ends_at) FROM invitations i
                    WHERE i.organization_id = \(there) AND i.contact_id = \(who) AND i.state = 'open'), \(now))
            WHERE organization_id = \(there) AND id = \(who) AND account_id = \(account)
            """)
        let after = contact.access == .active ? AccessStatus.invited : contact.access
        let record = Record(
            action: "account.gave_way", target: who.text,
            changes: [
                Record.Change("status", plain: contact.access.rawValue, after.rawValue), Record.Change("mailbox", plain: "unproven", nil),
            ].compactMap(\.self))
        try ledger?.append(record, by: .system, from: origin, to: there.text, on: connection)
    }
}
