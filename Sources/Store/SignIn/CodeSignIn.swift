import Credentials
import Domain
import Storage

extension Store {
    /// The second step with a code of an authenticator app.
    public func finishWithCode(
        _ ceremony: String, code: String, browser: Browser, from origin: Origin, box: SecretBox,
        postman: Postman
    ) async throws -> SignInStep {
        try await finish(ceremony, by: "code", failing: .code, browser: browser, from: origin, postman: postman) { transaction, account in
            try transaction.spendCode(code, of: account, box: box)
        }
    }

    /// The second step with a recovery code, which is used up; the person is told.
    public func finishWithRecoveryCode(_ ceremony: String, code: String, browser: Browser, from origin: Origin, postman: Postman)
        async throws -> SignInStep
    {
        try await finish(ceremony, by: "recovery_code", failing: .recoveryCode, browser: browser, from: origin, postman: postman) {
            transaction, account in
            guard try transaction.spendRecoveryCode(code, of: account) else { return false }
            let row = try transaction.ownAccount()
            try transaction.announce(.recoveryCodeUsed, agent: DeviceName.text(for: browser.agent), to: row, postman: postman)
            return true
        }
    }

    private func finish(
        _ token: String, by method: String, failing failure: SignInFailure, browser: Browser, from origin: Origin, postman: Postman,
        _ isRight: @escaping @Sendable (borrowing Transaction<UseAccount>, Identifier<Account>) throws -> Bool
    ) async throws -> SignInStep {
        let now = clock()
        let found = try await database.read(.wide) { connection -> (Identifier<Account>, PortalUserKey?, isByLink: Bool)? in
            guard let begun = try Ceremony.find(token, .secondFactor, at: now, on: connection), let account = begun.account else {
                return nil
            }
            return (account, try AccountRow.lastUsed(of: account, on: connection), !begun.payload.isEmpty)
        }
        guard let (id, portalUser, isByLink) = found else { return .startAgain }
        return try await waiting {
            try await signingIn(portalUser, account: id, from: origin) { transaction in
                let throttles = try transaction.codeThrottles(for: browser, id, isByLink: isByLink)
                try throttles.take(at: transaction.now, on: transaction.connection)
                guard try Ceremony.attempt(token, .secondFactor, at: transaction.now, on: transaction.connection)?.account == id else {
                    transaction.ledger?.nothingChanged()
                    return .startAgain
                }
                guard try isRight(transaction, id) else {
                    try transaction.recordFailure(failure, account: id, by: self)
                    return .wrong
                }
                _ = try Ceremony.take(token, .secondFactor, at: transaction.now, on: transaction.connection)
                try throttles.giveBack(on: transaction.connection)
                return .signedIn(
                    try transaction.signIn(transaction.ownAccount(), .twoFactor, by: method, browser: browser, postman: postman))
            }
        } otherwise: {
            .wait(until: $0)
        }
    }
}

extension Transaction where A == UseAccount {
    /// Codes are counted per account, over all ceremonies; a known browser waits for its own failures only, and so does
    /// whoever came by a link from the mailbox.
    borrowing func codeThrottles(for browser: Browser, _ account: Identifier<Account>, isByLink: Bool) throws -> [Throttle] {
        if isByLink { return [.linkedCode(account)] }
        if let device = try Device.known(browser, to: account, on: connection) { return [.device(device)] }
        return [.code(account)]
    }

    borrowing func recordFailure(_ failure: SignInFailure, account: Identifier<Account>, by store: Store) throws {
        guard let ledger else { return }
        try store.append(failure, account: account, contact: actor.contact, from: origin, to: ledger, at: now, on: connection)
    }

    /// True when one of the account's authenticator apps shows `code` now. Each code counts once, on every path.
    borrowing func spendCode(_ code: String, of account: Identifier<Account>, box: SecretBox) throws -> Bool {
        let known = try connection.rows("SELECT id, secret, last_step FROM totps WHERE account_id = \(account) ORDER BY id") {
            (id: try $0.text(0), secret: try $0.bytes(1), lastStep: try $0.int(2))
        }
        for totp in known {
            guard let generator = TOTP(secret: try box.open(totp.secret, for: ["totp", totp.id])),
                let step = generator.step(matching: code, at: now.milliseconds / 1000, after: totp.lastStep)
            else { continue }
            return try connection.execute(
                """
                UPDATE totps SET last_step = \(step), last_used_at = \(now) WHERE id = \(totp.id) AND last_step < \(step)
                """) == 1
        }
        return false
    }

    /// True when `code` is one of the account's recovery codes and was not used before.
    borrowing func spendRecoveryCode(_ code: String, of account: Identifier<Account>) throws -> Bool {
        guard let code = RecoveryCode(entered: code) else { return false }
        let used = try connection.execute(
            """
            UPDATE recovery_codes SET used_at = \(now) WHERE account_id = \(account) AND hash = \(Hex.text(code.hash)) AND used_at IS NULL
            """)
        guard used == 1 else { return false }
        try recordEvent("recovery_code.used")
        return true
    }
}
