import Crypto

/// Which key it is: eight bytes derived from the key, as 16 hexadecimal digits. Not secret.
public struct KeyID: Sendable, Hashable, CustomStringConvertible {
    static let byteCount = 8

    let bytes: [UInt8]

    /// The id as text: 16 hexadecimal digits in lower case.
    public var description: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// Reads ``description``; nil for anything else.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * Self.byteCount else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)
        }
        self.init(bytes: bytes)
        if bytes.count != Self.byteCount || description != text { return nil }
    }

    /// The id of an encryption key says nothing about it: it is the key's MAC of a fixed text.
    init(of key: SymmetricKey) {
        let tag = HMAC<SHA256>.authenticationCode(for: Array("key id".utf8), using: key)
        self.init(bytes: Array(tag.prefix(Self.byteCount)))
    }

    /// The id of a signing key is the start of its public key's SHA-256, so that anyone can check it.
    init(of publicKey: Curve25519.Signing.PublicKey) {
        self.init(bytes: Array(SHA256.hash(data: publicKey.rawRepresentation).prefix(Self.byteCount)))
    }

    init(bytes: [UInt8]) { self.bytes = bytes }
}
