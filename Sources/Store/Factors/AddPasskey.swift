import Credentials
import Domain
import Storage

/// A challenge for a passkey that is to be made.
public struct PasskeyRegistering: Sendable {
    /// For the browser to bring back; good for five minutes and one answer.
    public let ceremony: OneTimeSecret
    public let options: PasskeyRegistration.Options
}

/// A browser's answer to a ``PasskeyRegistering``.
public struct PasskeyAnswer: Sendable {
    public let ceremony: String
    public let response: PasskeyRegistration.Response
    /// What the person calls it.
    public let name: Line
    public let relyingParty: RelyingParty

    public init(ceremony: String, response: PasskeyRegistration.Response, name: Line, relyingParty: RelyingParty) {
        self.ceremony = ceremony
        self.response = response
        self.name = name
        self.relyingParty = relyingParty
    }
}

extension Store {
    /// Begins to add a passkey to the person's account.
    public func beginPasskey(by person: SignedIn, _ relyingParty: RelyingParty) async throws -> PasskeyRegistering {
        try await writeAccount(of: person) { transaction in
            transaction.ledger?.nothingChanged()
            let known = try PasskeyRow.all(of: person.account, on: transaction.connection).map(\.passkey.descriptor)
            return try PasskeyRegistering.begin(
                .passkeyRegistration, for: person.account, email: person.email.text, name: person.name, excluding: known, relyingParty,
                at: transaction.now, on: transaction.connection)
        }
    }

    /// Adds the passkey that the browser made. The challenge is used up whatever the answer is worth.
    ///
    /// - Returns: the session with its new token when it became stronger by this; nil when it stays as it is.
    public func finishPasskey(_ answer: PasskeyAnswer, by person: SignedIn, postman: Postman) async throws -> StartedSession? {
        let outcome = try await writeAccount(of: person) { transaction -> Result<StartedSession?, Trouble> in
            if let problem = try transaction.registerPasskey(answer, .passkeyRegistration, for: person.account) {
                transaction.ledger?.nothingChanged()
                return .failure(.conflict(problem))
            }
            return .success(try transaction.factorAdded(.passkeyAdded, by: person, postman: postman))
        }
        return try outcome.get()
    }
}

extension PasskeyRegistering {
    /// - Parameter link: the hash of the link that stands in for a session, where there is none.
    static func begin(
        _ purpose: Ceremony.Purpose, for account: Identifier<Account>, email: String, name: String,
        excluding known: [PasskeyDescriptor] = [], link: String = "", _ relyingParty: RelyingParty,
        at now: Moment, on connection: any Connection
    ) throws -> PasskeyRegistering {
        let challenge = PasskeyChallenge.generate()
        guard let user = PasskeyRegistration.User(handle: PasskeyRow.handle(of: account), name: email, displayName: name) else {
            throw Trouble.notFound
        }
        let ceremony = try Ceremony.begin(purpose, account: account, payload: challenge.bytes + link.utf8, at: now, on: connection)
        return PasskeyRegistering(
            ceremony: ceremony, options: PasskeyRegistration(relyingParty, challenge: challenge, user: user).options(excluding: known))
    }
}

extension Transaction where A == UseAccount {
    /// Verifies an answer and keeps its passkey.
    ///
    /// - Parameter account: the account that the ceremony must have been begun for.
    /// - Returns: why it was refused; then nothing but the challenge is gone.
    borrowing func registerPasskey(
        _ answer: PasskeyAnswer, _ purpose: Ceremony.Purpose, for account: Identifier<Account>, link: String = ""
    ) throws -> Conflict? {
        let begun = try Ceremony.take(answer.ceremony, purpose, at: now, on: connection)
        guard let begun, begun.account == account, begun.payload.dropFirst(32).elementsEqual(link.utf8),
            let challenge = PasskeyChallenge(Array(begun.payload.prefix(32))),
            let user = PasskeyRegistration.User(handle: PasskeyRow.handle(of: account), name: "", displayName: "")
        else { return .linkUsedOrExpired }
        guard let passkey = try? PasskeyRegistration(answer.relyingParty, challenge: challenge, user: user).verify(answer.response) else {
            return .passkeyRefused
        }
        let inserted = try connection.execute(
            """
            INSERT INTO passkeys (credential_id, account_id, public_key, sign_count, backup_eligible, backed_up, aaguid, transports, name, created_at)
            VALUES (\(Base64URL.encode(passkey.credentialID)), \(account), \(passkey.publicKey), \(Int64(passkey.signCount)), \(passkey.backupEligible),
                \(passkey.backedUp), \(passkey.aaguid), \(passkey.transports.joined(separator: " ")), \(answer.name.text), \(now))
            ON CONFLICT (credential_id) DO NOTHING
            """)
        return inserted == 1 ? nil : .alreadyExists
    }

    /// What follows when an account has one factor more: an entry, a mail, and no session without a factor goes on.
    ///
    /// - Returns: the person's own session with a new token, when it was one of those.
    borrowing func factorAdded(_ change: Post.FactorChange, by person: SignedIn, postman: Postman) throws -> StartedSession? {
        try recordEvent("factor.added", [Record.Change("kind", plain: nil, change.rawValue)])
        try announce(change, agent: device(of: person), to: ownAccount(), postman: postman)
        let ended = try connection.execute(
            """
            DELETE FROM sessions WHERE account_id = \(person.account) AND strength <> 'two_factor' AND id <> \(person.session)
            """)
        if ended > 0 { try recordEvent("session.ended", [Record.Change("sessions", plain: nil, String(ended))]) }
        return person.strength == .twoFactor ? nil : try rotate(person, to: .twoFactor)
    }
}
