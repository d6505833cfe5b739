import Domain
import Storage

/// What somebody loses, and all that goes with it. Each deed takes the grant of what it does, whichever verb causes it.
extension Transaction where A: Writing {
    /// The proof that the actor may do `B` to `target`, for a verb that causes more than its own deed.
    ///
    /// - Throws: the refusal that names the cell of `B`.
    borrowing func permit<B: Action>(_ action: B.Type, _ target: Target) throws -> Grant<B> {
        let grant = try actor.grant(B.self)
        #if DEBUG
        if Planted.fault == .roleWithoutAssign { return grant }
        #endif
        try grant.require(target)
        return grant
    }

    /// Takes portal access away: links die, sessions and tokens end, the contact stays.
    borrowing func takeAway(_ row: ContactRow, by grant: Grant<GrantAccess>, postman: Postman) throws {
        let contact = row.contact
        try grant.require(contact.target)
        try requireNotMaker(contact.id)
        try requireAnotherTop(than: contact)
        try closeInvitations(of: contact.id, as: "revoked", by: grant)
        try dropMail(of: contact.id)
        try endSessionsAndTokens(of: contact.id)
        try execute(
            """
            UPDATE contacts SET level = 'none', status = 'none', invitation_ends_at = NULL, account_id = NULL, exempt_from_at = NULL,
                version = version + 1
            WHERE organization_id = \(placed) AND id = \(contact.id)
            """)
        // A sign-in that no mailbox was proven for works here alone.
        if let account = row.account { try connection.execute("DELETE FROM accounts WHERE id = \(account) AND proven_at IS NULL") }
        try record(
            .accessGrant, of: contact.id.text, label: contact.label,
            [
                Record.Change("level", plain: contact.level.rawValue, Level.none.rawValue),
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.none.rawValue),
            ])
        try lose(contact, to: .none, postman: postman)
    }

    /// Stops an active contact from signing in, at once: sessions and tokens end, the level stays assigned.
    ///
    /// - Parameter reason: what the entry says besides.
    borrowing func suspend(_ contact: Contact, by grant: Grant<SuspendAccess>, because reason: Record.Change? = nil, postman: Postman)
        throws
    {
        try grant.require(contact.target)
        try requireNotMaker(contact.id)
        try requireAnotherTop(than: contact)
        try endSessionsAndTokens(of: contact.id)
        try execute(
            """
            UPDATE contacts SET status = 'suspended', exempt_from_at = NULL, version = version + 1
            WHERE organization_id = \(placed) AND id = \(contact.id)
            """)
        try record(
            .accessSuspend, of: contact.id.text, label: contact.label,
            [Record.Change("status", plain: contact.access.rawValue, AccessStatus.suspended.rawValue), reason])
        try lose(contact, to: .none, postman: postman)
    }

    /// What follows when a contact falls to `level`, for good or for now: it is written down, so that what hung on the right
    /// does not come back with it, and the tokens that the contact made for the organization pause until another Admin takes
    /// them over. All Admins are told of those.
    borrowing func lose(_ contact: Contact, to level: Level, postman: Postman) throws {
        try noteLoss(of: contact.id.text, to: level)
        try pauseTokens(madeBy: contact, unless: level, postman: postman)
    }

    /// The same for somebody in whose name another may have acted: who takes their organization's tokens over makes new secrets.
    borrowing func spoil(_ contact: Contact, postman: Postman) throws {
        try noteLoss(of: contact.id.text, to: .none)
        try pauseTokens(madeBy: contact, unless: .none, isSpoiled: true, postman: postman)
    }

    /// No invitation that the holder sent until now can be accepted by what they may later.
    borrowing func noteLoss(of holder: String, to level: Level) throws {
        try execute(
            """
            INSERT INTO access_losses (organization_id, holder_id, at, level) VALUES (\(placed), \(holder), \(now), \(level.rawValue))
            ON CONFLICT (organization_id, holder_id, at, level) DO NOTHING
            """)
    }

    /// A token does not end or lower the access of whoever answers for it.
    borrowing func requireNotMaker(_ contact: Contact.ID) throws {
        if actor.token != nil, actor.isSelf(contact) { throw Trouble.conflict(.tokensMaker) }
    }

    /// Ends every session and token of a contact: nothing that is asked afterwards succeeds.
    borrowing func endSessionsAndTokens(of contact: Contact.ID) throws {
        try endSessions(of: contact)
        try endTokens(of: contact, notCoveredBy: .none)
    }

    /// Ends the sessions that stand here; those that stand elsewhere do not come in any more.
    @discardableResult
    borrowing func endSessions(of contact: Contact.ID) throws -> Int {
        try execute("UPDATE contacts SET access_from = \(now) WHERE organization_id = \(placed) AND id = \(contact)")
        return try execute("DELETE FROM sessions WHERE organization_id = \(placed) AND contact_id = \(contact)")
    }
}
