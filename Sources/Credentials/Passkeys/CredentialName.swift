/// The members that every `PublicKeyCredential.toJSON()` has: `id`, the same again as `rawId`, and the type.
struct CredentialName: Decodable {
    let id: [UInt8]

    private enum Member: String, CodingKey { case id, rawId, type }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Member.self)
        id = try object.decodeBytes(forKey: .id)
        if try object.decodeBytes(forKey: .rawId) != id {
            throw DecodingError.dataCorruptedError(forKey: .rawId, in: object, debugDescription: "differs from id")
        }
        if try object.decode(String.self, forKey: .type) != "public-key" {
            throw DecodingError.dataCorruptedError(forKey: .type, in: object, debugDescription: "not a public key")
        }
    }
}

extension KeyedDecodingContainer {
    /// A text of base64url as bytes.
    func decodeBytes(forKey key: Key) throws -> [UInt8] {
        guard let bytes = Base64URL.decode(try decode(String.self, forKey: key)) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not base64url")
        }
        return bytes
    }
}
