import Credentials
import Domain
import Storage

extension Transaction where A == GrantAccess {
    /// Brings a contact to `level`: invites whoever cannot sign in, changes the level of whoever can, and renews the
    /// invitation of whoever has not answered one. At level none it revokes; the contact stays.
    ///
    /// Present and requested level are both within reach, or nothing happens. Who brings somebody to a top level has
    /// proved lately who they are.
    public borrowing func setAccess(_ id: Contact.ID, to level: Level, expecting version: ExpectedVersion, postman: Postman) throws
        -> AccessChange
    {
        if level == .none { return AccessChange(try revoke(id, expecting: version)) }
        let contact = try reachableContact(id).contact
        try grant.require(.contact(id, level: level, of: organization))
        try version.require(contact.version)
        try requireOffered(level)
        guard contact.access == .active else {
            let secret = try invite(contact, at: level, postman: postman)
            return AccessChange(try visibleContact(id).contact, secret: secret)
        }
        try requireMay(.accessLevel, contact.target)
        try requireMay(.accessLevel, .contact(id, level: level, of: organization))
        if level == contact.level {
            ledger?.nothingChanged()
            return AccessChange(contact)
        }
        try requireAnotherTop(than: contact)
        if level.isTop { try requireProof() }
        try execute("UPDATE contacts SET level = \(level.rawValue), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)")
        try settleExemption(of: id)
        try endTokens(of: id, notCoveredBy: level)
        try record(.accessLevel, of: id.text, label: contact.label, [Record.Change("level", plain: contact.level.rawValue, level.rawValue)])
        return AccessChange(try visibleContact(id).contact)
    }

    /// Takes portal access away: links die, sessions end, the contact stays a contact. Doing it twice changes nothing.
    public borrowing func revoke(_ id: Contact.ID, expecting version: ExpectedVersion) throws -> Contact {
        let contact = try reachableContact(id).contact
        try version.require(contact.version)
        if contact.level == .none {
            ledger?.nothingChanged()
            return contact
        }
        try requireAnotherTop(than: contact)
        try closeInvitations(of: id, as: "revoked")
        try dropMail(of: id)
        try endSessionsAndTokens(of: id)
        try execute(
            """
            UPDATE contacts SET level = 'none', status = 'none', invitation_ends_at = NULL, account_id = NULL, exempt_from_at = NULL,
                version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        try record(
            of: id.text, label: contact.label,
            [
                Record.Change("level", plain: contact.level.rawValue, Level.none.rawValue),
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.none.rawValue),
            ])
        return try visibleContact(id).contact
    }

    /// Sends the invitation again: a new link and a new end; the old link is dead. It also re-enables whoever was
    /// suspended, at the same level.
    public borrowing func resend(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws -> AccessChange {
        let contact = try reachableContact(id).contact
        try version.require(contact.version)
        guard contact.access != .none, contact.access != .active else { throw Trouble.conflict(.wrongStatus(contact.access)) }
        let secret = try invite(contact, at: contact.level, postman: postman)
        return AccessChange(try visibleContact(id).contact, secret: secret)
    }
}

/// A contact after a change of its access, and the new link's secret where there is one.
public struct AccessChange: Sendable {
    public let contact: Contact
    public let secret: OneTimeSecret?

    public init(_ contact: Contact, secret: OneTimeSecret? = nil) {
        self.contact = contact
        self.secret = secret
    }
}

extension Transaction where A == SuspendAccess {
    /// Stops somebody from signing in, at once, without taking the level: sessions end, and the way back is a new
    /// invitation at the same level.
    public borrowing func suspend(_ id: Contact.ID, expecting version: ExpectedVersion) throws -> Contact {
        let contact = try reachableContact(id).contact
        try version.require(contact.version)
        guard contact.access == .active else { throw Trouble.conflict(.wrongStatus(contact.access)) }
        try requireAnotherTop(than: contact)
        try endSessionsAndTokens(of: id)
        try execute(
            """
            UPDATE contacts SET status = 'suspended', exempt_from_at = NULL, version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        try record(
            of: id.text, label: contact.label,
            [
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.suspended.rawValue)
            ])
        return try visibleContact(id).contact
    }
}
