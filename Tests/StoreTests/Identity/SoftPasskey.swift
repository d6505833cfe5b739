import Crypto
import Foundation

@testable import Credentials

/// An authenticator in software: one P-256 key that answers as it is told.
struct SoftPasskey: Sendable {
    let key = P256.Signing.PrivateKey()
    let id = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    var origin = "https://portal.example"
    var relyingPartyID = "portal.example"

    /// The answer to a registration; `options` is read as a browser would read it.
    func register(_ options: PasskeyRegistration.Options) throws -> PasskeyRegistration.Response {
        let point = Array(key.publicKey.x963Representation)
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        let cose: [UInt8] = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32] + point[1..<33] + [0x22, 0x58, 32] + point[33...]
        let data = head(flags: 0x45, count: 0) + [UInt8](repeating: 0, count: 16) + [0, UInt8(id.count)] + id + cose
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let attestation: [UInt8] =
            [0xA3] + text("fmt") + text("none") + text("attStmt") + [0xA0] + text("authData") + [0x58, UInt8(data.count)] + data
        return PasskeyRegistration.Response(
            credentialID: id, clientDataJSON: client("webauthn.create", try challenge(options)), attestationObject: attestation,
            transports: ["internal"])
    }

    /// The answer to an assertion, on behalf of `handle`.
    func assert(_ options: PasskeyAssertion.Options, as handle: [UInt8]?, count: UInt32) throws -> PasskeyAssertion.Response {
        let data = head(flags: 0x05, count: count)
        let client = client("webauthn.get", try challenge(options))
        let signature = try key.signature(for: data + Array(SHA256.hash(data: client)))
        return PasskeyAssertion.Response(
            credentialID: id, clientDataJSON: client, authenticatorData: data, signature: Array(signature.derRepresentation),
            userHandle: handle)
    }

    private func head(flags: UInt8, count: UInt32) -> [UInt8] {
        Array(SHA256.hash(data: Array(relyingPartyID.utf8))) + [flags] + withUnsafeBytes(of: count.bigEndian) { Array($0) }
    }

    private func client(_ type: String, _ challenge: String) -> [UInt8] {
        Array(#"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)","crossOrigin":false}"#.utf8)
    }

    private func text(_ text: String) -> [UInt8] { [0x60 | UInt8(text.utf8.count)] + text.utf8 }

    private func challenge(_ options: some Encodable) throws -> String {
        return try JSONDecoder().decode(Challenge.self, from: JSONEncoder().encode(options)).challenge
    }
}

private struct Challenge: Decodable { let challenge: String }
