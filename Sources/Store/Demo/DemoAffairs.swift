import Credentials
import Domain
import Storage

/// Writes what is under way in one organization of the demo when it starts: rows, mail and entries as the verbs would
/// have left them some time ago. Links work, and are in the demo's mail.
struct DemoAffairs {
    let demo: DemoWorld.Organization
    let organization: Domain.Organization.ID
    let postman: Postman
    let ids: IdentifierSource
    let now: Moment
    let connection: any Connection

    /// The log begins here, before anything that it tells.
    static let founded = Moment.Span.days(400)

    /// - Parameter operator: whose first Operator admin suspended the organization, where it is suspended.
    func write(operator: Domain.Organization.ID) throws {
        try entry(
            now - DemoAffairs.founded, by: .system,
            Record(action: Permission.organizationCreate.rawValue, target: organization.text, label: .plain(demo.name)))
        let opener = try first(.admin, of: organization) ?? first(.operatorAdmin, of: organization)
        for access in [AccessStatus.expired, .invited] {
            for person in demo.people where person.access == access {
                guard let opener, let invited = try contact(person.email) else { continue }
                try invite(invited, by: opener, unanswered: person.bounce)
            }
        }
        for person in demo.people {
            guard let address = person.newEmail, let asking = try contact(person.email) else { continue }
            try change(asking, to: EmailAddress(stored: address))
        }
        for person in demo.people {
            guard let admin = person.recoveredBy, let lost = try contact(person.email), let starter = try contact(admin) else { continue }
            try recover(lost, by: starter.contact)
        }
        if demo.status == .suspended, let admin = try first(.operatorAdmin, of: `operator`) {
            try entry(
                now - .days(12), by: stamp(admin),
                Record(
                    action: Permission.organizationSuspend.rawValue, target: organization.text, label: .plain(demo.name),
                    changes: [Record.Change("status", plain: "active", "suspended")].compactMap(\.self)))
        }
    }

    /// An open invitation, whose mail arrived, or was given up for the reason that the other side gave.
    private func invite(_ row: ContactRow, by inviter: Contact, unanswered bounce: String?) throws {
        let contact = row.contact
        guard let ends = contact.invitationEnds else { return }
        let sent = ends - Invitation.lifetime
        let secret = OneTimeSecret.generate(prefix: Invitation.prefix)
        try connection.execute(
            """
            INSERT INTO invitations (organization_id, id, contact_id, level, token_hash, state, inviter_organization_id, inviter_id,
                inviter_name, sent_count, created_at, ends_at)
            VALUES (\(organization), \(ids.next(Invitation.self, at: sent)), \(contact.id), \(contact.level.rawValue), \(Hex.text(secret.hash)),
                'open', \(organization), \(inviter.id), \(inviter.details.fullName), 1, \(sent), \(ends))
            """)
        try mail(
            .invitation(
                organization: demo.name, level: contact.level, inviter: inviter.details.fullName, byOperator: false, token: secret.text,
                endsAt: ends.milliseconds), to: contact, at: sent, unanswered: bounce)
        try entry(
            sent, by: stamp(inviter),
            Record(
                action: Permission.accessGrant.rawValue, target: contact.id.text, label: contact.label,
                changes: [
                    Record.Change("level", plain: Level.none.rawValue, contact.level.rawValue),
                    Record.Change("status", plain: AccessStatus.none.rawValue, AccessStatus.invited.rawValue),
                    Record.Change("invitation", plain: nil, "sent 1"),
                ].compactMap(\.self)))
    }

    /// An address to sign in with that waits for its confirmation; the person asked for it.
    private func change(_ row: ContactRow, to address: EmailAddress) throws {
        let contact = row.contact
        guard let account = row.account, let old = contact.details.email else { return }
        let asked = now - .hours(5)
        let confirm = OneTimeSecret.generate(prefix: EmailChange.confirmPrefix)
        let undo = OneTimeSecret.generate(prefix: EmailChange.undoPrefix)
        let (ends, undoEnds) = (asked + EmailChange.lifetime, asked + EmailChange.undoTime)
        try connection.execute(
            """
            INSERT INTO email_changes (organization_id, id, contact_id, account_id, old_email, new_email, state, confirm_hash, undo_hash,
                created_at, ends_at, undo_ends_at)
            VALUES (\(organization), \(ids.next(EmailChange.self, at: asked)), \(contact.id), \(account), \(old.text), \(address.text), 'pending',
                \(Hex.text(confirm.hash)), \(Hex.text(undo.hash)), \(asked), \(ends), \(undoEnds))
            """)
        try mail(
            .emailConfirm(organization: demo.name, newEmail: address.text, token: confirm.text, endsAt: ends.milliseconds), to: contact,
            address: address, at: asked)
        try mail(
            .emailNotice(
                organization: demo.name, newEmail: address.text, by: contact.details.fullName, token: undo.text,
                endsAt: undoEnds.milliseconds), to: contact, at: asked)
        try entry(
            asked, by: stamp(contact),
            Record(
                action: Permission.contactEdit.rawValue, target: contact.id.text, label: contact.label,
                changes: [Record.Change("pending_email", personal: nil, address.text)].compactMap(\.self)))
    }

