import Credentials
import Domain

/// Where a sign-in stands after one of its steps.
public enum SignInStep: Sendable {
    case signedIn(StartedSession)
    /// The passphrase was right; now a second factor.
    case secondFactor(SecondFactor)
    /// Wrong, or not let in: never say which, and say the same for an address that nobody has.
    case wrong
    /// The steps before are too old, used, or tried too often.
    case startAgain
    /// Too many failures.
    case wait(until: Moment)
}

/// What is asked for after the passphrase.
public struct SecondFactor: Sendable {
    /// For the browser to keep and bring back; good for five minutes and five codes.
    public let ceremony: OneTimeSecret
    public let kinds: Set<Kind>
    public let ends: Moment

    public enum Kind: String, Sendable, CaseIterable {
        case passkey, code
        case recoveryCode = "recovery_code"
    }
}

/// An attempt that may go on, or has to wait.
public enum SignInStart: Sendable {
    case attempt(SignInAttempt)
    case wait(until: Moment)
}

/// One attempt with a passphrase, known address or not.
public struct SignInAttempt: Sendable {
    /// An account that may be meant.
    struct Candidate: Sendable {
        let account: Identifier<Account>
        let passphraseHash: String?
    }

    /// The one that holds the address; behind it those that hold it without its mailbox, each in an organization of its own.
    let candidates: [Candidate]
    let throttles: [Throttle]
    /// By a link that was in the mailbox: the second step, too, waits for nobody else's failures.
    let isByLink: Bool

    /// What to verify the passphrase against, in this order, then go on with ``meant(by:)``. When there is none, do the same
    /// work with ``PassphraseHasher/verifyNothing(_:)`` and call the passphrase wrong.
    public var passphraseHashes: [String] { candidates.compactMap(\.passphraseHash) }

    var account: Identifier<Account>? { candidates.first?.account }
    var passphraseHash: String? { candidates.first?.passphraseHash }

    init(candidates: [Candidate], throttles: [Throttle], isByLink: Bool = false) {
        (self.candidates, self.throttles, self.isByLink) = (candidates, throttles, isByLink)
    }

    /// The same attempt, at the account whose passphrase it was. Where several share an address, one's success forgives no
    /// failures at the others.
    public func meant(by hash: String) -> SignInAttempt {
        SignInAttempt(
            candidates: candidates.filter { $0.passphraseHash == hash }, throttles: candidates.count == 1 ? throttles : [],
            isByLink: isByLink)
    }
}

extension SignInAttempt.Candidate {
    init(_ row: AccountRow) {
        (account, passphraseHash) = (row.id, row.passphrase)
    }
}
