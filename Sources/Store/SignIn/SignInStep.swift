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
    /// What to verify the passphrase against. When nil there is nothing to verify against: do the same work with
    /// ``PassphraseHasher/verifyNothing(_:)`` and call the passphrase wrong.
    public let passphraseHash: String?
    let account: Identifier<Account>?
    let throttles: [Throttle]
    /// By a link that was in the mailbox: the second step, too, waits for nobody else's failures.
    var isByLink = false
}
