import Credentials
import Domain

/// One browser or program that a person is signed in with. The type names its ids and its limits.
public enum Session {
    /// A session ends after this long without a request (ASVS 5.0, 7.3.1)…
    public static let idle = Moment.Span.minutes(30)
    /// … and after this long in any case (7.3.2).
    public static let longest = Moment.Span.hours(12)
    /// Sensitive acts need a re-authentication that is not older (7.5.1).
    public static let confirmation = Moment.Span.minutes(10)
    /// How often a session's last use is written down.
    static let touchEvery = Moment.Span.minutes(1)
    static let prefix = "sds_"

    /// The token of a cookie or a bearer; nil when it cannot be one, so that nothing needs to be looked up.
    public static func token(presented text: String) -> OneTimeSecret? {
        OneTimeSecret(presented: text, prefix: prefix)
    }
}

/// How strongly a session was signed in.
public enum Strength: String, Sendable, Hashable {
    case twoFactor = "two_factor"
    /// Passphrase alone, under the one exemption (role NOC and level Read-only, see ``Exemption``).
    case exempt
    /// Passphrase alone and not exempt: may add a second factor, and nothing else.
    case enrolling

    /// What a session is worth now; nil when it is worth nothing any more.
    ///
    /// Whoever has a second factor must have shown it: a session from before it was added is over.
    static func now(_ stored: Strength, isExempt: Bool, hasFactor: Bool) -> Strength? {
        if hasFactor { return stored == .twoFactor ? .twoFactor : nil }
        return isExempt ? .exempt : .enrolling
    }
}

/// The browser or program at the other end, as it describes itself.
public struct Browser: Sendable {
    /// The `User-Agent` header; only ``DeviceName`` of it is kept.
    public let agent: String
    /// The device cookie of an earlier sign-in.
    public let device: String?

    public init(agent: String, device: String?) {
        self.agent = agent
        self.device = device
    }
}

/// A session that has just begun or changed its token. The secrets are shown once; only their hashes are kept.
public struct StartedSession: Sendable {
    /// The cookie's value, or the bearer.
    public let token: OneTimeSecret
    public let session: Identifier<Session>
    public let strength: Strength
    public let organization: Organization.ID
    /// When it ends in any case.
    public let ends: Moment
    /// The device cookie to set; nil to leave the browser's own.
    public let device: OneTimeSecret?
}
