import Crypto

/// The keys of an installation: for encryption (AES-256) and for signatures (Ed25519), of each kind at least one.
///
/// New work is done with the newest key of a kind; the older ones stay, to open and verify what they made.
public struct Keyring: Sendable, Redacted {
    struct EncryptionKey: Sendable {
        let id: KeyID
        let key: SymmetricKey
        let created: Int64

        init(_ key: SymmetricKey, created: Int64) {
            (id, self.key, self.created) = (KeyID(of: key), key, created)
        }
    }

    struct SigningKey: Sendable {
        let id: KeyID
        let key: Curve25519.Signing.PrivateKey
        let created: Int64

        init(_ key: Curve25519.Signing.PrivateKey, created: Int64) {
            (id, self.key, self.created) = (KeyID(of: key.publicKey), key, created)
        }
    }

    /// Oldest first; never empty.
    let encryptionKeys: [EncryptionKey]
    /// Oldest first; never empty.
    let signingKeys: [SigningKey]
    let newestEncryptionKey: EncryptionKey
    let newestSigningKey: SigningKey

    /// New keys, one of each kind.
    /// - Parameter created: The time, in milliseconds since 1970; kept beside the keys.
    public static func generate(created: Int64) -> Keyring {
        Keyring(
            [], newest: EncryptionKey(SymmetricKey(size: .bits256), created: created),
            [], newest: SigningKey(Curve25519.Signing.PrivateKey(), created: created))
    }

    /// This keyring with a new newest key of each kind; the others are kept.
    public func rotated(created: Int64) -> Keyring {
        let fresh = Keyring.generate(created: created)
        return Keyring(
            encryptionKeys, newest: fresh.newestEncryptionKey,
            signingKeys, newest: fresh.newestSigningKey)
    }

    /// When the newest keys were made, in milliseconds since 1970.
    public var created: Int64 { max(newestEncryptionKey.created, newestSigningKey.created) }

    init(
        _ encryptionKeys: [EncryptionKey], newest encryptionKey: EncryptionKey,
        _ signingKeys: [SigningKey], newest signingKey: SigningKey
    ) {
        self.encryptionKeys = encryptionKeys + [encryptionKey]
        self.signingKeys = signingKeys + [signingKey]
        newestEncryptionKey = encryptionKey
        newestSigningKey = signingKey
    }
}
