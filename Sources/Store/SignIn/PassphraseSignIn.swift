import Credentials
import Domain
import Storage

extension Store {
    /// The passphrase of an attempt was wrong, or there was nothing to verify it against. It is counted already.
    public func passphraseWasWrong(_ attempt: SignInAttempt, from origin: Origin) async throws {
        try await recordFailure(.passphrase, account: attempt.account, from: origin)
    }

    /// The passphrase of an attempt was right: goes on to the second factor, or signs in where there is none.
    ///
    /// - Parameter rehashed: the same passphrase hashed at the present cost, when the stored hash is behind.
    public func passphraseWasRight(
        _ attempt: SignInAttempt, rehashed: String? = nil, browser: Browser, from origin: Origin,
        postman: Postman
    ) async throws -> SignInStep {
        guard let id = attempt.account, let stored = attempt.passphraseHash else { return .wrong }
        let portalUser = try await database.read(.wide) { try AccountRow.lastUsed(of: id, on: $0) }
        return try await signingIn(portalUser, account: id, from: origin) { transaction in
            let account = try transaction.ownAccount()
            // Set anew between the two steps: what was verified is no longer the passphrase.
            guard account.id == id, account.passphrase == stored else { return nil }
            try attempt.throttles.giveBack(on: transaction.connection)
            if let rehashed {
                try transaction.connection.execute("UPDATE accounts SET passphrase = \(rehashed) WHERE id = \(id)")
            }
            if account.hasFactor { return .secondFactor(try transaction.askSecondFactor(of: id, isByLink: attempt.isByLink)) }
            let isExempt = try transaction.ownContact().contact.isExempt(at: transaction.now)
            return .signedIn(
                try transaction.signIn(account, isExempt ? .exempt : .enrolling, by: "passphrase", browser: browser, postman: postman))
        }
    }

    /// Runs the step that may sign in. Whoever is not let in gets the answer of a wrong passphrase.
    ///
    /// - Parameter body: answers nil for a failure, which is recorded.
    func signingIn(
        _ portalUser: PortalUserKey?, account: Identifier<Account>, from origin: Origin,
        _ body: @escaping @Sendable (borrowing Transaction<UseAccount>) throws -> SignInStep?
    ) async throws -> SignInStep {
        if let portalUser {
            do {
                let step = try await writeAccount(of: portalUser, from: origin) { transaction -> SignInStep? in
                    let row = try transaction.ownContact()
                    guard row.contact.access == .active, row.account == account else { throw Trouble.notFound }
                    let step = try body(transaction)
                    if step == nil { transaction.ledger?.nothingChanged() }
                    return step
                }
                if let step { return step }
            } catch Trouble.notFound, Trouble.conflict(.organizationSuspended) {}
        }
        try await recordFailure(.noAccess, account: account, from: origin)
        return .wrong
    }
}

extension Transaction where A == UseAccount {
    /// Keeps what the passphrase proved until the second factor comes.
    borrowing func askSecondFactor(of account: Identifier<Account>, isByLink: Bool) throws -> SecondFactor {
        ledger?.nothingChanged()
        let has = try connection.first(
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM passkeys WHERE account_id = \(account)) THEN 1 ELSE 0 END,
                CASE WHEN EXISTS (SELECT 1 FROM totps WHERE account_id = \(account)) THEN 1 ELSE 0 END,
                CASE WHEN EXISTS (SELECT 1 FROM recovery_codes WHERE account_id = \(account) AND used_at IS NULL) THEN 1 ELSE 0 END
            """
        ) { row in try SecondFactor.Kind.allCases.enumerated().filter { try row.bool($0.offset) }.map(\.element) }
        let ceremony = try Ceremony.begin(.secondFactor, account: account, payload: isByLink ? [1] : [], at: now, on: connection)
        return SecondFactor(ceremony: ceremony, kinds: Set(has ?? []), ends: now + Ceremony.lifetime)
    }

    /// Signs in: recognizes the browser and begins the session.
    borrowing func signIn(_ account: AccountRow, _ strength: Strength, by method: String, browser: Browser, postman: Postman) throws
        -> StartedSession
    {
        let device = try recognize(browser, for: account, announcing: postman)
        return try startSession(account.id, strength, by: method, browser: browser, device: device)
    }
}
