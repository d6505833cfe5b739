import Credentials
import Domain
import Storage

/// A link to the mailbox of somebody whose sign-in waits for the failures of others. It opens a few tries that wait for
/// nobody, and proves nothing else: passphrase and second factor are asked for as ever.
public enum SignInLink {
    /// How long the link is good for, and for how long no other is sent to the same account.
    public static let lifetime = Moment.Span.hours(4)
    static let prefix = "sdl_"

    /// What its holder is shown.
    public enum View: Sendable {
        case open(email: EmailAddress, ends: Moment)
        /// Unknown, too old, or tried too often.
        case dead
    }
}

extension Store {
    /// Counts that somebody asks for a link, by the network that asks: nothing is looked at that depends on the address.
    ///
    /// - Returns: until when to wait; nil when ``sendSignInLink(to:from:postman:)`` may be called.
    public func askForSignInLink(from origin: Origin) async throws -> Moment? {
        let now = clock()
        return try await waiting {
            try await database.write(.tenants([Ledger.installation])) { connection in
                try Throttle.links(for: origin).take(at: now, on: connection)
                return nil
            }
        } otherwise: {
            $0
        }
    }

    /// Sends a link to the address, when it is that of somebody who may sign in with a passphrase, when sign-in is slowed for
    /// them or for the network that asks, and when none is on its way. Call it when the asker has been answered: the time it
    /// takes says whether the address is known.
    public func sendSignInLink(to email: String, from origin: Origin, postman: Postman) async throws {
        let key = signInKey(email)
        let found = try await database.read(.wide) { connection -> (Identifier<Account>, PortalUserKey)? in
            guard let account = try AccountRow.find(key, on: connection), account.passphrase != nil,
                let portalUser = try AccountRow.lastUsed(of: account.id, on: connection)
            else { return nil }
            return (account.id, portalUser)
        }
        guard let (id, portalUser) = found else { return }
        let throttles = Throttle.guesses(at: key, from: origin) + [.code(id), .linkedCode(id)]
        do {
            try await writeAccount(of: portalUser, from: origin) { transaction in
                transaction.ledger?.nothingChanged()
                let (row, account) = (try transaction.ownContact(), try transaction.ownAccount())
                guard row.contact.access == .active, account.id == id, account.email.key == key,
                    try throttles.contains(where: { try $0.isSlowing(at: transaction.now, on: transaction.connection) }),
                    try !transaction.hasSignInLink()
                else { return }
                let secret = try Ceremony.begin(
                    .signInLink, account: id, lasting: SignInLink.lifetime, prefix: SignInLink.prefix, at: transaction.now,
                    on: transaction.connection)
                let ends = transaction.now + SignInLink.lifetime
                try transaction.post(
                    .signInLink(token: secret.text, endsAt: ends.milliseconds), to: row.contact, at: account.email, postman: postman)
            }
        } catch Trouble.notFound, Trouble.conflict(.organizationSuspended) {
            // Not let in any more.
        }
    }

    /// What the holder of a link is shown. It changes nothing.
    public func signInLink(_ token: String) async throws -> SignInLink.View {
        let now = clock()
        return try await database.read(.tenants([Ledger.installation])) { connection in
            guard let link = try Ceremony.find(token, .signInLink, prefix: SignInLink.prefix, at: now, on: connection),
                link.tries < Ceremony.tries, let account = try link.account.flatMap({ try AccountRow.find($0, on: connection) })
            else { return .dead }
            return .open(email: account.email, ends: link.ends)
        }
    }

    /// Begins an attempt by a link, and uses up one of its tries. It waits for nobody's failures.
    ///
    /// - Returns: nil for a link that is dead.
    public func findForSignIn(link token: String) async throws -> SignInAttempt? {
        let now = clock()
        return try await database.write(.tenants([Ledger.installation])) { connection in
            guard let link = try Ceremony.attempt(token, .signInLink, prefix: SignInLink.prefix, at: now, on: connection),
                let account = try link.account.flatMap({ try AccountRow.find($0, on: connection) })
            else { return nil }
            return SignInAttempt(candidates: [SignInAttempt.Candidate(account)], throttles: [], isByLink: true)
        }
    }
}

extension Transaction where A == UseAccount {
    /// One that still opens something is in the mailbox already: however often strangers ask, its owner gets no second one.
    fileprivate borrowing func hasSignInLink() throws -> Bool {
        #if DEBUG
        if Planted.fault == .linkEachTime { return false }
        #endif
        return try connection.first(
            """
            SELECT 1 FROM ceremonies WHERE account_id = \(ownAccount().id) AND purpose = \(Ceremony.Purpose.signInLink.rawValue)
                AND ends_at > \(now) AND tries < \(Ceremony.tries)
            """
        ) { try $0.int(0) } != nil
    }
}
