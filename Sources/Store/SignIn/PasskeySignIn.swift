import Credentials
import Domain
import Storage

/// A challenge for a passkey that somebody has.
public struct PasskeyAsking: Sendable {
    /// For the browser to bring back; good for five minutes and one answer.
    public let ceremony: OneTimeSecret
    public let options: PasskeyAssertion.Options
}

/// A challenge, or too many of them for one network address.
public enum PasskeyStart: Sendable {
    case asking(PasskeyAsking)
    case wait(until: Moment)
}

extension Store {
    /// Begins a sign-in with a passkey alone; the browser offers those it has. Counted for the network address, as whoever
    /// asks may be anybody, and each challenge is kept.
    public func beginPasskeySignIn(_ relyingParty: RelyingParty, from origin: Origin) async throws -> PasskeyStart {
        let now = clock()
        return try await waiting {
            try await database.write(.tenants([Ledger.installation])) { connection in
                try Throttle.challenges(for: origin).take(at: now, on: connection)
                let challenge = PasskeyChallenge.generate()
                let ceremony = try Ceremony.begin(.passkeySignIn, payload: challenge.bytes, at: now, on: connection)
                return .asking(PasskeyAsking(ceremony: ceremony, options: PasskeyAssertion(relyingParty, challenge: challenge).options))
            }
        } otherwise: {
            .wait(until: $0)
        }
    }

    /// Signs in with the answer of a passkey, which verified its user and so is enough.
    public func finishWithPasskey(
        _ ceremony: String, _ answer: PasskeyAssertion.Response, _ relyingParty: RelyingParty, browser: Browser,
        from origin: Origin, postman: Postman
    ) async throws -> SignInStep {
        let now = clock()
        let found = try await database.write(.tenants([Ledger.installation])) {
            connection -> (challenge: PasskeyChallenge, account: Identifier<Account>?)? in
            // Used up whatever the answer is worth.
            guard let begun = try Ceremony.take(ceremony, .passkeySignIn, at: now, on: connection),
                let challenge = PasskeyChallenge(begun.payload)
            else { return nil }
            return (challenge, try PasskeyRow.find(answer.credentialID, on: connection)?.account)
        }
        guard let found else { return .startAgain }
        guard let id = found.account else {
            try await recordFailure(.passkey("unknown"), account: nil, from: origin)
            return .wrong
        }
        let portalUser = try await database.read(.wide) { try AccountRow.lastUsed(of: id, on: $0) }
        return try await signingIn(portalUser, account: id, from: origin) { transaction in
            guard try transaction.accept(answer, to: found.challenge, of: id, allowing: [], relyingParty, by: self) else { return .wrong }
            try Throttle.challenges(for: origin).giveBack(on: transaction.connection)
            return .signedIn(
                try transaction.signIn(transaction.ownAccount(), .twoFactor, by: "passkey", browser: browser, postman: postman))
        }
    }
}
