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
    /// Writes a new invitation at `level`, kills the old link, and mails the new one. At a top level it needs a recent proof.
    ///
    /// - Returns: the link's secret, for the inviter to copy where mail fails. Only its hash is kept.
    @discardableResult
    borrowing func invite(_ contact: Contact, at level: Level, postman: Postman) throws -> OneTimeSecret {
        guard contact.details.email != nil else { throw Trouble.invalid([FieldError("email", .emailNeededForAccess)]) }
        try requireOffered(level)
        if level.isTop { try requireProof() }
        let sent = try closeInvitations(of: contact.id, as: "superseded")
        try dropMail(of: contact.id)
        let secret = OneTimeSecret.generate(prefix: Invitation.prefix)
        let ends = now + Invitation.lifetime
        try execute(
            """
            INSERT INTO invitations (organization_id, id, contact_id, level, token_hash, state, inviter_organization_id, inviter_id,
                inviter_name, sent_count, created_at, ends_at)
            VALUES (\(placed), \(ids.next(Invitation.self, at: now)), \(contact.id), \(level.rawValue), \(Hex.text(secret.hash)), 'open',
                \(actor.organization), \(actor.id), \(actor.name), \(sent + 1), \(now), \(ends))
            """)
        try execute(
            """
            UPDATE contacts SET level = \(level.rawValue), status = 'invited', invitation_ends_at = \(ends), version = version + 1
            WHERE organization_id = \(placed) AND id = \(contact.id)
            """)
        try endSessionsAndTokens(of: contact.id)
        try settleExemption(of: contact.id)
        try record(
            .accessGrant, of: contact.id.text, label: contact.label,
            [
                Record.Change("level", plain: contact.level.rawValue, level.rawValue),
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.invited.rawValue),
                Record.Change("invitation", plain: nil, "sent \(sent + 1)"),
            ])
        try post(
            .invitation(
                organization: try organizationName(), level: level, inviter: actor.name,
                byOperator: actor.level.isStaff && organization != actor.organization,
                token: secret.text, endsAt: ends.milliseconds), to: contact, postman: postman)
        return secret
    }

    /// Ends the open invitation; its link is dead. Returns how often invitations to this contact were sent so far.
    @discardableResult
    borrowing func closeInvitations(of contact: Contact.ID, as state: String) throws -> Int64 {
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
