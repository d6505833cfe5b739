import Crypto
import CryptoExtras
import Foundation

@testable import Credentials

extension CBOR {
    /// The value in CTAP 2's canonical form: shortest lengths, keys by length and then by bytes.
    var encoded: [UInt8] {
        switch self {
        case .integer(let value): value < 0 ? Self.head(1, UInt64(-1 - value)) : Self.head(0, UInt64(value))
        case .bytes(let bytes): Self.head(2, UInt64(bytes.count)) + bytes
        case .text(let text): Self.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
        case .array(let values): Self.head(4, UInt64(values.count)) + values.flatMap(\.encoded)
        case .map(let map): Self.head(5, UInt64(map.count)) + Self.ordered(map)
        case .bool(let value): [value ? 0xF5 : 0xF4]
        case .null: [0xF6]
        }
    }

    private static func ordered(_ map: [CBOR: CBOR]) -> [UInt8] {
        var pairs: [(key: [UInt8], value: [UInt8])] = map.map { ($0.key.encoded, $0.value.encoded) }
        pairs.sort { $0.key.count != $1.key.count ? $0.key.count < $1.key.count : $0.key.lexicographicallyPrecedes($1.key) }
        return pairs.flatMap { $0.key + $0.value }
    }

    static func head(_ type: UInt8, _ value: UInt64) -> [UInt8] {
        func number(_ low: UInt8, _ count: Int) -> [UInt8] {
            [type << 5 | low] + (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        return switch value {
        case 0..<24: [type << 5 | UInt8(value)]
        case 24..<0x100: number(24, 1)
        case 0x100..<0x1_0000: number(25, 2)
        case 0x1_0000..<0x1_0000_0000: number(26, 4)
        default: number(27, 8)
        }
    }
}

/// What the software authenticator below claims in one ceremony; a test changes what it wants to see refused.
struct Claims {
    var type: String
    var challenge: [UInt8]
    var origin = "https://portal.example"
    /// Members of the client data beside type, challenge and origin, as JSON.
    var otherMembers = #","crossOrigin":false"#
    var relyingPartyID = "portal.example"
    /// UP, UV; AT is added in registrations.
    var flags: UInt8 = 0x05
    var signCount: UInt32 = 0
    var aaguid = [UInt8](repeating: 0xA6, count: 16)
    var credentialID = Array(UInt8(1)...32)
    /// What stands for the id's length; its true length when nil.
    var idLength: Int?
    var key: CBOR
    var format = CBOR.text("none")
    var statement = CBOR.map([:])
    var extensions: [UInt8] = []
    var userHandle: [UInt8]? = [7, 7, 7]
    var responseID: [UInt8]?
    /// Changes to finished parts, before the signature.
    var editAttestation: ([CBOR: CBOR]) -> [CBOR: CBOR] = { $0 }
    var editData: ([UInt8]) -> [UInt8] = { $0 }
    var editClientData: (String) -> String = { $0 }
    /// Changes to the signature.
    var editSignature: ([UInt8]) -> [UInt8] = { $0 }

    var clientData: [UInt8] {
        let challenge = Base64URL.encode(challenge)
        return Array(editClientData(#"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)"\#(otherMembers)}"#).utf8)
    }

    func authenticatorData(attested: Bool) -> [UInt8] {
        var data = Array(SHA256.hash(data: Array(relyingPartyID.utf8)))
        data.append(flags | (attested ? 0x40 : 0) | (extensions.isEmpty ? 0 : 0x80))
        data += (0..<4).reversed().map { UInt8(truncatingIfNeeded: signCount >> ($0 * 8)) }
        if attested {
            let length = idLength ?? credentialID.count
            data += aaguid + [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
            data += credentialID + key.encoded
        }
        return editData(data + extensions)
    }
}

/// An authenticator in software: one key, no judgment.
struct SoftAuthenticator: Sendable {
    enum Key: Sendable {
        case es256(P256.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case rs256(_RSA.Signing.PrivateKey)
    }

    let key: Key

    static let es256 = SoftAuthenticator(key: .es256(P256.Signing.PrivateKey()))
    static let ed25519 = SoftAuthenticator(key: .ed25519(Curve25519.Signing.PrivateKey()))
    static let rs256 = SoftAuthenticator(key: .rs256(try! _RSA.Signing.PrivateKey(keySize: .bits2048)))

    var cose: CBOR {
        switch key {
        case .es256(let key):
            let point = Array(key.publicKey.x963Representation)
            return .map([
                .integer(1): .integer(2), .integer(3): .integer(-7), .integer(-1): .integer(1),
                .integer(-2): .bytes(Array(point[1..<33])), .integer(-3): .bytes(Array(point[33...])),
            ])
        case .ed25519(let key):
            return .map([
                .integer(1): .integer(1), .integer(3): .integer(-8), .integer(-1): .integer(6),
                .integer(-2): .bytes(Array(key.publicKey.rawRepresentation)),
            ])
        case .rs256(let key):
            let numbers = try? key.publicKey.getKeyPrimitives()
            return .map([
                .integer(1): .integer(3), .integer(3): .integer(-257),
                .integer(-1): .bytes(Array(numbers?.modulus ?? Data())), .integer(-2): .bytes(Array(numbers?.publicExponent ?? Data())),
            ])
        }
    }

    func register(_ claims: Claims) -> PasskeyRegistration.Response {
        let attestation = claims.editAttestation([
            .text("fmt"): claims.format, .text("attStmt"): claims.statement,
            .text("authData"): .bytes(claims.authenticatorData(attested: true)),
        ])
        return PasskeyRegistration.Response(
            credentialID: claims.responseID ?? claims.credentialID, clientDataJSON: claims.clientData,
            attestationObject: CBOR.map(attestation).encoded, transports: ["internal"])
    }

    func assert(_ claims: Claims) throws -> PasskeyAssertion.Response {
        let data = claims.authenticatorData(attested: false)
        let message = data + Array(SHA256.hash(data: claims.clientData))
        return PasskeyAssertion.Response(
            credentialID: claims.responseID ?? claims.credentialID, clientDataJSON: claims.clientData,
            authenticatorData: data, signature: claims.editSignature(try sign(message)), userHandle: claims.userHandle)
    }

    func sign(_ message: [UInt8]) throws -> [UInt8] {
        switch key {
        case .es256(let key): Array(try key.signature(for: message).derRepresentation)
        case .ed25519(let key): Array(try key.signature(for: message))
        case .rs256(let key): Array(try key.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }
}

/// A relying party, a person and their two ceremonies.
struct Ceremony: Sendable {
    let relyingParty = RelyingParty(name: "Portal", address: "https://portal.example")!
    let user = PasskeyRegistration.User(handle: [7, 7, 7], name: "someone@example.net", displayName: "Someone")!
    let challenge = PasskeyChallenge(Array(UInt8(0)..<32))!
    let authenticator: SoftAuthenticator

    var registration: PasskeyRegistration { PasskeyRegistration(relyingParty, challenge: challenge, user: user) }
    var assertion: PasskeyAssertion { PasskeyAssertion(relyingParty, challenge: challenge) }

    func creation() -> Claims { Claims(type: "webauthn.create", challenge: challenge.bytes, key: authenticator.cose) }
    func request() -> Claims { Claims(type: "webauthn.get", challenge: challenge.bytes, key: authenticator.cose) }

    func passkey(_ change: (inout Claims) -> Void = { _ in }) throws -> Passkey {
        var claims = creation()
        change(&claims)
        return try registration.verify(authenticator.register(claims))
    }
}
