import Credentials
import Domain
import Storage

/// The installation's first administrator, as they introduce themselves.
public struct FirstAdmin: Sendable, Hashable {
    public var firstName: Line
    public var lastName: Line
    public var email: EmailAddress
    public var language: Language

    public init(firstName: Line, lastName: Line, email: EmailAddress, language: Language) {
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.language = language
    }

    /// How long the one-time link is good for.
    public static let lifetime = Moment.Span.hours(24)
    static let prefix = "sda_"
}

extension Store {
    /// A one-time link's secret for the first Operator admin, to be shown on the server's own terminal; nil when one can
    /// sign in already.
    public func firstAdminLink() async throws -> OneTimeSecret? {
        let now = clock()
        guard try await !hasOperatorAdmin() else { return nil }
        return try await database.write(.tenants([Ledger.installation])) { connection in
            try Ceremony.begin(.firstAdmin, lasting: FirstAdmin.lifetime, prefix: FirstAdmin.prefix, at: now, on: connection)
        }
    }

    /// Whether the link still makes an administrator. Looking uses nothing up.
    public func isFirstAdminLinkOpen(_ token: String) async throws -> Bool {
        let now = clock()
        guard try await !hasOperatorAdmin() else { return false }
        return try await database.read(.wide) { try Ceremony.find(token, .firstAdmin, prefix: FirstAdmin.prefix, at: now, on: $0) } != nil
    }

    /// Begins to make a passkey for the first administrator.
    public func beginPasskey(forFirstAdmin token: String, _ admin: FirstAdmin, _ relyingParty: RelyingParty) async throws
        -> PasskeyRegistering
    {
        guard try await isFirstAdminLinkOpen(token) else { throw Trouble.conflict(.linkUsedOrExpired) }
        let now = clock()
        return try await database.write(.tenants([Ledger.installation])) { connection in
            try PasskeyRegistering.begin(
                .passkeyByLink, for: ids.next(Account.self, at: now), email: admin.email.text,
                name: "\(admin.firstName) \(admin.lastName)".trimmed, link: Link.hash(of: token), relyingParty, at: now, on: connection)
        }
    }

    /// Makes the first Operator admin and signs them in. The link, and every other like it, is dead afterwards.
    ///
    /// - Throws: `linkUsedOrExpired`; what is wrong with the fields.
    public func createFirstAdmin(
        _ token: String, _ admin: FirstAdmin, as credential: FirstCredential, browser: Browser, from origin: Origin, postman: Postman
    ) async throws -> StartedSession {
        guard let organization = try await operatorOrganization() else { throw Trouble.conflict(.linkUsedOrExpired) }
        let now = clock()
        let id = ids.next(Contact.self, at: now)
        let details = ContactDetails(
            firstName: admin.firstName, lastName: admin.lastName, email: admin.email, phone: nil, title: Line(stored: ""),
            timeZone: nil, language: admin.language)
        let contact = Contact(
            id: id, organization: organization, details: details, assignment: Assignment(), level: .operatorAdmin, access: .invited,
            version: 1, lastSignIn: nil, invitationEnds: nil)
        let place = Place(account: organization, others: [])
        return try await database.write(.tenants(place.realm)) { connection in
            let ledger = try Ledger(chains: place.realm, on: connection, now: now)
            let grant = try Actor.person(contact).grant(UseAccount.self)
            let transaction = Transaction(
                connection: connection, grant: grant, place: place, now: now, origin: origin, ledger: ledger, ids: ids)
            guard try !transaction.hasOperatorAdmin(),
                try Ceremony.take(token, .firstAdmin, prefix: FirstAdmin.prefix, at: now, on: connection) != nil
            else {
                throw Trouble.conflict(.linkUsedOrExpired)
            }
            try transaction.insertFirst(contact)
            // Whoever has the server's own terminal answers for the address.
            let bound = BoundAccount(email: admin.email, account: nil, isUsedElsewhere: false, unproven: [])
            let session = try transaction.activate(
                transaction.ownContact(), at: .operatorAdmin, as: .newAccount(credential), with: bound,
                link: Activation.Link(hash: Link.hash(of: token), isMailed: true), event: "first_admin.created", browser: browser,
                postman: postman)
            guard let session else { throw Trouble.notFound }
            try connection.execute("DELETE FROM ceremonies WHERE purpose = 'first_admin'")
            try ledger.close(on: connection)
            return session
        }
    }

    private func hasOperatorAdmin() async throws -> Bool {
        try await database.read(.wide) { connection in
            try connection.first("SELECT id FROM contacts WHERE level = 'operator_admin' AND status = 'active' LIMIT 1") { try $0.text(0) }
                != nil
        }
    }
}

extension Transaction where A == UseAccount {
    fileprivate borrowing func hasOperatorAdmin() throws -> Bool {
        try first("SELECT id FROM contacts WHERE organization_id = \(placed) AND level = 'operator_admin' AND status = 'active' LIMIT 1") {
            try $0.text(0)
        } != nil
    }

    fileprivate borrowing func insertFirst(_ contact: Contact) throws {
        let details = contact.details
        if let email = details.email { try requireFreeAddress(email, for: contact.id) }
        try execute(
            """
            INSERT INTO contacts (organization_id, id, kind, first_name, last_name, sort_key, email, email_key, title, language, level, status, version, created_at)
            VALUES (\(placed), \(contact.id), 'person', \(details.firstName.text), \(details.lastName.text), \(details.sortKey), \(details.email?.text),
                \(details.email?.key), '', \(details.language.rawValue), 'operator_admin', 'invited', 1, \(now))
            """)
        try rewriteWords(of: contact.id, details)
        try recordHere(Permission.contactCreate.rawValue, details.changes(from: nil))
    }
}
