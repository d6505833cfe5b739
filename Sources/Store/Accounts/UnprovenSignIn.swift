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
    borrowing func giveWay(_ unproven: [UnprovenSignIn], at email: EmailAddress) throws {
        for sign in unproven { try giveWay(sign) }
        let left = try connection.first("SELECT 1 FROM accounts a WHERE \(UnprovenSignIn.isAt(email.key)) LIMIT 1") { try $0.int(0) }
        if left != nil { throw Outdated() }
    }

    private borrowing func giveWay(_ sign: UnprovenSignIn) throws {
        // With it go its sessions, factors and browsers.
        let gone = try connection.execute("DELETE FROM accounts WHERE id = \(sign.account) AND proven_at IS NULL")
        if gone != 1 { throw Outdated() }
        if let user = sign.portalUser { try leave(user, sign.account) }
    }

    /// A contact whose sign-in gave way: it waits for the invitation in the mailbox. A suspension stays one.
    private borrowing func leave(_ user: PortalUserKey, _ account: Identifier<Account>) throws {
        let (there, who) = (user.organization, user.contact)
        let before = try user.row(on: connection, now: now)?.contact.access ?? .active
        for statement: Query in [
            """
            UPDATE contacts SET status = CASE WHEN status = 'active' THEN 'invited' ELSE status END, account_id = NULL, exempt_from_at = NULL,
                version = version + 1,
                invitation_ends_at = COALESCE((SELECT MAX(i.ends_at) FROM invitations i
                    WHERE i.organization_id = \(there) AND i.contact_id = \(who) AND i.state = 'open'), \(now))
            WHERE organization_id = \(there) AND id = \(who) AND account_id = \(account)
            """,
            "UPDATE tokens SET ended_at = \(now), version = version + 1 WHERE organization_id = \(there) AND contact_id = \(who) AND ended_at IS NULL",
            // Nobody knows who had their secrets.
            """
            DELETE FROM token_secrets WHERE organization_id = \(there) AND token_id IN (SELECT id FROM tokens
                WHERE organization_id = \(there) AND creator_id = \(who) AND contact_id IS NULL)
            """,
            """
            UPDATE tokens SET maker_lost_at = \(now), version = version + 1
            WHERE organization_id = \(there) AND creator_id = \(who) AND contact_id IS NULL AND ended_at IS NULL
            """,
            """
            INSERT INTO access_losses (organization_id, holder_id, at, level) VALUES (\(there), \(who), \(now), 'none')
            ON CONFLICT (organization_id, holder_id, at, level) DO NOTHING
            """,
        ] { try connection.execute(statement) }
        let after = before == .active ? AccessStatus.invited : before
        let record = Record(
            action: "account.gave_way", target: who.text,
            changes: [
                Record.Change("status", plain: before.rawValue, after.rawValue), Record.Change("mailbox", plain: "unproven", nil),
            ].compactMap(\.self))
        try ledger?.append(record, by: .system, from: origin, to: there.text, on: connection)
    }
}
