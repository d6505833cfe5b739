import Credentials
import Domain
import Storage

extension Store {
    /// Begins a re-authentication with the passphrase, and counts it. Verify outside of any transaction.
    public func findForConfirmation(of person: SignedIn) async throws -> SignInStart {
        let now = clock()
        return try await waiting {
            try await database.write(.tenants([Ledger.installation])) { connection in
                let account = try AccountRow.find(person.account, on: connection)
                let throttles = [Throttle.confirmation(person.session)]
                try throttles.take(at: now, on: connection)
                return .attempt(SignInAttempt(candidates: account.map { [SignInAttempt.Candidate($0)] } ?? [], throttles: throttles))
            }
        } otherwise: {
            .wait(until: $0)
        }
    }

    /// The passphrase was right: the session is confirmed and has a new token.
    ///
    /// When it was wrong, ``passphraseWasWrong(_:from:)`` records that.
    public func confirmWithPassphrase(_ attempt: SignInAttempt, by person: SignedIn) async throws -> StartedSession {
        try await writeAccount(of: person) { transaction in
            guard attempt.account == person.account, let stored = attempt.passphraseHash, try transaction.ownAccount().passphrase == stored
            else {
                throw Trouble.conflict(.signedOut)
            }
            try attempt.throttles.giveBack(on: transaction.connection)
            return try transaction.confirm(person, by: "passphrase")
        }
    }

    /// Confirms with a code of an authenticator app.
    public func confirmWithCode(_ code: String, by person: SignedIn, box: SecretBox) async throws -> SignInStep {
        try await waiting {
            try await writeAccount(of: person) { transaction in
                let throttles = [Throttle.confirmation(person.session), .code(person.account)]
                try throttles.take(at: transaction.now, on: transaction.connection)
                guard try transaction.spendCode(code, of: person.account, box: box) else {
                    try transaction.recordFailure(.code, account: person.account, by: self)
                    return .wrong
                }
                try throttles.giveBack(on: transaction.connection)
                return .signedIn(try transaction.confirm(person, by: "code"))
            }
        } otherwise: {
            .wait(until: $0)
        }
    }

    /// Begins a re-authentication with one of the person's own passkeys.
    public func beginPasskeyConfirmation(by person: SignedIn, _ relyingParty: RelyingParty) async throws -> PasskeyAsking {
        try await writeAccount(of: person) { transaction in
            transaction.ledger?.nothingChanged()
            let challenge = PasskeyChallenge.generate()
            let own = try PasskeyRow.all(of: person.account, on: transaction.connection).map(\.passkey.descriptor)
            // Without a passkey of one's own an empty list would ask for anybody's.
            if own.isEmpty { throw Trouble.notFound }
            let ceremony = try Ceremony.begin(
                .passkeyConfirmation, account: person.account, payload: challenge.bytes, at: transaction.now, on: transaction.connection)
            return PasskeyAsking(ceremony: ceremony, options: PasskeyAssertion(relyingParty, challenge: challenge, allowing: own).options)
        }
    }

    /// Confirms with the answer of a passkey. The challenge is used up whatever the answer is worth.
    public func confirmWithPasskey(
        _ ceremony: String, _ answer: PasskeyAssertion.Response, _ relyingParty: RelyingParty, by person: SignedIn
    ) async throws -> SignInStep {
        try await writeAccount(of: person) { transaction in
            let begun = try Ceremony.take(ceremony, .passkeyConfirmation, at: transaction.now, on: transaction.connection)
            guard let begun, begun.account == person.account, let challenge = PasskeyChallenge(begun.payload) else {
                transaction.ledger?.nothingChanged()
                return .startAgain
            }
            let own = try PasskeyRow.all(of: person.account, on: transaction.connection).map(\.passkey.descriptor)
            guard !own.isEmpty, try transaction.accept(answer, to: challenge, of: person.account, allowing: own, relyingParty, by: self)
            else { return .wrong }
            return .signedIn(try transaction.confirm(person, by: "passkey"))
        }
    }
}

extension Transaction where A == UseAccount {
    fileprivate borrowing func confirm(_ person: SignedIn, by method: String) throws -> StartedSession {
        try recordEvent("session.confirmed", [Record.Change("method", plain: nil, method)])
        return try rotate(person, confirmed: true)
    }
}
