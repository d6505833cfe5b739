import Domain
import Storage

extension Store {
    /// Signs out.
    public func signOut(_ person: SignedIn) async throws {
        try await end(person.session, by: person)
    }

    /// Ends one of the person's own sessions.
    ///
    /// - Throws: `Trouble.notFound` when it is not one of theirs.
    public func end(_ session: Identifier<Session>, by person: SignedIn) async throws {
        try await writeAccount(of: person) { transaction in
            if try transaction.endSessions(of: person.account, "id = \(session)") == 0 { throw Trouble.notFound }
        }
    }

    /// Ends all of the person's sessions but this one, and returns how many there were.
    @discardableResult
    public func endOtherSessions(by person: SignedIn) async throws -> Int {
        try await writeAccount(of: person) { try $0.endSessions(of: person.account, "id <> \(person.session)") }
    }

    /// Signs out everywhere, and forgets every browser.
    public func endAllSessions(by person: SignedIn) async throws {
        try await writeAccount(of: person) { transaction in
            try transaction.endSessions(of: person.account)
            try transaction.connection.execute("DELETE FROM devices WHERE account_id = \(person.account)")
        }
    }
}

extension Transaction where A == UseAccount {
    /// Somebody took their account back: whatever tokens were made in their name until now are dead, in all organizations.
    borrowing func endTokens(of account: Identifier<Account>) throws {
        try connection.execute("UPDATE accounts SET tokens_from = \(now + Moment.Span(milliseconds: 1)) WHERE id = \(account)")
    }

    /// Ends sessions of an account in all organizations: nothing that is asked with them afterwards succeeds.
    @discardableResult
    borrowing func endSessions(of account: Identifier<Account>, _ which: Query = "1 = 1") throws -> Int {
        let ended = try connection.execute("DELETE FROM sessions WHERE account_id = \(account) AND \(which)")
        if ended == 0 {
            ledger?.nothingChanged()
        } else {
            try recordEvent("session.ended", [Record.Change("sessions", plain: nil, String(ended))])
        }
        return ended
    }

    /// Ends the sessions and tokens of an account, forgets the browsers it is known in, and removes all of what it signs in with
    /// that it got at `moment` or later.
    borrowing func strip(_ account: Identifier<Account>, since moment: Moment) throws {
        try endSessions(of: account)
        try endTokens(of: account)
        for statement: Query in [
            "UPDATE accounts SET passphrase = NULL WHERE id = \(account) AND passphrase_at >= \(moment)",
            "DELETE FROM passkeys WHERE account_id = \(account) AND created_at >= \(moment)",
            "DELETE FROM totps WHERE account_id = \(account) AND created_at >= \(moment)",
            "DELETE FROM recovery_codes WHERE account_id = \(account) AND created_at >= \(moment)",
            "DELETE FROM devices WHERE account_id = \(account)",
        ] { try connection.execute(statement) }
    }
}
