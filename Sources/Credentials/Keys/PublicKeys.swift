import Crypto

/// The public halves of signing keys, to verify signatures anywhere.
public struct PublicKeys: Sendable {
    private let keys: [(id: KeyID, key: Curve25519.Signing.PublicKey)]

    init(_ keys: [Curve25519.Signing.PublicKey]) { self.keys = keys.map { (KeyID(of: $0), $0) } }

    /// A line for each key, oldest first: `ed25519`, the id (16 hexadecimal digits), the key (base64url of 32 bytes).
    /// The id is the start of the key's SHA-256, so a reader in any language can check it.
    public var text: String {
        keys.map { "ed25519 \($0.id) \(Base64URL.encode($0.key.rawRepresentation))\n" }.joined()
    }

    /// Reads ``text``. Nil when there is no key, or a line is not of that form or names another key than it holds.
    public init?(text: String) {
        var keys: [Curve25519.Signing.PublicKey] = []
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            guard fields.count == 3, fields[0] == "ed25519", let id = KeyID(String(fields[1])),
                let bytes = Base64URL.decode(String(fields[2])),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes), KeyID(of: key) == id
            else { return nil }
            keys.append(key)
        }
        if keys.isEmpty { return nil }
        self.init(keys)
    }

    /// Whether one of these keys, the one that the signature names, signed exactly `message`.
    public func verify(_ signature: Signature, of message: [UInt8]) -> Bool {
        keys.contains { $0.id == signature.keyID && $0.key.isValidSignature(signature.bytes, for: message) }
    }
}
