import Credentials
import Domain
import Storage

/// A change of the address that somebody signs in with; the type only names its ids.
public enum EmailChange {
    /// How long the new address has to confirm.
    public static let lifetime = Moment.Span.days(7)
    /// How long the old address can undo it, from the asking on, and again once it was confirmed.
    public static let undoTime = Moment.Span.hours(72)
    static let confirmPrefix = "sdm_"
    static let undoPrefix = "sdu_"
}

extension Transaction where A == EditContact {
    /// Settles how an address changes.
    ///
    /// - Returns: true when it has to be confirmed first: the person signs in with it. The present one stays in force
    ///   until then. For everybody else it changes at once, and the old address is told.
    borrowing func changesLater(_ email: EmailAddress?, of row: ContactRow, postman: Postman) throws -> Bool {
        let contact = row.contact
        guard let old = contact.details.email else { return false }
        if row.account != nil, actor.token != nil { throw Trouble.invalid([FieldError("email", .inPersonOnly)]) }
        guard let account = row.account, contact.assignment.kind == .person, let email else {
            if let account = row.account, let email { try moveSharedSignIn(of: account, to: email) }
            if let email {
                try post(
                    .emailChanged(organization: try organizationName(), newEmail: email.text, by: actor.name), to: contact, at: old,
                    postman: postman)
            }
            return false
        }
        try execute(
            "UPDATE email_changes SET state = 'superseded' WHERE organization_id = \(placed) AND contact_id = \(contact.id) AND state = 'pending'"
        )
        let confirm = OneTimeSecret.generate(prefix: EmailChange.confirmPrefix)
        let undo = OneTimeSecret.generate(prefix: EmailChange.undoPrefix)
        let ends = now + EmailChange.lifetime
        let undoEnds = now + EmailChange.undoTime
        try execute(
            """
            INSERT INTO email_changes (organization_id, id, contact_id, account_id, old_email, new_email, state, confirm_hash, undo_hash,
                created_at, ends_at, undo_ends_at)
            VALUES (\(placed), \(ids.next(EmailChange.self, at: now)), \(contact.id), \(account), \(old.text), \(email.text), 'pending',
                \(Hex.text(confirm.hash)), \(Hex.text(undo.hash)), \(now), \(ends), \(undoEnds))
            """)
        let organization = try organizationName()
        try post(
            .emailConfirm(organization: organization, newEmail: email.text, token: confirm.text, endsAt: ends.milliseconds),
            to: contact, at: email, postman: postman)
        try post(
            .emailNotice(organization: organization, newEmail: email.text, by: actor.name, token: undo.text, endsAt: undoEnds.milliseconds),
            to: contact, at: old, postman: postman)
        try record(of: contact.id.text, label: contact.label, [Record.Change("pending_email", personal: nil, email.text)])
        return true
    }

    /// A shared mailbox signs in with its own address, which changes with it.
    private borrowing func moveSharedSignIn(of account: Identifier<Account>, to email: EmailAddress) throws {
        let taken = try connection.first("SELECT id FROM accounts WHERE email_key = \(email.key) AND id <> \(account)") { try $0.text(0) }
        if taken != nil { throw Trouble.conflict(.emailTaken) }
        try connection.execute("UPDATE accounts SET email = \(email.text), email_key = \(email.key) WHERE id = \(account)")
    }
}
