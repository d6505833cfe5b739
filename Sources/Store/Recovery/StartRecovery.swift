import Credentials
import Domain
import Storage

/// A way back in for somebody who lost what they sign in with; the type only names its ids.
public enum Recovery {
    /// How long the link is good for.
    public static let lifetime = Moment.Span.hours(24)
    static let prefix = "sdr_"
}

extension Store {
    /// Starts a recovery for another person, who completes it by mail. The starter never sees the link.
    ///
    /// - Throws: a refusal; `ownRecovery`; `wrongStatus` unless the person is active; `severalOrganizations` unless an
    ///   Operator admin starts it: whoever recovers an account enters every organization it belongs to, and an Admin's
    ///   word counts in one; `addressInDispute` while the old owner of the address can still undo its change; `mailboxUnproven`
    ///   for a sign-in that is bound to none.
    public func startRecovery(
        of contact: Contact.ID, by grant: Grant<StartRecovery>, in organization: Organization.ID? = nil,
        from origin: Origin, postman: Postman, once: Once<Void>? = nil
    ) async throws {
        let now = clock()
        try await settled {
            let account = try await database.read(.wide) { try RecoveredAccount.find(of: contact, at: now, on: $0) }
            try await write(grant, in: organization, from: origin, once: once) { try $0.start(contact, account, postman: postman) }
        }
    }
}

/// An account that somebody wants back, as it was across all organizations before the transaction.
struct RecoveredAccount: Sendable {
    let id: Identifier<Account>
    let version: Int64
    let organizations: Int64
    /// In some organization its old address can still take it back.
    let isDisputed: Bool

    static func find(of contact: Contact.ID, at now: Moment, on wide: any Connection) throws -> RecoveredAccount? {
        try wide.first(
            """
            SELECT a.id, a.version, (SELECT COUNT(*) FROM contacts x WHERE x.account_id = a.id),
                (SELECT COUNT(*) FROM address_undos u WHERE u.account_id = a.id AND \(AddressUndo.isDispute(at: now)))
            FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE c.id = \(contact)
            """
        ) {
            RecoveredAccount(
                id: Identifier(stored: try $0.text(0)), version: try $0.int(1), organizations: try $0.int(2), isDisputed: try $0.int(3) > 0)
        }
    }
}

extension Transaction where A == StartRecovery {
    fileprivate borrowing func start(_ id: Contact.ID, _ account: RecoveredAccount?, postman: Postman) throws {
        let row = try reachableContact(id)
        let contact = row.contact
        if id == actor.contact { throw Trouble.conflict(.ownRecovery) }
        guard contact.access == .active, row.account != nil else { throw Trouble.conflict(.wrongStatus(contact.access)) }
        guard let account, account.id == row.account, let present = try AccountRow.find(account.id, on: connection),
            present.version == account.version
        else { throw Outdated() }
        if !present.isProven { throw Trouble.conflict(.mailboxUnproven) }
        if account.organizations > 1, ![.operatorAdmin, .console].contains(actor.level) { throw Trouble.conflict(.severalOrganizations) }
        if account.isDisputed { throw Trouble.conflict(.addressInDispute) }
        let (secret, ends) = try openRecovery(of: contact, present, startedBy: actor.name)
        try record(of: id.text, label: contact.label, [Record.Change("recovery", plain: nil, "started")])
        let name = try organizationName()
        try post(
            .recovery(organization: name, starter: actor.name, token: secret.text, endsAt: ends.milliseconds), to: contact,
            at: present.email, postman: postman)
        for admin in try activeAdmins() where admin.contact.id != id {
            try tell(.recoveryNotice(organization: name, person: contact.details.fullName, starter: actor.name), admin, postman: postman)
        }
    }
}

extension Transaction where A: Writing {
    /// Writes a recovery; one that was open is dead. Its link goes to the mailbox of the sign-in and nowhere else.
    borrowing func openRecovery(of contact: Contact, _ account: AccountRow, startedBy starter: String) throws -> (
        secret: OneTimeSecret, ends: Moment
    ) {
        try execute(
            "UPDATE recoveries SET state = 'superseded' WHERE organization_id = \(placed) AND contact_id = \(contact.id) AND state = 'open'"
        )
        let secret = OneTimeSecret.generate(prefix: Recovery.prefix)
        let ends = now + Recovery.lifetime
        try execute(
            """
            INSERT INTO recoveries (organization_id, id, contact_id, account_id, account_version, token_hash, state, starter_name, created_at, ends_at)
            VALUES (\(placed), \(ids.next(Recovery.self, at: now)), \(contact.id), \(account.id), \(account.version), \(Hex.text(secret.hash)),
                'open', \(starter), \(now), \(ends))
            """)
        return (secret, ends)
    }
}