    /// A way back in that an Admin started; the person has not taken it yet.
    private func recover(_ row: ContactRow, by starter: Contact) throws {
        let contact = row.contact
        guard let account = row.account else { return }
        let started = now - .hours(3)
        let ends = started + Recovery.lifetime
        let secret = OneTimeSecret.generate(prefix: Recovery.prefix)
        try connection.execute(
            """
            INSERT INTO recoveries (organization_id, id, contact_id, account_id, account_version, token_hash, state, starter_name, created_at, ends_at)
            VALUES (\(organization), \(ids.next(Recovery.self, at: started)), \(contact.id), \(account), 1, \(Hex.text(secret.hash)), 'open',
                \(starter.details.fullName), \(started), \(ends))
            """)
        try mail(
            .recovery(organization: demo.name, starter: starter.details.fullName, token: secret.text, endsAt: ends.milliseconds),
            to: contact, at: started)
        for person in demo.people where person.level == .admin && person.access == .active {
            guard let admin = try self.contact(person.email)?.contact else { continue }
            try mail(
                .recoveryNotice(organization: demo.name, person: contact.details.fullName, starter: starter.details.fullName), to: admin,
                at: started)
        }
        try entry(
            started, by: stamp(starter),
            Record(
                action: Permission.recoveryStart.rawValue, target: contact.id.text, label: contact.label,
                changes: [Record.Change("recovery", plain: nil, "started")].compactMap(\.self)))
    }

    /// A mail of before, readable like every mail of the demo: delivered, or parked after its ten attempts.
    private func mail(
        _ post: Post, to contact: Contact, address: EmailAddress? = nil, at moment: Moment, unanswered reason: String? = nil
    ) throws {
        guard let recipient = address ?? contact.details.email else { return }
        let id = ids.next(Mailing.self, at: moment)
        let isParked = reason != nil
        try connection.execute(
            """
            INSERT INTO outbox (id, organization_id, contact_id, kind, recipient, language, payload, created_at, due_at, attempts, state, sent_at,
                last_error)
            VALUES (\(id), \(organization), \(contact.id), \(post.kind), \(recipient.text), \(contact.details.language.rawValue),
                \(try postman.seal(post, for: id)), \(moment), \(isParked ? moment + .hours(9) : moment), \(isParked ? Int64(10) : 1),
                \(isParked ? "parked" : "sent"), \(isParked ? nil : moment), \(reason))
            """)
    }

    private func entry(_ moment: Moment, by actor: ActorStamp, _ record: Record) throws {
        let ledger = try Ledger(locking: organization, on: connection, now: moment)
        try ledger.append(record, by: actor, from: .none, to: organization.text, on: connection)
        try ledger.close(on: connection)
    }

    private func stamp(_ contact: Contact) -> ActorStamp {
        ActorStamp(
            id: contact.id.text, organization: contact.organization.text, level: contact.level.rawValue, name: contact.details.fullName)
    }

    private func contact(_ email: String) throws -> ContactRow? {
        guard !email.isEmpty else { return nil }
        return try connection.first(
            """
            SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(organization) AND c.email_key = \(EmailAddress(stored: email).key)
            """
        ) { try ContactRow($0, now: now) }
    }

    private func first(_ level: Level, of organization: Domain.Organization.ID) throws -> Contact? {
        try connection.first(
            """
            SELECT \(contactColumns) FROM contacts c
            WHERE c.organization_id = \(organization) AND c.level = \(level.rawValue) AND c.status = 'active' ORDER BY c.sort_key, c.id LIMIT 1
            """
        ) { try ContactRow($0, now: now).contact }
    }
}
