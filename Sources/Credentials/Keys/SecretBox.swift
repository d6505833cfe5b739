import Crypto

/// Keeps small secrets in a database that others may read: AES-256-GCM with a random nonce (NIST SP 800-38D; one key
/// is good for 2³² boxes).
///
/// A box is: version 1 (one byte), key id (8), nonce (12), ciphertext, tag (16). Version, key id and the context are
/// authenticated, so a box moved to another row does not open.
public struct SecretBox: Sendable, Redacted {
    private static let version: UInt8 = 1
    private static let headCount = 1 + KeyID.byteCount
    /// What a box is longer than its content.
    public static let overhead = headCount + 12 + 16

    private let newest: Keyring.EncryptionKey
    private let keys: [KeyID: SymmetricKey]

    /// Seals with the newest key of `keyring`, opens with any.
    public init(_ keyring: Keyring) {
        newest = keyring.newestEncryptionKey
        keys = Dictionary(keyring.encryptionKeys.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// Seals `content`.
    /// - Parameter context: What the box belongs to, for instance purpose, tenant, row. It is not stored in the box
    ///   and must be the same when it is opened; `["ab", "c"]` differs from `["a", "bc"]`.
    public func seal(_ content: [UInt8], for context: [String]) throws(SecretBoxProblem) -> [UInt8] {
        let head = [Self.version] + newest.id.bytes
        guard let box = try? AES.GCM.seal(content, using: newest.key, authenticating: head + Self.encode(context)),
            let body = box.combined
        else { throw .unsealable }
        return head + body
    }

    /// The content of a box. Every failure is the same: a flipped bit, another context, an unknown key or version.
    public func open(_ box: [UInt8], for context: [String]) throws(SecretBoxProblem) -> [UInt8] {
        guard let id = Self.keyID(of: box), let key = keys[id],
            let sealed = try? AES.GCM.SealedBox(combined: box[Self.headCount...]),
            let content = try? AES.GCM.open(
                sealed, using: key, authenticating: Array(box[..<Self.headCount]) + Self.encode(context))
        else { throw .unopenable }
        return Array(content)
    }

    /// Whether a box was sealed with another key than the newest: open and seal it anew after a rotation.
    public func needsResealing(_ box: [UInt8]) -> Bool { Self.keyID(of: box) != newest.id }

    private static func keyID(of box: [UInt8]) -> KeyID? {
        guard box.count >= overhead, box[0] == version else { return nil }
        return KeyID(bytes: Array(box[1..<headCount]))
    }

    /// Each part behind its length, so that no two contexts have one encoding.
    private static func encode(_ context: [String]) -> [UInt8] {
        context.flatMap { part in
            withUnsafeBytes(of: UInt64(part.utf8.count).bigEndian) { Array($0) } + Array(part.utf8)
        }
    }
}

/// Why a box stays shut, or open.
public enum SecretBoxProblem: Error, Sendable, Hashable {
    /// The cipher refused; it is not known to happen.
    case unsealable
    /// The box is damaged, belongs elsewhere, or its key is gone.
    case unopenable
}
