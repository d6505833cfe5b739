import Crypto

/// Time-based one-time codes (RFC 6238) as every authenticator app makes them: HMAC-SHA-1, 30 seconds, six digits.
public struct TOTP: Sendable, Redacted {
    /// The shared secret: 20 bytes, as RFC 4226 recommends. Stored encrypted only.
    public let secret: [UInt8]

    private static let secretCount = 20
    private static let period: Int64 = 30
    /// How many steps a clock may be off, either way.
    private static let drift: Int64 = 1

    /// A new random secret.
    public static func generate() -> TOTP { TOTP(randomBytes(secretCount)) }

    /// A stored secret; nil unless it has 20 bytes.
    public init?(secret: [UInt8]) {
        guard secret.count == Self.secretCount else { return nil }
        self.init(secret)
    }

    private init(_ secret: [UInt8]) { self.secret = secret }

    /// The secret as text for people who cannot scan: base32 without padding, 32 characters.
    public var text: String { Base32.encode(secret) }

    /// The step whose code `code` is, among the current one and its two neighbors, or nil; the latest if several.
    ///
    /// Only a step after `lastStep` counts, so that a code is used once: store the step that this returns in the
    /// same transaction, on the condition that the stored one is still smaller.
    /// - Parameters:
    ///   - code: Six ASCII digits; spaces are skipped.
    ///   - unixSeconds: The server's time.
    ///   - lastStep: The step used last; nil when none was.
    public func step(matching code: String, at unixSeconds: Int64, after lastStep: Int64? = nil) -> Int64? {
        let entered = code.utf8.filter { $0 != UInt8(ascii: " ") }
        guard unixSeconds >= 0, entered.count == 6 else { return nil }
        let current = unixSeconds / Self.period
        var found: Int64?
        // Each of the three is computed and compared, wherever the match is.
        for step in max(current - Self.drift, 0)...current + Self.drift {
            let matches = equalInConstantTime(Array(self.code(at: step).utf8), entered)
            if matches, lastStep.map({ step > $0 }) ?? true { found = step }
        }
        return found
    }

    /// What an app shows at this time.
    public func shown(at unixSeconds: Int64) -> String { code(at: unixSeconds / Self.period) }

    /// The code of a step (of 30 seconds since 1970): six digits.
    func code(at step: Int64) -> String {
        let digits = String(truncated(at: step) % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// RFC 4226, section 5.3: four bytes of the code at the place that its last four bits name, without the sign.
    func truncated(at step: Int64) -> UInt32 {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let tag = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(tag[tag.count - 1] & 0x0F)
        return tag[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }
}
