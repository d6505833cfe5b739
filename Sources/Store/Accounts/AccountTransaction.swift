import Domain
import Storage

/// A contact and where it is: a portal user of some account.
struct PortalUserKey: Sendable, Hashable {
    let organization: Organization.ID
    let contact: Contact.ID

    /// The contact's row; nil when it is gone.
    func row(on connection: any Connection, now: Moment) throws -> ContactRow? {
        try connection.first("SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(organization) AND c.id = \(contact)") {
            try ContactRow($0, now: now)
        }
    }
}

extension Store {
    /// Changes something as the person behind a contact, who need not be signed in: the holder of a link or of a
    /// right passphrase. Locks the organization's chain and the installation's.
    ///
    /// - Parameter others: organizations whose rows are looked at or changed besides; their chains are locked, too.
    /// - Throws: `Trouble.notFound` when the contact is gone or has no access; `organizationSuspended`.
    func writeAccount<Answer: Sendable>(
        of key: PortalUserKey, looking others: [Organization.ID] = [], from origin: Origin,
        _ body: @escaping @Sendable (borrowing Transaction<UseAccount>) throws -> Answer
    ) async throws -> Answer {
        let now = clock()
        let place = Place(account: key.organization, others: others)
        return try await database.write(.tenants(place.realm)) { connection in
            let ledger = try Ledger(chains: [key.organization.text, Ledger.installation] + others.map(\.text), on: connection, now: now)
            try place.requireOrganization(on: connection, mayBeSuspended: false)
            let row = try key.row(on: connection, now: now)
            guard let row, let grant = try? Actor.person(row.contact).grant(UseAccount.self) else { throw Trouble.notFound }
            let transaction = Transaction(
                connection: connection, grant: grant, place: place, now: now, origin: origin, ledger: ledger, ids: ids)
            let answer = try body(transaction)
            try ledger.close(on: connection)
            return answer
        }
    }

    /// Changes something of a signed-in person's own, whose session is looked at again inside.
    ///
    /// - Throws: `signedOut` when it ended meanwhile.
    func writeAccount<Answer: Sendable>(
        of person: SignedIn, _ body: @escaping @Sendable (borrowing Transaction<UseAccount>) throws -> Answer
    ) async throws -> Answer {
        do {
            return try await writeAccount(
                of: PortalUserKey(organization: person.organization.id, contact: person.contact), from: person.origin
            ) {
                try $0.requireAlive(person)
                return try body($0)
            }
        } catch Trouble.conflict(.organizationSuspended) {
            throw Trouble.conflict(.signedOut)
        }
    }
}

extension Place {
    /// One organization and the installation's own chain.
    init(account organization: Organization.ID, others: [Organization.ID]) {
        self.organization = organization
        realm = Set([organization.text, Ledger.installation] + others.map(\.text)).sorted()
    }
}

extension Transaction where A == UseAccount {
    /// The same transaction in an organization whose chain is locked with it, as somebody there.
    borrowing func standing(as contact: Contact) throws -> Transaction<UseAccount> {
        Transaction(
            connection: connection, grant: try Actor.person(contact).grant(UseAccount.self),
            place: Place(account: contact.organization, others: []), now: now, origin: origin, ledger: ledger, ids: ids)
    }

    /// The contact that acts.
    borrowing func ownContact() throws -> ContactRow {
        let found = try first("SELECT \(contactColumns) FROM contacts c WHERE c.organization_id = \(placed) AND c.id = \(actor.contact)") {
            try ContactRow($0, now: now)
        }
        guard let found else { throw Trouble.notFound }
        return found
    }

    borrowing func requireAlive(_ person: SignedIn) throws {
        let alive = try connection.first(
            """
            SELECT 1 FROM sessions WHERE token_hash = \(person.tokenHash) AND id = \(person.session)
                AND ends_at > \(now) AND seen_at > \(now - Session.idle)
            """
        ) { try $0.int(0) }
        if alive == nil { throw Trouble.conflict(.signedOut) }
    }

    /// Appends an event of the person's sign-in to the installation's chain.
    func recordEvent(_ event: String, _ changes: [Record.Change?] = []) throws {
        let record = Record(action: event, target: actor.contact?.text, changes: changes.compactMap(\.self))
        try ledger?.append(record, by: ActorStamp(actor), from: origin, to: Ledger.installation, on: connection)
    }

    /// Appends an event to the organization's own chain: something that its people ought to see.
    func recordHere(_ event: String, _ changes: [Record.Change?]) throws {
        let record = Record(action: event, target: actor.contact?.text, label: .personal(actor.name), changes: changes.compactMap(\.self))
        try ledger?.append(record, by: ActorStamp(actor), from: origin, to: organization.text, on: connection)
    }
}
