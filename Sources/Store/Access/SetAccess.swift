import Credentials
import Domain
import Storage

extension Transaction where A == GrantAccess {
    /// Brings a contact to `level`: invites whoever has no access, renews the invitation of whoever has not answered one,
    /// changes the level of whoever can sign in, and resumes whoever is suspended. At level none it revokes; the contact stays.
    ///
    /// Present and requested level are both within reach, or nothing happens. Who brings somebody to a top level has
    /// proved lately who they are.
    public borrowing func setAccess(_ id: Contact.ID, to level: Level, expecting version: ExpectedVersion, postman: Postman) throws
        -> AccessChange
    {
        if level == .none { return AccessChange(try revoke(id, expecting: version, postman: postman)) }
        let row = try reachableContact(id)
        try grant.require(.contact(id, level: level, of: organization))
        try version.require(row.contact.version)
        try requireOffered(level)
        switch row.contact.access {
        case .active: try setLevel(of: row.contact, to: level, postman: postman)
        case .suspended where row.account != nil:
            try resume(row.contact, at: level, postman: postman)
            return AccessChange(try visibleContact(id).contact, isResumed: true)
        case .none, .invited, .expired, .suspended:
            let secret = try invite(row.contact, at: level, by: grant, postman: postman)
            return AccessChange(try visibleContact(id).contact, secret: secret)
        }
        return AccessChange(try visibleContact(id).contact)
    }

    private borrowing func setLevel(of contact: Contact, to level: Level, postman: Postman) throws {
        _ = try permit(SetLevel.self, contact.target)
        _ = try permit(SetLevel.self, .contact(contact.id, level: level, of: organization))
        if level == contact.level {
            ledger?.nothingChanged()
            return
        }
        try requireNotMaker(contact.id)
        try requireAnotherTop(than: contact)
        if level.isTop { try requireProof() }
        try execute(
            "UPDATE contacts SET level = \(level.rawValue), version = version + 1 WHERE organization_id = \(placed) AND id = \(contact.id)")
        try settleExemption(of: contact.id)
        try endTokens(of: contact.id, notCoveredBy: level)
        try record(
            .accessLevel, of: contact.id.text, label: contact.label, [Record.Change("level", plain: contact.level.rawValue, level.rawValue)]
        )
        if !Matrix.covers(level, contact.level) { try lose(contact, to: level, postman: postman) }
        if level.isTop { try tellAdmins(.newAdmin, about: contact.details.fullName, postman: postman) }
    }

    /// Takes portal access away: links die, sessions end, the contact stays a contact. Doing it twice changes nothing.
    public borrowing func revoke(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws -> Contact {
        let row = try reachableContact(id)
        try version.require(row.contact.version)
        if row.contact.level == .none {
            ledger?.nothingChanged()
            return row.contact
        }
        try takeAway(row, by: grant, postman: postman)
        return try visibleContact(id).contact
    }

    /// Sends the invitation again: a new link and a new end; the old link is dead. To somebody who came in by a copied link it
    /// mails one that proves the mailbox.
    public borrowing func resend(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws -> AccessChange {
        let row = try reachableContact(id)
        let contact = row.contact
        try version.require(contact.version)
        switch contact.access {
        case .invited, .expired:
            let secret = try invite(contact, at: contact.level, by: grant, postman: postman)
            return AccessChange(try visibleContact(id).contact, secret: secret)
        case .active:
            guard let account = try row.account.flatMap({ try AccountRow.find($0, on: connection) }), !account.isProven else {
                throw Trouble.conflict(.wrongStatus(contact.access))
            }
            try inviteToProve(contact, at: account.email, by: grant, postman: postman)
            return AccessChange(try visibleContact(id).contact)
        case .none, .suspended: throw Trouble.conflict(.wrongStatus(contact.access))
        }
    }

    /// Ends a suspension at once: the person signs in as before, with what they had. Somebody who has no sign-in any more (an
    /// archive brings none) is invited. At a top level it needs a recent proof.
    public borrowing func resume(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws -> AccessChange {
        let row = try reachableContact(id)
        try version.require(row.contact.version)
        guard row.contact.access == .suspended else { throw Trouble.conflict(.wrongStatus(row.contact.access)) }
        return try setAccess(id, to: row.contact.level, expecting: version, postman: postman)
    }

    private borrowing func resume(_ contact: Contact, at level: Level, postman: Postman) throws {
        if level != contact.level {
            _ = try permit(SetLevel.self, contact.target)
            _ = try permit(SetLevel.self, .contact(contact.id, level: level, of: organization))
        }
        if level.isTop { try requireProof() }
        try execute(
            """
            UPDATE contacts SET status = 'active', level = \(level.rawValue), access_from = \(now), version = version + 1
            WHERE organization_id = \(placed) AND id = \(contact.id)
            """)
        try settleExemption(of: contact.id)
        try record(
            .accessGrant, of: contact.id.text, label: contact.label,
            [
                Record.Change("level", plain: contact.level.rawValue, level.rawValue),
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.active.rawValue),
            ])
        if level.isTop { try tellAdmins(.newAdmin, about: contact.details.fullName, postman: postman) }
    }
}

/// A contact after a change of its access, and the secret of a link to copy where there is one.
public struct AccessChange: Sendable {
    public let contact: Contact
    public let secret: OneTimeSecret?
    /// A suspension ended.
    public let isResumed: Bool

    public init(_ contact: Contact, secret: OneTimeSecret? = nil, isResumed: Bool = false) {
        self.contact = contact
        self.secret = secret
        self.isResumed = isResumed
    }
}

extension Transaction where A == SuspendAccess {
    /// Stops somebody from signing in, at once, without taking the level: sessions end, and the person is told. Resuming is
    /// the way back.
    public borrowing func suspend(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws -> Contact {
        let row = try reachableContact(id)
        let contact = row.contact
        try version.require(contact.version)
        guard contact.access == .active else { throw Trouble.conflict(.wrongStatus(contact.access)) }
        try suspend(contact, by: grant, postman: postman)
        try tell(.suspended(organization: try organizationName(), by: actor.name), row, postman: postman)
        return try visibleContact(id).contact
    }

    /// Ends the sessions of somebody who may go on signing in, and tells them. Their programs' tokens stay.
    public borrowing func endSessions(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws -> Contact {
        let row = try reachableContact(id)
        let contact = row.contact
        try version.require(contact.version)
        guard contact.access == .active else { throw Trouble.conflict(.wrongStatus(contact.access)) }
        try requireNotMaker(id)
        let ended = try endSessions(of: id)
        try record(of: id.text, label: contact.label, [Record.Change("sessions", plain: nil, String(ended))])
        try tell(.sessionsEnded(organization: try organizationName(), by: actor.name), row, postman: postman)
        return contact
    }
}
