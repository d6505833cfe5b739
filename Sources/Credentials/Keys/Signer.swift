import Crypto

/// Signs with the newest Ed25519 key of a keyring (RFC 8032).
public struct Signer: Sendable, Redacted {
    private let key: Keyring.SigningKey

    /// The keys that verify what this keyring signs and signed.
    public let publicKeys: PublicKeys

    /// Signs with the newest key of `keyring`.
    public init(_ keyring: Keyring) {
        key = keyring.newestSigningKey
        publicKeys = PublicKeys(keyring.signingKeys.map { $0.key.publicKey })
    }

    /// A signature over exactly `message`. The caller puts into the message what it is for.
    public func sign(_ message: [UInt8]) throws(SigningProblem) -> Signature {
        guard let bytes = try? key.key.signature(for: message) else { throw .failed }
        return Signature(keyID: key.id, bytes: Array(bytes))
    }
}

/// A signature, and whose.
public struct Signature: Sendable, Hashable {
    /// The key that made it.
    public let keyID: KeyID
    /// 64 bytes.
    public let bytes: [UInt8]

    /// A signature read back from where it is stored.
    public init(keyID: KeyID, bytes: [UInt8]) {
        (self.keyID, self.bytes) = (keyID, bytes)
    }
}

/// Why there is no signature.
public enum SigningProblem: Error, Sendable, Hashable {
    /// The cryptographic library refused; it is not known to happen.
    case failed
}
