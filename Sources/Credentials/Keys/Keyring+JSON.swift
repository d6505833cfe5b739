import Crypto
import FoundationEssentials

extension Keyring {
    /// The file's shape. Keys are base64url of 32 bytes: AES keys, and seeds of Ed25519 (RFC 8032).
    private struct File: Codable {
        struct Entry: Codable {
            let id: String
            let created: Int64
            let key: String
        }
        var format = 1
        let encryption: [Entry]
        let signing: [Entry]
    }

    /// The keyring as JSON, oldest keys first. It is all the secrets there are: for a file of mode 0600 or a backup.
    public func json() throws -> [UInt8] {
        let file = File(
            encryption: encryptionKeys.map { entry in
                .init(
                    id: "\(entry.id)", created: entry.created,
                    key: entry.key.withUnsafeBytes { Base64URL.encode($0) })
            },
            signing: signingKeys.map { entry in
                .init(
                    id: "\(entry.id)", created: entry.created, key: Base64URL.encode(entry.key.rawRepresentation))
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return Array(try encoder.encode(file)) + [UInt8(ascii: "\n")]
    }

    /// Reads ``json()``. Nil when anything is off: another format, a key of another length, an id that is not its
    /// key's, a key twice, none of a kind.
    public init?(json: [UInt8]) {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(json)), file.format == 1 else { return nil }
        var encryption: [EncryptionKey] = []
        for entry in file.encryption {
            guard let bytes = Base64URL.decode(entry.key), bytes.count == 32 else { return nil }
            encryption.append(EncryptionKey(SymmetricKey(data: bytes), created: entry.created))
        }
        var signing: [SigningKey] = []
        for entry in file.signing {
            guard let bytes = Base64URL.decode(entry.key), bytes.count == 32,
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
            else { return nil }
            signing.append(SigningKey(key, created: entry.created))
        }
        guard encryption.map(\.id.description) == file.encryption.map(\.id), Set(encryption.map(\.id)).count == encryption.count,
            signing.map(\.id.description) == file.signing.map(\.id), Set(signing.map(\.id)).count == signing.count,
            let newestEncryption = encryption.popLast(), let newestSigning = signing.popLast()
        else { return nil }
        self.init(encryption, newest: newestEncryption, signing, newest: newestSigning)
    }
}
