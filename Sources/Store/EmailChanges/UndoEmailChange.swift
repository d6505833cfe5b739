import Credentials
import Domain
import Storage

extension Store {
    /// What the holder of an undoing link is shown. It changes nothing.
    public func emailUndo(for token: String) async throws -> EmailChangeView {
        try await emailChangeView(token, .undo)
    }

    /// The old address takes itself back, whether or not the new one was confirmed, and with it every later change. Whatever
    /// the account got since it was asked for is gone: passkeys, apps, codes, the passphrase where it is newer. All its sessions
    /// and tokens end in every organization, and no browser is known any more. The old address gets a link to set a new
    /// passphrase, for whoever was locked out meanwhile.
    ///
    /// - Throws: `linkUsedOrExpired`; `emailTaken` when somebody else has the old address now.
    public func undoEmailChange(_ token: String, from origin: Origin, postman: Postman) async throws {
        try await settled {
            try await changeEmail(token, .undo, from: origin) { transaction, change in
                let wasConfirmed = change.state == "confirmed"
                guard try transaction.close(change, "undone", while: [change.state]), ["pending", "confirmed"].contains(change.state) else {
                    throw Trouble.conflict(.linkUsedOrExpired)
                }
                try transaction.execute(
                    """
                    UPDATE email_changes SET state = CASE WHEN state = 'pending' THEN 'superseded' ELSE 'undone' END
                    WHERE organization_id = \(transaction.placed) AND contact_id = \(change.portalUser.contact) AND state IN ('pending', 'confirmed')
                        AND created_at >= \(change.createdAt)
                    """)
                let contact = try transaction.ownContact().contact
                if wasConfirmed, let present = try AccountRow.find(change.account, on: transaction.connection)?.email {
                    try transaction.moveSignIn(of: change.account, from: present, to: change.old, isProven: true)
                }
                if let present = contact.details.email, present.key != change.old.key {
                    try transaction.setAddress(change.old, instead: present)
                }
                try transaction.recordHere("email.undone", [Record.Change("email", personal: contact.details.email?.text, change.old.text)])
                try transaction.takeBack(change.account, since: change.createdAt)
                try transaction.pauseTokens(madeBy: contact, unless: .none, postman: postman)
                try transaction.offerPassphrase(to: change.old, of: change.account, postman: postman)
            }
        }
    }
}

extension Transaction where A == UseAccount {
    /// Removes what an account got since `moment`, ends what it was used with, and what is under way for it.
    fileprivate borrowing func takeBack(_ account: Identifier<Account>, since moment: Moment) throws {
        try endSessions(of: account)
        try endTokens(of: account)
        #if DEBUG
        if Planted.fault == .undoLeavesFactors { return }
        #endif
        for statement: Query in [
            "UPDATE accounts SET passphrase = NULL WHERE id = \(account) AND passphrase_at >= \(moment)",
            // Recoveries that were started for it are for the account as it was.
            "UPDATE accounts SET version = version + 1 WHERE id = \(account)",
            "DELETE FROM passkeys WHERE account_id = \(account) AND created_at >= \(moment)",
            "DELETE FROM totps WHERE account_id = \(account) AND created_at >= \(moment)",
            "DELETE FROM recovery_codes WHERE account_id = \(account) AND created_at >= \(moment)",
            "DELETE FROM devices WHERE account_id = \(account)",
            "DELETE FROM ceremonies WHERE account_id = \(account)",
        ] { try connection.execute(statement) }
        try recordEvent("account.taken_back")
    }

    /// Mails a link that sets a new passphrase. Who holds it proved the mailbox a moment ago, by undoing.
    fileprivate borrowing func offerPassphrase(to email: EmailAddress, of account: Identifier<Account>, postman: Postman) throws {
        guard let row = try AccountRow.find(account, on: connection) else { return }
        let contact = try ownContact().contact
        let recovery = try openRecovery(of: contact, row, startedBy: contact.details.fullName)
        try post(
            .recoveryAfterUndo(organization: try organizationName(), token: recovery.secret.text, endsAt: recovery.ends.milliseconds),
            to: contact, at: email, postman: postman)
    }
}

/// A change of an address as its row says it.
struct EmailChangeRow: Sendable {
    /// Which of its two links is held.
    enum Kind: Sendable { case confirm, undo }

    let portalUser: PortalUserKey
    let id: Identifier<EmailChange>
    let account: Identifier<Account>
    let old: EmailAddress
    let new: EmailAddress
    let state: String
    let createdAt: Moment
    /// The person asked for it.
    let isOwn: Bool
    private let confirmEnds: Moment
    private let undoEnds: Moment

    func ends(for kind: Kind) -> Moment { kind == .confirm ? confirmEnds : undoEnds }

    func isOpen(for kind: Kind) -> Bool { state == "pending" || kind == .undo && state == "confirmed" }

    static func find(_ token: String, _ kind: Kind, on wide: any Connection) throws -> EmailChangeRow? {
        let prefix = kind == .confirm ? EmailChange.confirmPrefix : EmailChange.undoPrefix
        guard let secret = OneTimeSecret(presented: token, prefix: prefix) else { return nil }
        let hash = Hex.text(secret.hash)
        let held: Query = kind == .confirm ? "confirm_hash = \(hash)" : "undo_hash = \(hash)"
        return try wide.first(
            """
            SELECT organization_id, contact_id, id, account_id, old_email, new_email, state, created_at, ends_at, undo_ends_at, is_own
            FROM email_changes WHERE \(held)
            """
        ) { row in
            EmailChangeRow(
                portalUser: PortalUserKey(organization: Identifier(stored: try row.text(0)), contact: Identifier(stored: try row.text(1))),
                id: Identifier(stored: try row.text(2)), account: Identifier(stored: try row.text(3)),
                old: EmailAddress(stored: try row.text(4)),
                new: EmailAddress(stored: try row.text(5)), state: try row.text(6), createdAt: Moment(milliseconds: try row.int(7)),
                isOwn: try row.bool(10), confirmEnds: Moment(milliseconds: try row.int(8)), undoEnds: Moment(milliseconds: try row.int(9)))
        }
    }
}
