import Credentials
import Domain
import Storage

extension Store {
    /// Begins an attempt with an address and a passphrase, and counts it.
    ///
    /// Verify the passphrase outside of any transaction, then call ``passphraseWasRight(_:rehashed:browser:from:postman:)``
    /// or ``passphraseWasWrong(_:from:)``.
    public func findForSignIn(_ email: String, browser: Browser, from origin: Origin) async throws -> SignInStart {
        let (now, key) = (clock(), signInKey(email))
        return try await waiting {
            try await database.write(.tenants([Ledger.installation])) { connection in
                var accounts = try AccountRow.candidates(key, on: connection)
                var throttles = Throttle.guesses(at: key, from: origin)
                // A browser that one of them signed in with waits for its own failures, and may mean that one alone.
                for account in accounts {
                    guard let device = try Device.known(browser, to: account.id, on: connection) else { continue }
                    (accounts, throttles) = ([account], [.device(device)])
                    break
                }
                try throttles.take(at: now, on: connection)
                return .attempt(SignInAttempt(candidates: accounts.map(SignInAttempt.Candidate.init), throttles: throttles))
            }
        } otherwise: {
            .wait(until: $0)
        }
    }

    /// An address as it was typed, as accounts are found and failures counted by it.
    func signInKey(_ email: String) -> String {
        // Longer than any address; and no text that a database would not keep.
        String(email.trimmed.lowercased().prefix(254)).replacing("\u{0}", with: "")
    }

    /// Turns ``Waiting`` into an answer; what was counted in `body` is rolled back.
    func waiting<Answer: Sendable>(_ body: () async throws -> Answer, otherwise: (Moment) -> Answer) async throws -> Answer {
        do { return try await body() } catch let waiting as Waiting { return otherwise(waiting.until) }
    }
}

extension Device {
    /// The browser's device cookie, if this account has signed in with it.
    static func known(_ browser: Browser, to account: Identifier<Account>, on connection: any Connection) throws -> OneTimeSecret? {
        guard let secret = browser.device.flatMap({ OneTimeSecret(presented: $0, prefix: prefix) }) else { return nil }
        return try isKnown(secret, to: account, on: connection) ? secret : nil
    }
}
