public import Credentials
public import Domain
import Crypto
import Foundation

/// Where a chain stands: how many entries it has, and the hash of the last.
public struct ChainHead: Sendable, Hashable, Codable {
    /// An organization's id, or `installation`.
    public let chain: String
    public let entries: Int64
    public let hash: String
}

/// A signed statement of where all chains stood at one moment. Whoever holds a copy can tell later whether the log
/// was changed, shortened or put back since.
///
/// It is one line of JSON with a fixed order of members:
/// `{"v":1,"number":…,"at":…,"previous":…,"heads":[{"chain":…,"entries":…,"hash":…}],"restored_from":{"number":…,"hash":…},"key":…,"signature":…}`
/// `previous` is the SHA-256 of the line before, in hexadecimal (empty for the first), `signature` is Ed25519 over the
/// line without its last member, in base64url. `heads` has the chains that changed since the writer's checkpoint
/// before; the first has all. `restored_from` stands only where a backup was restored: what checkpoints after the
/// named one say of the chains no longer holds.
public struct Checkpoint: Sendable, Hashable {
    /// The line of another checkpoint.
    public struct Reference: Sendable, Hashable, Codable {
        /// 0 when there was none.
        public let number: Int64
        public let hash: String

        static let none = Reference(number: 0, hash: "")
    }

    public let number: Int64
    public let at: Moment
    /// ``hash`` of the one before.
    public let previous: String
    public let heads: [ChainHead]
    public let restoredFrom: Reference?
    public let signature: Signature

    /// Signs.
    init(number: Int64, at: Moment, previous: String, heads: [ChainHead], restoredFrom: Reference?, signer: Signer) throws {
        let body = Self.body(number: number, at: at.milliseconds, previous: previous, heads: heads, restoredFrom: restoredFrom)
        // The key's id is part of what is signed.
        let keyID = try signer.sign([]).keyID
        var signature = try signer.sign(Self.message(body, keyID: keyID))
        #if DEBUG
        if Planted.fault == .unsignedCheckpoint {
            signature = Signature(keyID: keyID, bytes: [UInt8](repeating: 0, count: signature.bytes.count))
        }
        #endif
        (self.number, self.at, self.previous, self.heads, self.restoredFrom, self.signature) = (
            number, at, previous, heads, restoredFrom, signature
        )
    }

    private struct Members: Decodable {
        let number: Int64
        let at: Int64
        let previous: String
        let heads: [ChainHead]
        let restored_from: Reference?
        let key: String
        let signature: String
    }

    /// Reads ``line``; nil for any other text, also for the same JSON written otherwise.
    public init?(line: String) {
        guard let members = try? JSONDecoder().decode(Members.self, from: Data(line.utf8)), let keyID = KeyID(members.key),
            let bytes = Base64URL.decode(members.signature)
        else { return nil }
        (number, at, previous) = (members.number, Moment(milliseconds: members.at), members.previous)
        (heads, restoredFrom) = (members.heads, members.restored_from)
        signature = Signature(keyID: keyID, bytes: bytes)
        if self.line != line { return nil }
    }

    /// The line, without its end.
    public var line: String {
        let message = String(decoding: self.message.dropLast(), as: UTF8.self)
        return "\(message),\"signature\":\(JSONText.quoted(Base64URL.encode(signature.bytes)))}"
    }

    /// SHA-256 of the line, in hexadecimal.
    public var hash: String { Self.hash(ofLine: line) }

    public static func hash(ofLine line: String) -> String { Hex.text(SHA256.hash(data: Array(line.utf8))) }

    /// What is signed.
    public var message: [UInt8] {
        Self.message(
            Self.body(number: number, at: at.milliseconds, previous: previous, heads: heads, restoredFrom: restoredFrom),
            keyID: signature.keyID)
    }

    private static func message(_ body: String, keyID: KeyID) -> [UInt8] { Array("\(body),\"key\":\"\(keyID)\"}".utf8) }

    private static func body(number: Int64, at: Int64, previous: String, heads: [ChainHead], restoredFrom: Reference?) -> String {
        let list = heads.map { "{\"chain\":\(JSONText.quoted($0.chain)),\"entries\":\($0.entries),\"hash\":\(JSONText.quoted($0.hash))}" }
        var text =
            "{\"v\":1,\"number\":\(number),\"at\":\(at),\"previous\":\(JSONText.quoted(previous)),\"heads\":[\(list.joined(separator: ","))]"
        if let restoredFrom {
            text += ",\"restored_from\":{\"number\":\(restoredFrom.number),\"hash\":\(JSONText.quoted(restoredFrom.hash))}"
        }
        return text
    }
}
