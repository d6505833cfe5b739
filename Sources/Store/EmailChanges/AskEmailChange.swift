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
    /// Settles how an address changes: that of a contact without a sign-in at once; one's own, once the new one is confirmed.
    /// For somebody else who signs in, where the organization writes changes at once, and a change of the sign-in begins,
    /// which the person confirms: what they sign in with is theirs.
    ///
    /// - Returns: the contact's address from now on.
    /// - Throws: `inPersonOnly` for a program and somebody who signs in.
    borrowing func settle(_ email: EmailAddress?, of row: ContactRow, postman: Postman) throws -> EmailAddress? {
        let contact = row.contact
        guard let account = try row.account.flatMap({ try AccountRow.find($0, on: connection) }) else {
            if let old = contact.details.email, let email {
                try post(
                    .emailChanged(organization: try organizationName(), newEmail: email.text, by: actor.name), to: contact, at: old,
                    postman: postman)
            }
            return email
        }
        if actor.token != nil { throw Trouble.invalid([FieldError("email", .inPersonOnly)]) }
        guard let email else { return nil }
        try execute(
            "UPDATE email_changes SET state = 'superseded' WHERE organization_id = \(placed) AND contact_id = \(contact.id) AND state = 'pending'"
        )
        let isOwn = contact.id == actor.contact
        if email.key != account.email.key { try ask(email, instead: account, of: contact, isOwn: isOwn, postman: postman) }
        return isOwn && email.key != account.email.key ? contact.details.email : email
    }

    private borrowing func ask(_ email: EmailAddress, instead account: AccountRow, of contact: Contact, isOwn: Bool, postman: Postman)
        throws
    {
        let confirm = OneTimeSecret.generate(prefix: EmailChange.confirmPrefix)
        let undo = OneTimeSecret.generate(prefix: EmailChange.undoPrefix)
        let ends = now + EmailChange.lifetime
        let undoEnds = now + EmailChange.undoTime
        try execute(
            """
            INSERT INTO email_changes (organization_id, id, contact_id, account_id, old_email, new_email, state, confirm_hash, undo_hash,
                created_at, ends_at, undo_ends_at, is_own)
            VALUES (\(placed), \(ids.next(EmailChange.self, at: now)), \(contact.id), \(account.id), \(account.email.text), \(email.text),
                'pending', \(Hex.text(confirm.hash)), \(Hex.text(undo.hash)), \(now), \(ends), \(undoEnds), \(isOwn))
            """)
        try execute(
            """
            INSERT INTO address_undos (organization_id, undo_hash, account_id, contact_id, old_email, new_email, asked_at, ends_at, is_own,
                was_proven, is_confirmed, is_open)
            VALUES (\(placed), \(Hex.text(undo.hash)), \(account.id), \(contact.id), \(account.email.text), \(email.text), \(now),
                \(undoEnds), \(isOwn), \(account.isProven), 0, 1)
            """)
        let organization = try organizationName()
        try post(
            .emailConfirm(organization: organization, newEmail: email.text, token: confirm.text, endsAt: ends.milliseconds),
            to: contact, at: email, postman: postman)
        try post(
            .emailNotice(organization: organization, newEmail: email.text, by: actor.name, token: undo.text, endsAt: undoEnds.milliseconds),
            to: contact, at: account.email, postman: postman)
        try record(of: contact.id.text, label: contact.label, [Record.Change("pending_email", personal: nil, email.text)])
    }
}
