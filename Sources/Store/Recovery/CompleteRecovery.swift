import Credentials
import Domain
import Storage

/// What the holder of a recovery's link is shown.
public enum RecoveryView: Sendable {
    case open(organization: String, name: String, email: EmailAddress, language: Language, starter: String, ends: Moment)
    case expired
    /// Unknown, used, superseded, or no longer for somebody who may sign in.
    case dead
}

extension Store {
    /// What the holder of a link is shown. It changes nothing.
    public func recovery(for token: String) async throws -> RecoveryView {
        let now = clock()
        return try await database.read(.wide) { connection in
            guard let found = try RecoveryRow.find(token, at: now, on: connection), found.isAlive else { return .dead }
            guard found.ends > now else { return .expired }
            return .open(
                organization: found.organizationName, name: found.contact.contact.details.fullName, email: found.email,
                language: found.contact.contact.details.language, starter: found.starter, ends: found.ends)
        }
    }

    /// Sets a new passphrase by the link. Everything the account was used with before ends, in every organization: the
    /// person enrolls a second factor anew.
    ///
    /// - Parameter hash: of the new passphrase, in PHC form.
    /// - Throws: `linkUsedOrExpired`, also when the account has joined another organization since the recovery was started.
    public func completeRecovery(_ token: String, passphrase hash: String, browser: Browser, from origin: Origin, postman: Postman)
        async throws -> StartedSession
    {
        let now = clock()
        guard let found = try await database.read(.wide, { try RecoveryRow.find(token, at: now, on: $0) }), found.isAlive else {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
        do {
            return try await writeAccount(of: found.portalUser, from: origin) { transaction in
                try transaction.complete(found, passphrase: hash, browser: browser, postman: postman)
            }
        } catch Trouble.notFound, Trouble.conflict(.organizationSuspended) {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
    }
}

private struct RecoveryRow: Sendable {
    let id: Identifier<Recovery>
    let contact: ContactRow
    let account: Identifier<Account>
    let accountVersion: Int64
    let email: EmailAddress
    let starter: String
    let ends: Moment
    let organizationName: String
    /// The link is open and its person may sign in.
    let isAlive: Bool

    var portalUser: PortalUserKey { PortalUserKey(organization: contact.contact.organization, contact: contact.contact.id) }

    static func find(_ token: String, at now: Moment, on wide: any Connection) throws -> RecoveryRow? {
        guard let secret = OneTimeSecret(presented: token, prefix: Recovery.prefix) else { return nil }
        return try wide.first(
            """
            SELECT \(contactColumns), r.id, r.account_id, r.account_version, a.email, r.starter_name, r.ends_at, o.name,
                CASE WHEN r.state = 'open' AND c.status = 'active' AND c.account_id = r.account_id AND a.version = r.account_version
                    AND o.status = 'active' THEN 1 ELSE 0 END
            FROM recoveries r
            JOIN contacts c ON c.organization_id = r.organization_id AND c.id = r.contact_id
            JOIN organizations o ON o.id = r.organization_id
            JOIN accounts a ON a.id = r.account_id
            WHERE r.token_hash = \(Hex.text(secret.hash))
            """
        ) { row in
            RecoveryRow(
                id: Identifier(stored: try row.text(ContactRow.width)), contact: try ContactRow(row, now: now),
                account: Identifier(stored: try row.text(ContactRow.width + 1)),
                accountVersion: try row.int(ContactRow.width + 2), email: EmailAddress(stored: try row.text(ContactRow.width + 3)),
                starter: try row.text(ContactRow.width + 4),
                ends: Moment(milliseconds: try row.int(ContactRow.width + 5)), organizationName: try row.text(ContactRow.width + 6),
                isAlive: try row.bool(ContactRow.width + 7))
        }
    }
}

extension Transaction where A == UseAccount {
    fileprivate borrowing func complete(_ found: RecoveryRow, passphrase hash: String, browser: Browser, postman: Postman) throws
        -> StartedSession
    {
        let row = try ownContact()
        guard row.contact.access == .active, row.account == found.account else { throw Trouble.conflict(.linkUsedOrExpired) }
        let completed = try execute(
            """
            UPDATE recoveries SET state = 'completed' WHERE organization_id = \(placed) AND id = \(found.id) AND state = 'open' AND ends_at > \(now)
            """)
        guard completed == 1 else { throw Trouble.conflict(.linkUsedOrExpired) }
        try reset(found.account)
        let taken = try connection.execute(
            """
            UPDATE accounts SET passphrase = \(hash), passphrase_at = \(now), version = version + 1 WHERE id = \(found.account) AND version = \(found.accountVersion)
            """)
        guard taken == 1 else { throw Trouble.conflict(.linkUsedOrExpired) }
        // The link came in the mail. A sign-in without a proven mailbox is bound to it now.
        let email = try ownAccount().email
        if try !ownAccount().isProven { try moveSignIn(of: found.account, from: email, to: email, isProven: true) }
        try recordHere("recovery.completed", [Record.Change("recovery", plain: "started", "completed")])
        let account = try ownAccount()
        try announce(.recovered, agent: DeviceName.text(for: browser.agent), to: account, postman: postman)
        let device = try recognize(browser, for: account, announcing: nil)
        return try startSession(
            account.id, row.contact.isExempt(at: now) ? .exempt : .enrolling, by: "recovery", browser: browser, device: device)
    }
}
