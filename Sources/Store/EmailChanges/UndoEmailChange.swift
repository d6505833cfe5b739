import Credentials
import Domain
import Storage

extension Store {
    /// What the holder of an undoing link is shown. It changes nothing.
    public func emailUndo(for token: String) async throws -> EmailChangeView {
        try await emailChangeView(token, .undo)
    }

    /// The old address takes itself back, whether or not the new one was confirmed, and with it every later change.
    /// All sessions of the account end in every organization, and no browser is known any more.
    ///
    /// - Throws: `linkUsedOrExpired`; `emailTaken` when somebody else has the old address now.
    public func undoEmailChange(_ token: String, from origin: Origin) async throws {
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
            if wasConfirmed, let present = contact.details.email, present.key != change.old.key {
                try transaction.setAddress(change.old, instead: present, of: change.account)
            }
            try transaction.recordHere("email.undone", [Record.Change("email", personal: contact.details.email?.text, change.old.text)])
            try transaction.endSessions(of: change.account)
            try transaction.endTokens(of: change.account)
            try transaction.connection.execute("DELETE FROM devices WHERE account_id = \(change.account)")
        }
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
            SELECT organization_id, contact_id, id, account_id, old_email, new_email, state, created_at, ends_at, undo_ends_at
            FROM email_changes WHERE \(held)
            """
        ) { row in
            EmailChangeRow(
                portalUser: PortalUserKey(organization: Identifier(stored: try row.text(0)), contact: Identifier(stored: try row.text(1))),
                id: Identifier(stored: try row.text(2)), account: Identifier(stored: try row.text(3)),
                old: EmailAddress(stored: try row.text(4)),
                new: EmailAddress(stored: try row.text(5)), state: try row.text(6), createdAt: Moment(milliseconds: try row.int(7)),
                confirmEnds: Moment(milliseconds: try row.int(8)), undoEnds: Moment(milliseconds: try row.int(9)))
        }
    }
}
