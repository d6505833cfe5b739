import FoundationEssentials

/// What the browser says about a ceremony (WebAuthn Level 3, section 5.8.1).
struct ClientData: Decodable {
    let type: String
    let challenge: String
    let origin: String
    let crossOrigin: Bool?
    let topOrigin: String?

    /// More than a browser ever sends.
    private static let mostBytes = 4096

    /// Members that are not known are allowed: the standard reserves the right to add some.
    init(json bytes: [UInt8]) throws(PasskeyProblem) {
        // JSONDecoder would guess at other encodings and skip a byte order mark; browsers send neither.
        guard bytes.count <= Self.mostBytes, bytes.first == UInt8(ascii: "{"), !bytes.contains(0),
            String(validating: bytes, as: UTF8.self) != nil,
            let data = try? JSONDecoder().decode(ClientData.self, from: Data(bytes))
        else { throw .malformed(.clientData) }
        self = data
    }

    /// The ceremony is the one that was begun, in a page of ours and in no frame of another's.
    func check(type: String, challenge: PasskeyChallenge, origin: String) throws(PasskeyProblem) {
        if self.type != type { throw .wrongType }
        guard let bytes = Base64URL.decode(self.challenge) else { throw .malformed(.clientData) }
        if !equalInConstantTime(bytes, challenge.bytes) { throw .wrongChallenge }
        if self.origin != origin { throw .wrongOrigin }
        if crossOrigin == true || topOrigin != nil { throw .crossOrigin }
    }
}
