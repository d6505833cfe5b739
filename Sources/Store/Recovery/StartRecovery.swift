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
    ///   word counts in one; `addressInDispute` while the old owner of the address can still undo its change.
    public func startRecovery(
        of contact: Contact.ID, by grant: Grant<StartRecovery>, in organization: Organization.ID? = nil,
        from origin: Origin, postman: Postman, once: Once<Void>? = nil
    ) async throws {
        try await settled {
            let account = try await database.read(.wide) { try RecoveredAccount.find(of: contact, on: $0) }
            try await write(grant, in: organization, from: origin, once: once) { try $0.start(contact, account, postman: postman) }
        }
    }
}

/// An account that somebody wants back, as it was across all organizations before the transaction.
struct RecoveredAccount: Sendable {
    let id: Identifier<Account>
    let version: Int64
    let organizations: Int64

    static func find(of contact: Contact.ID, on wide: any Connection) throws -> RecoveredAccount? {
        try wide.first(
            """
            SELECT a.id, a.version, (SELECT COUNT(*) FROM contacts x WHERE x.account_id = a.id)
            FROM contacts c JOIN accounts a ON a.id = c.account_id WHERE c.id = \(contact)
            """
        ) { RecoveredAccount(id: Identifier(stored: try $0.text(0)), version: try $0.int(1), organizations: try $0.int(2)) }
    }
}

extension Transaction where A == StartRecovery {
    fileprivate borrowing func start(_ id: Contact.ID, _ account: RecoveredAccount?, postman: Postman) throws {
        let row = try reachableContact(id)
        let contact = row.contact
        if id == actor.contact { throw Trouble.conflict(.ownRecovery) }
        guard contact.access == .active, row.account != nil else { throw Trouble.conflict(.wrongStatus(contact.access)) }
        guard let account, account.id == row.account, try AccountRow.find(account.id, on: connection)?.version == account.version else {
            throw Outdated()
        }
        if account.organizations > 1, ![.operatorAdmin, .console].contains(actor.level) { throw Trouble.conflict(.severalOrganizations) }
        let disputed = try first(
            """
            SELECT 1 FROM email_changes WHERE organization_id = \(placed) AND contact_id = \(id) AND state = 'confirmed' AND undo_ends_at > \(now)
            """
        ) { try $0.int(0) }
        if disputed != nil { throw Trouble.conflict(.addressInDispute) }

        try execute(
            "UPDATE recoveries SET state = 'superseded' WHERE organization_id = \(placed) AND contact_id = \(id) AND state = 'open'")
        let secret = OneTimeSecret.generate(prefix: Recovery.prefix)
        let ends = now + Recovery.lifetime
        try execute(
            """
            INSERT INTO recoveries (organization_id, id, contact_id, account_id, account_version, token_hash, state, starter_name, created_at, ends_at)
            VALUES (\(placed), \(ids.next(Recovery.self, at: now)), \(id), \(account.id), \(account.version), \(Hex.text(secret.hash)), 'open',
                \(actor.name), \(now), \(ends))
            """)
        try record(of: id.text, label: contact.label, [Record.Change("recovery", plain: nil, "started")])
        let name = try organizationName()
        try post(
            .recovery(organization: name, starter: actor.name, token: secret.text, endsAt: ends.milliseconds), to: contact, postman: postman
        )
        for admin in try activeAdmins() where admin.id != id {
            try post(
                .recoveryNotice(organization: name, person: contact.details.fullName, starter: actor.name), to: admin, postman: postman)
        }
    }

    /// Those who are told of a recovery.
    private borrowing func activeAdmins() throws -> [Contact] {
        try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(placed) AND c.level IN ('admin', 'operator_admin') AND c.status = 'active'
            ORDER BY c.id
            """
        ) { try ContactRow($0, now: now).contact }
    }
}
