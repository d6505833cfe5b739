/// What a passkey ceremony must answer: 32 random bytes, kept on the server, used once, for at most five minutes
/// (WebAuthn Level 3, section 13.4.3; ASVS 5.0, 6.7.2). Keeping and expiring it is the caller's.
public struct PasskeyChallenge: Sendable, Hashable {
    /// For how long a browser is asked to wait, in milliseconds.
    public static let timeoutMilliseconds = 300_000

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// A new challenge.
    public static func generate() -> PasskeyChallenge { PasskeyChallenge(random: randomBytes(32)) }

    /// A stored challenge; nil unless it has 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(random: bytes)
    }

    private init(random bytes: [UInt8]) { self.bytes = bytes }
}
