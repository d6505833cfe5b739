import Credentials
import Domain
import Storage

/// An invitation to portal access; the type only names its ids.
public enum Invitation {
    /// How long a link is good for (the seed's portal: seven days).
    public static let lifetime = Moment.Span.days(7)
    static let prefix = "sdi_"
}

extension Transaction where A: Writing {
    /// Invites a contact at `level`, or again: the old link is dead, the new one is mailed. At a top level it needs a recent proof.
    ///
    /// - Returns: the secret of a second link, for the inviter to copy where mail fails; nil for an address that has a sign-in,
    ///   whose links go to the mailbox and nowhere else.
    @discardableResult
    borrowing func invite(_ contact: Contact, at level: Level, by grant: Grant<GrantAccess>, postman: Postman) throws -> OneTimeSecret? {
        guard contact.details.email != nil else { throw Trouble.invalid([FieldError("email", .emailNeededForAccess)]) }
        try grant.require(contact.target)
        try grant.require(.contact(contact.id, level: level, of: organization))
        try requireOffered(level)
        if level.isTop { try requireProof() }
        try dropMail(of: contact.id)
        let sending = try sendInvitation(to: contact, at: level, by: grant, postman: postman)
        try execute(
            """
            UPDATE contacts SET level = \(level.rawValue), status = 'invited', invitation_ends_at = \(sending.ends), version = version + 1
            WHERE organization_id = \(placed) AND id = \(contact.id)
            """)
        try endSessionsAndTokens(of: contact.id)
        try settleExemption(of: contact.id)
        try record(
            .accessGrant, of: contact.id.text, label: contact.label,
            [
                Record.Change("level", plain: contact.level.rawValue, level.rawValue),
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.invited.rawValue),
                Record.Change("invitation", plain: nil, "sent \(sending.number)"),
            ])
        return sending.copy
    }

    /// Mails another link to somebody who came in by a copied one. Opening it proves the mailbox; the access stays as it is.
    ///
    /// - Parameter address: what they sign in with, wherever the organization writes to them.
    borrowing func inviteToProve(_ contact: Contact, at address: EmailAddress, by grant: Grant<GrantAccess>, postman: Postman) throws {
        try grant.require(contact.target)
        let sending = try sendInvitation(to: contact, at: contact.level, mailbox: address, by: grant, postman: postman)
        try execute("UPDATE contacts SET version = version + 1 WHERE organization_id = \(placed) AND id = \(contact.id)")
        try record(
            .accessGrant, of: contact.id.text, label: contact.label, [Record.Change("invitation", plain: nil, "sent \(sending.number)")])
    }

    private borrowing func sendInvitation(
        to contact: Contact, at level: Level, mailbox: EmailAddress? = nil, by grant: Grant<GrantAccess>, postman: Postman
    ) throws -> (number: Int64, ends: Moment, copy: OneTimeSecret?) {
        let number = try closeInvitations(of: contact.id, as: "superseded", by: grant) + 1
        let mailed = OneTimeSecret.generate(prefix: Invitation.prefix)
        let hasSignIn = try contact.details.email.map { try AccountRow.find($0.key, on: connection) != nil } ?? true
        let copy = hasSignIn || contact.access == .active ? nil : OneTimeSecret.generate(prefix: Invitation.prefix)
        let ends = now + Invitation.lifetime
        try execute(
            """
            INSERT INTO invitations (organization_id, id, contact_id, level, token_hash, copy_hash, state, inviter_organization_id, inviter_id,
                inviter_name, sent_count, created_at, ends_at)
            VALUES (\(placed), \(ids.next(Invitation.self, at: now)), \(contact.id), \(level.rawValue), \(Hex.text(mailed.hash)),
                \(copy.map { Hex.text($0.hash) }), 'open', \(actor.organization), \(actor.id), \(actor.name), \(number), \(now), \(ends))
            """)
        try post(
            .invitation(
                organization: try organizationName(), level: level, inviter: actor.name,
                byOperator: actor.level.isStaff && organization != actor.organization,
                token: mailed.text, endsAt: ends.milliseconds), to: contact, at: mailbox, postman: postman)
        return (number, ends, copy)
    }

    /// Ends the open invitation; its links are dead. Returns how often invitations to this contact were sent so far.
    @discardableResult
    borrowing func closeInvitations(of contact: Contact.ID, as state: String, by grant: Grant<GrantAccess>) throws -> Int64 {
        try execute(
            "UPDATE invitations SET state = \(state) WHERE organization_id = \(placed) AND contact_id = \(contact) AND state = 'open'")
        return try first("SELECT COUNT(*) FROM invitations WHERE organization_id = \(placed) AND contact_id = \(contact)") { try $0.int(0) }
            ?? 0
    }

    /// Refuses a level that people of this organization cannot have: a partner's are not staff, and the other way round.
    borrowing func requireOffered(_ level: Level) throws {
        let kind = try first("SELECT kind FROM organizations WHERE id = \(placed)") { try $0.text(0) }
        let offered = kind == Organization.Kind.operator.rawValue ? Level.ofStaff : Level.ofPartners
        if !offered.contains(level) { throw Trouble.invalid([FieldError("level", .notOneOf(offered.map(\.rawValue)))]) }
    }

    borrowing func organizationName() throws -> String {
        try first("SELECT name FROM organizations WHERE id = \(placed)") { try $0.text(0) } ?? ""
    }
}
