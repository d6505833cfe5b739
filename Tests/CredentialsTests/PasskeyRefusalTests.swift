import Crypto
import Testing

@testable import Credentials

/// A way to make a good ceremony wrong.
struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    let problem: PasskeyProblem
    let plant: @Sendable (inout Claims) -> Void

    init(_ name: String, _ problem: PasskeyProblem, _ plant: @escaping @Sendable (inout Claims) -> Void) {
        (self.name, self.problem, self.plant) = (name, problem, plant)
    }

    var testDescription: String { name }
}

@Suite struct PasskeyRefusalTests {
    /// Wrong in either ceremony.
    static let common: [Fault] = [
        Fault("another challenge", .wrongChallenge) { $0.challenge[31] ^= 1 },
        Fault("a shorter challenge", .wrongChallenge) { $0.challenge.removeLast() },
        Fault("a longer challenge", .wrongChallenge) { $0.challenge.append(0) },
        Fault("no challenge", .wrongChallenge) { $0.challenge = [] },
        Fault("a challenge with padding", .malformed(.clientData)) { $0.editClientData = { $0.replacing(#"h8","#, with: #"h8=","#) } },
        Fault("a challenge with other spare bits", .malformed(.clientData)) {
            $0.editClientData = { $0.replacing(#"h8","#, with: #"h9","#) }
        },
        Fault("another ceremony's made-up type", .wrongType) { $0.type = "webauthn" },
        Fault("an empty type", .wrongType) { $0.type = "" },
        Fault("a payment's type", .wrongType) { $0.type = "payment.get" },
        Fault("another origin", .wrongOrigin) { $0.origin = "https://evil.example" },
        Fault("a subdomain's origin", .wrongOrigin) { $0.origin = "https://x.portal.example" },
        Fault("an origin with the name at its end", .wrongOrigin) { $0.origin = "https://evilportal.example" },
        Fault("an origin with the name at its start", .wrongOrigin) { $0.origin = "https://portal.example.evil.example" },
        Fault("an origin with another scheme", .wrongOrigin) { $0.origin = "http://portal.example" },
        Fault("an origin with another port", .wrongOrigin) { $0.origin = "https://portal.example:444" },
        Fault("an origin with a slash", .wrongOrigin) { $0.origin = "https://portal.example/" },
        Fault("an origin in upper case", .wrongOrigin) { $0.origin = "https://PORTAL.example" },
        Fault("an empty origin", .wrongOrigin) { $0.origin = "" },
        Fault("an Android app's origin", .wrongOrigin) { $0.origin = "android:apk-key-hash:AAAA" },
        Fault("a frame of another origin", .crossOrigin) { $0.otherMembers = #","crossOrigin":true"# },
        Fault("a top origin", .crossOrigin) { $0.otherMembers = #","topOrigin":"https://evil.example""# },
        Fault("a frame said in words", .malformed(.clientData)) { $0.otherMembers = #","crossOrigin":"true""# },
        Fault("client data without a type", .malformed(.clientData)) { $0.editClientData = { $0.replacing(#""type""#, with: #""typ""#) } },
        Fault("client data without an origin", .malformed(.clientData)) {
            $0.editClientData = { $0.replacing(#""origin""#, with: #""orig""#) }
        },
        Fault("a type that is a number", .malformed(.clientData)) {
            $0.editClientData = { $0.replacing(#"{"type":"#, with: #"{"type":7,"x":"#) }
        },
        Fault("empty client data", .malformed(.clientData)) { $0.editClientData = { _ in "" } },
        Fault("client data that is a list", .malformed(.clientData)) { $0.editClientData = { "[\($0)]" } },
        Fault("client data with a byte order mark", .malformed(.clientData)) { $0.editClientData = { "\u{FEFF}" + $0 } },
        Fault("client data with more behind it", .malformed(.clientData)) { $0.editClientData = { $0 + "{}" } },
        Fault("client data with a NUL", .malformed(.clientData)) { $0.editClientData = { $0 + "\0" } },
        Fault("client data nested a thousand deep", .malformed(.clientData)) {
            $0.otherMembers = #","x":"# + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        },
        Fault("client data beyond 4 KiB", .malformed(.clientData)) {
            $0.otherMembers = #","x":""# + String(repeating: "x", count: 4096) + #"""#
        },
        Fault("another relying party", .wrongRelyingParty) { $0.relyingPartyID = "evil.example" },
        Fault("the parent domain's relying party", .wrongRelyingParty) { $0.relyingPartyID = "example" },
        Fault("nobody present", .userNotPresent) { $0.flags = 0x04 },
        Fault("nobody verified", .userNotVerified) { $0.flags = 0x01 },
        Fault("no flag at all", .userNotPresent) { $0.flags = 0 },
        Fault("backed up but not eligible", .malformed(.authenticatorData)) { $0.flags = 0x15 },
        Fault("no authenticator data", .malformed(.authenticatorData)) { $0.editData = { _ in [] } },
        Fault("authenticator data of 36 bytes", .malformed(.authenticatorData)) { $0.editData = { Array($0.prefix(36)) } },
        Fault("authenticator data with more behind it", .malformed(.authenticatorData)) { $0.editData = { $0 + [0] } },
        Fault("extensions that are no map", .malformed(.authenticatorData)) { $0.extensions = [0x80] },
        Fault("extensions cut short", .malformed(.authenticatorData)) { $0.extensions = [0xA1, 0x61] },
        Fault("a flag for extensions that are missing", .malformed(.authenticatorData)) {
            $0.editData = { data in
                var data = data
                data[32] |= 0x80
                return data
            }
        },
        Fault("another id than the answer's", .malformed(.credentialID)) { $0.responseID = [9] },
    ]

    static let registrations =
        common + [
            Fault("an assertion's type", .wrongType) { $0.type = "webauthn.get" },
            Fault("no new credential", .malformed(.authenticatorData)) {
                $0.editData = { data in
                    var data = Array(data.prefix(37))
                    data[32] &= ~0x40
                    return data
                }
            },
            Fault("an id of 1,024 bytes", .malformed(.credentialID)) { $0.credentialID = [UInt8](repeating: 1, count: 1024) },
            Fault("an empty id", .malformed(.credentialID)) { $0.credentialID = [] },
            Fault("an id longer than the data", .malformed(.credentialID)) { $0.idLength = 1000 },
            Fault("an id of length 65,535", .malformed(.credentialID)) { $0.idLength = 65_535 },
            Fault("no key", .malformed(.publicKey)) { $0.editData = { Array($0.prefix(37 + 16 + 2 + 32)) } },
            Fault("a key that is no map", .malformed(.publicKey)) { $0.key = .array([]) },
            Fault("an empty key", .malformed(.publicKey)) { $0.key = .map([:]) },
            Fault("an RSA key without its numbers", .malformed(.publicKey)) {
                $0.key = .map([.integer(1): .integer(3), .integer(3): .integer(-257)])
            },
            Fault("an RSA key of 1,024 bits", .malformed(.publicKey)) { $0.key = .rsa(modulus: 128, exponent: [1, 0, 1]) },
            Fault("an RSA key with a leading zero", .malformed(.publicKey)) { $0.key = .rsa(modulus: 256, first: 0, exponent: [1, 0, 1]) },
            Fault("an RSA key whose exponent is 1", .malformed(.publicKey)) { $0.key = .rsa(modulus: 256, exponent: [1]) },
            Fault("RS512", .unsupportedAlgorithm(-259)) { $0.set(3, .integer(-259)) },
            Fault("ES384", .unsupportedAlgorithm(-35)) { $0.set(3, .integer(-35)) },
            Fault("the algorithm as text", .malformed(.publicKey)) { $0.set(3, .text("ES256")) },
            Fault("no algorithm", .malformed(.publicKey)) { $0.set(3, nil) },
            Fault("another key type", .malformed(.publicKey)) { $0.set(1, .integer(4)) },
            Fault("no key type", .malformed(.publicKey)) { $0.set(1, nil) },
            Fault("another curve", .malformed(.publicKey)) { $0.set(-1, .integer(2)) },
            Fault("no x", .malformed(.publicKey)) { $0.set(-2, nil) },
            Fault("an x of 31 bytes", .malformed(.publicKey)) { $0.set(-2, .bytes([UInt8](repeating: 1, count: 31))) },
            Fault("an x of 33 bytes", .malformed(.publicKey)) { $0.set(-2, .bytes([UInt8](repeating: 1, count: 33))) },
            Fault("one member too many", .malformed(.publicKey)) { $0.set(2, .bytes([1])) },
            Fault("an unknown member", .malformed(.publicKey)) { $0.set(-70_000, .null) },
            Fault("a statement of none that says something", .malformed(.attestationObject)) {
                $0.statement = .map([.text("alg"): .integer(-7)])
            },
            Fault("a statement that is no map", .malformed(.attestationObject)) { $0.statement = .array([]) },
            Fault("a format that is no text", .malformed(.attestationObject)) { $0.format = .bytes([1]) },
            Fault("no format", .malformed(.attestationObject)) { $0.editAttestation = { $0.filter { $0.key != .text("fmt") } } },
            Fault("no statement", .malformed(.attestationObject)) { $0.editAttestation = { $0.filter { $0.key != .text("attStmt") } } },
            Fault("no data", .malformed(.attestationObject)) { $0.editAttestation = { $0.filter { $0.key != .text("authData") } } },
            Fault("an attestation with a fourth member", .malformed(.attestationObject)) {
                $0.editAttestation = { $0.merging([.text("epAtt"): .bool(true)]) { one, _ in one } }
            },
            Fault("an empty attestation", .malformed(.attestationObject)) { $0.editAttestation = { _ in [:] } },
        ]

    static let assertions =
        common.filter { $0.problem != .malformed(.credentialID) } + [
            Fault("a registration's type", .wrongType) { $0.type = "webauthn.create" },
            Fault("another passkey's id", .wrongCredential) { $0.responseID = [9] },
            Fault("an empty id", .wrongCredential) { $0.responseID = [] },
            Fault("another person", .wrongUser) { $0.userHandle = [8] },
            Fault("nobody named", .wrongUser) { $0.userHandle = nil },
            Fault("an empty name", .wrongUser) { $0.userHandle = [] },
            Fault("a passkey that became fit for backup", .changedBackupEligibility) { $0.flags = 0x0D },
            Fault("a flag for a credential that is missing", .malformed(.authenticatorData)) {
                $0.editData = { data in
                    var data = data
                    data[32] |= 0x40
                    return data
                }
            },
            Fault("a new credential", .malformed(.authenticatorData)) {
                let data = $0.authenticatorData(attested: true)
                $0.editData = { _ in data }
            },
            Fault("an empty signature", .badSignature) { $0.editSignature = { _ in [] } },
            Fault("a signature cut short", .badSignature) { $0.editSignature = { $0.dropLast() } },
            Fault("a signature with more behind it", .badSignature) { $0.editSignature = { $0 + [0] } },
            Fault("a signature of zeros", .badSignature) { $0.editSignature = { _ in [0x30, 6, 2, 1, 0, 2, 1, 0] } },
            Fault("a signature with one bit flipped", .badSignature) {
                $0.editSignature = { signature in
                    var signature = signature
                    signature[signature.count / 2] ^= 1
                    return signature
                }
            },
            Fault("another key's signature", .badSignature) {
                $0.editSignature = { _ in (try? SoftAuthenticator(key: .es256(.init())).sign([1, 2, 3])) ?? [] }
            },
        ]

    @Test("a registration with one fault is refused for that fault", arguments: PasskeyTests.ceremonies, registrations)
    func registration(ceremony: Ceremony, fault: Fault) {
        var claims = ceremony.creation()
        fault.plant(&claims)
        let response = ceremony.authenticator.register(claims)
        #expect(throws: fault.problem) { try ceremony.registration.verify(response) }
    }

    @Test("an assertion with one fault is refused for that fault", arguments: PasskeyTests.ceremonies, assertions)
    func assertion(ceremony: Ceremony, fault: Fault) throws {
        let passkey = try ceremony.passkey()
        var claims = ceremony.request()
        fault.plant(&claims)
        let response = try ceremony.authenticator.assert(claims)
        #expect(throws: fault.problem) { try ceremony.assertion.verify(response, by: passkey) }
    }

    @Test("a point off the curve and the point at infinity are no keys")
    func points() throws {
        let ceremony = Ceremony(authenticator: .es256)
        for y in [[UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xFF, count: 32)] {
            #expect(throws: PasskeyProblem.malformed(.publicKey)) { try ceremony.passkey { $0.set(-3, .bytes(y)) } }
        }
    }
}

extension Claims {
    /// Sets or removes a member of the key.
    fileprivate mutating func set(_ label: Int64, _ value: CBOR?) {
        guard case .map(var map) = key else { return }
        map[.integer(label)] = value
        key = .map(map)
    }
}

extension CBOR {
    fileprivate static func rsa(modulus count: Int, first: UInt8 = 0xC1, exponent: [UInt8]) -> CBOR {
        .map([
            .integer(1): .integer(3), .integer(3): .integer(-257),
            .integer(-1): .bytes([first] + [UInt8](repeating: 0xA5, count: count - 1)),
            .integer(-2): .bytes(exponent),
        ])
    }
}
