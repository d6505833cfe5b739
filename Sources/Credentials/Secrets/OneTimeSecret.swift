import Crypto

/// A random text that proves something once: a link in a mail, a session's cookie, a token.
///
/// It has 256 bits of the operating system's generator. Only its hash is stored; with that much randomness a plain
/// SHA-256 is enough (ASVS 5.0, 7.2.3 and 6.5.2), and looking the hash up in an index leaks nothing of use.
public struct OneTimeSecret: Sendable, Redacted {
    private static let randomCount = 32

    /// The secret itself: the prefix, then 43 characters of base64url. To be sent and shown, never stored or logged.
    public let text: String

    /// A new secret.
    /// - Parameter prefix: Makes the kind of secret recognizable to people and secret scanners, and keeps a secret of
    ///   one kind from passing as another: it is part of the hash.
    public static func generate(prefix: String = "") -> OneTimeSecret {
        OneTimeSecret(text: prefix + Base64URL.encode(randomBytes(randomCount)))
    }

    /// The secret that someone presents, or nil when it does not have the shape of one with this prefix, so that
    /// nothing needs to be looked up.
    public init?(presented text: String, prefix: String = "") {
        let start = prefix.utf8.count
        guard text.utf8.count == start + 43, text.utf8.starts(with: prefix.utf8),
            Base64URL.decode(utf8: text.utf8.dropFirst(start))?.count == Self.randomCount
        else { return nil }
        self.init(text: text)
    }

    /// What is stored: SHA-256 of the text, 32 bytes.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Whether `hash` is the stored hash of this secret, compared in constant time.
    public func matches(_ hash: [UInt8]) -> Bool { equalInConstantTime(self.hash, hash) }

    private init(text: String) { self.text = text }
}
