public import Domain
import Storage

/// What an erasure did, and what it left.
public struct ErasedPerson: Sendable, Hashable {
    /// A portal user of the same account at another organization.
    public struct Other: Sendable, Hashable {
        public let organization: Organization.ID
        public let contact: Contact.ID
    }

    /// Entries, in the logs of all organizations, beside which personal values stood.
    public let auditValues: Int
    /// True when the person can no longer sign in anywhere.
    public let accountIsGone: Bool
    /// The same person's portal users elsewhere: contacts of their own, to be erased there if that is asked for too.
    public let others: [Other]
}

extension Store {
    /// Erases a person: the contact with all that hangs on it, mails, sessions, the account when it was the last portal
    /// user's, and every personal value beside every log. The logs stay whole: they chain digests.
    ///
    /// A contact that was removed before is erased from the logs just the same. Cut short, it can be called again. It needs a
    /// recent proof.
    ///
    /// - Throws: `Trouble.notFound` when nothing is known of the person, the conflicts of a removal (`lastTopLevel`,
    ///   `ownContact`), and `staleVersion` when the person joined another organization meanwhile.
    public func erasePerson(
        _ contact: Contact.ID, in organization: Organization.ID, by grant: Grant<ErasePerson>, from origin: Origin, postman: Postman
    ) async throws -> ErasedPerson {
        let place = try Place(grant, organization)
        let now = clock()
        let traces = try await database.read(.wide) { try Traces(of: contact, in: organization, on: $0) }
        guard traces.isPresent || !traces.chains.isEmpty else { throw Trouble.notFound }
        var values = try await database.write(.tenants(place.realm)) { connection in
            let ledger = try Ledger(locking: organization, on: connection, now: now)
            try place.requireOrganization(on: connection, mayBeSuspended: true)
            try grant.actor.requireUnchanged(on: connection, for: .personErase)
            let transaction = Transaction(
                connection: connection, grant: grant, place: place, now: now, origin: origin, ledger: ledger, ids: ids)
            let values = try transaction.erase(traces, postman: postman)
            try ledger.close(on: connection)
            return values
        }
        for home in traces.operators {
            try await database.write(.tenants([home.text])) { try eraseImports(of: contact, address: traces.address, in: home, on: $0) }
        }
        for chain in traces.chains where chain != organization.text {
            values += try await database.write(.tenants([chain])) { connection in
                try connection.execute(
                    "UPDATE invitations SET inviter_name = '' WHERE organization_id = \(chain) AND inviter_id = \(contact)")
                return try eraseValues(of: contact, in: chain, on: connection)
            }
        }
        return ErasedPerson(auditValues: values, accountIsGone: traces.others.isEmpty, others: traces.others)
    }
}

extension Transaction where A == ErasePerson {
    borrowing func erase(_ traces: Traces, postman: Postman) throws -> Int {
        let id = traces.contact
        let row = try first(
            "SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(placed) AND c.id = \(id)",
            { try ContactRow($0, now: now) })
        if let contact = row?.contact {
            try grant.require(contact.target)
            if id == actor.contact { throw Trouble.conflict(.ownContact) }
            try requireNotMaker(id)
            try requireAnotherTop(than: contact)
            // What it causes besides asks for its own rows.
            _ = try permit(DeleteContact.self, contact.target)
            if contact.assignment != Assignment(kind: contact.assignment.kind) { _ = try permit(AssignContact.self, contact.target) }
        }
        try requireProof()
        if let row, row.contact.level != .none { try takeAway(row, by: permit(GrantAccess.self, row.contact.target), postman: postman) }
        try execute("DELETE FROM outbox WHERE organization_id = \(placed) AND contact_id = \(id)")
        // Receipts may hold the person's details; whoever sends such a request again is answered by what is there then.
        for organization in [organization, actor.organization ?? organization] {
            try connection.execute("DELETE FROM idempotency_keys WHERE organization_id = \(organization)")
        }
        // So do archives, which can be made anew without them.
        try execute("DELETE FROM archives WHERE organization_id = \(placed)")
        try eraseImports(of: id, address: traces.address, in: organization, on: connection)
        try removeRow(of: id)
        if let account = traces.account, traces.others.isEmpty {
            let gone = try connection.execute("DELETE FROM accounts WHERE id = \(account.id) AND version = \(account.version)")
            // One without a proven mailbox went with the access.
            let isLeft = try gone == 0 && AccountRow.find(account.id, on: connection) != nil
            if isLeft { throw Trouble.conflict(.staleVersion(current: nil)) }
        }
        try execute("UPDATE invitations SET inviter_name = '' WHERE organization_id = \(placed) AND inviter_id = \(id)")
        let values = try eraseValues(of: id, in: organization.text, on: connection)
        try record(of: id.text, [Record.Change("personal_values", plain: nil, String(values))])
        return values
    }
}

private func eraseValues(of contact: Contact.ID, in chain: String, on connection: any Connection) throws -> Int {
    try connection.execute("DELETE FROM audit_values WHERE organization_id = \(chain) AND person_id = \(contact)")
}
