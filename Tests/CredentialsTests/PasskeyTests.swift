import Crypto
import Foundation
import Testing

@testable import Credentials

@Suite struct PasskeyTests {
    static let ceremonies: [Ceremony] = [SoftAuthenticator.es256, .ed25519, .rs256].map(Ceremony.init)

    @Test("a passkey is registered and then proves possession, with each algorithm", arguments: PasskeyTests.ceremonies)
    func roundTrip(ceremony: Ceremony) throws {
        let passkey = try ceremony.passkey { $0.flags = 0x1D }
        #expect(passkey.credentialID == Array(1...32) && passkey.userHandle == [7, 7, 7])
        #expect(passkey.publicKey == ceremony.authenticator.cose.encoded && passkey.signCount == 0)
        #expect(passkey.backupEligible && passkey.backedUp)
        #expect(passkey.aaguid == [UInt8](repeating: 0xA6, count: 16) && passkey.transports == ["internal"])

        var claims = ceremony.request()
        claims.flags = 0x0D
        claims.signCount = 9
        let seen = try ceremony.assertion.verify(ceremony.authenticator.assert(claims), by: passkey)
        #expect(seen.signCount == 9 && !seen.backedUp && seen.backupEligible)
        #expect(seen.publicKey == passkey.publicKey)
    }

    @Test("unknown members of the client data, extensions and other attestations are read over", arguments: PasskeyTests.ceremonies)
    func tolerated(ceremony: Ceremony) throws {
        _ = try ceremony.passkey { $0.otherMembers = #","extraData":{"a":[1,2]},"crossOrigin":false"# }
        _ = try ceremony.passkey { $0.otherMembers = "" }
        _ = try ceremony.passkey { $0.extensions = CBOR.map([.text("credProtect"): .integer(2)]).encoded }
        _ = try ceremony.passkey {
            $0.format = .text("packed")
            $0.statement = .map([.text("alg"): .integer(-7), .text("sig"): .bytes([1]), .text("x5c"): .array([.bytes([2])])])
        }
        _ = try ceremony.passkey { $0.credentialID = [UInt8](repeating: 1, count: 1023) }
        _ = try ceremony.passkey { $0.credentialID = [1] }
    }

    @Test("a counter must grow once either side has one, and its reset is a clone")
    func counter() throws {
        let ceremony = Ceremony(authenticator: .es256)
        let cases: [(UInt32, UInt32, Bool)] = [
            (0, 0, true), (0, 1, true), (1, 2, true), (1, .max, true), (1, 1, false), (2, 1, false), (1, 0, false), (.max, .max, false),
            (.max, 0, false),
        ]
        for (stored, claimed, isFine) in cases {
            let passkey = try ceremony.passkey { $0.signCount = stored }
            var claims = ceremony.request()
            claims.signCount = claimed
            let response = try ceremony.authenticator.assert(claims)
            if isFine {
                #expect(try ceremony.assertion.verify(response, by: passkey).signCount == claimed)
            } else {
                #expect(throws: PasskeyProblem.clonedCounter) { try ceremony.assertion.verify(response, by: passkey) }
            }
        }
    }

    @Test("with a list of allowed passkeys the person need not be named, without it must be")
    func naming() throws {
        let ceremony = Ceremony(authenticator: .es256)
        let passkey = try ceremony.passkey()
        var claims = ceremony.request()
        claims.userHandle = nil
        let response = try ceremony.authenticator.assert(claims)
        let confirmation = PasskeyAssertion(
            ceremony.relyingParty, challenge: ceremony.challenge, allowing: [passkey.descriptor])
        _ = try confirmation.verify(response, by: passkey)
        #expect(throws: PasskeyProblem.wrongUser) { try ceremony.assertion.verify(response, by: passkey) }
        let others = PasskeyAssertion(
            ceremony.relyingParty, challenge: ceremony.challenge, allowing: [PasskeyDescriptor(id: [9])])
        #expect(throws: PasskeyProblem.wrongCredential) { try others.verify(response, by: passkey) }
    }

    @Test("a passkey of another key, person or backup kind is refused")
    func otherPasskeys() throws {
        let ceremony = Ceremony(authenticator: .es256)
        let passkey = try ceremony.passkey()
        let response = try ceremony.authenticator.assert(ceremony.request())
        _ = try ceremony.assertion.verify(response, by: passkey)
        let cases: [(WritableKeyPath<Passkey, [UInt8]>, [UInt8], PasskeyProblem)] = [
            (\.credentialID, [1], .wrongCredential), (\.userHandle, [8], .wrongUser),
            (\.publicKey, SoftAuthenticator(key: .es256(.init())).cose.encoded, .badSignature),
            (\.publicKey, SoftAuthenticator.ed25519.cose.encoded, .badSignature),
            (\.publicKey, [], .malformed(.publicKey)), (\.publicKey, [0xA0], .malformed(.publicKey)),
        ]
        for (path, value, problem) in cases {
            var other = passkey
            other[keyPath: path] = value
            #expect(throws: problem) { try ceremony.assertion.verify(response, by: other) }
        }
        var other = passkey
        other.backupEligible = true
        #expect(throws: PasskeyProblem.changedBackupEligibility) { try ceremony.assertion.verify(response, by: other) }
    }

    @Test("challenges have 32 bytes and differ")
    func challenges() {
        #expect(Set((0..<1000).map { _ in PasskeyChallenge.generate() }).count == 1000)
        #expect(PasskeyChallenge.generate().bytes.count == 32)
        #expect(PasskeyChallenge([UInt8](repeating: 0, count: 31)) == nil)
    }
}

@Suite struct RelyingPartyTests {
    @Test(
        "an address that browsers make passkeys for gives id and origin",
        arguments: [
            ("https://portal.example", "portal.example", "https://portal.example"),
            ("https://portal.example/", "portal.example", "https://portal.example"),
            ("https://portal.example:8443", "portal.example", "https://portal.example:8443"),
            ("https://portal.example:443", "portal.example", "https://portal.example"),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
            ("http://localhost:80", "localhost", "http://localhost"),
            ("http://demo.localhost:8080", "demo.localhost", "http://demo.localhost:8080"),
            ("https://xn--and-6ma2c.example", "xn--and-6ma2c.example", "https://xn--and-6ma2c.example"),
        ])
    func accepted(address: String, id: String, origin: String) throws {
        let party = try #require(RelyingParty(name: "Portal", address: address))
        #expect(party.id == id && party.origin == origin)
    }

    @Test(
        "any other address is refused",
        arguments: [
            "", "portal.example", "http://portal.example", "ftp://localhost", "https://", "https://127.0.0.1:8080",
            "http://127.0.0.1", "https://[::1]:80", "https://portal.example/path", "https://user@portal.example",
            "https://Portal.example", "https://portal.example:0", "https://portal.example:65536", "https://portal.example:08",
            "https://portal.example:", "https://portal..example", "https://-portal.example", "https://ñandú.example",
            "https://portal.example?x", "https://portal.example:80:80", "http://localhost.example", "http://xlocalhost",
        ])
    func refused(address: String) {
        #expect(RelyingParty(name: "Portal", address: address) == nil)
    }
}

@Suite struct PasskeyJSONTests {
    private let ceremony = Ceremony(authenticator: .es256)

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test("the creation options have WebAuthn's JSON form")
    func creation() throws {
        let options = ceremony.registration.options(excluding: [PasskeyDescriptor(id: [1, 2, 3], transports: ["usb"])])
        #expect(
            try json(options) == #"{"attestation":"none","authenticatorSelection":{"requireResidentKey":true,"#
                + #""residentKey":"required","userVerification":"required"},"#
                + #""challenge":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","#
                + #""excludeCredentials":[{"id":"AQID","transports":["usb"],"type":"public-key"}],"#
                + #""pubKeyCredParams":[{"alg":-7,"type":"public-key"},{"alg":-8,"type":"public-key"},{"alg":-257,"type":"public-key"}],"#
                + #""rp":{"id":"portal.example","name":"Portal"},"timeout":300000,"#
                + #""user":{"displayName":"Someone","id":"BwcH","name":"someone@example.net"}}"#)
    }

    @Test("the request options have WebAuthn's JSON form")
    func request() throws {
        let allowing = PasskeyAssertion(
            ceremony.relyingParty, challenge: ceremony.challenge, allowing: [PasskeyDescriptor(id: [1, 2, 3])])
        #expect(
            try json(allowing.options) == #"{"allowCredentials":[{"id":"AQID","type":"public-key"}],"#
                + #""challenge":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","rpId":"portal.example","#
                + #""timeout":300000,"userVerification":"required"}"#)
    }

    @Test("a browser's answers are read from their JSON form, and verify")
    func responses() throws {
        let registered = ceremony.authenticator.register(ceremony.creation())
        let id = Base64URL.encode(registered.credentialID)
        let creation = """
            {"id":"\(id)","rawId":"\(id)","type":"public-key","authenticatorAttachment":"platform",
             "clientExtensionResults":{},"response":{"clientDataJSON":"\(Base64URL.encode(registered.clientDataJSON))",
             "attestationObject":"\(Base64URL.encode(registered.attestationObject))","publicKeyAlgorithm":-7,
             "transports":["usb","made-up","hybrid"]}}
            """
        let response = try JSONDecoder().decode(PasskeyRegistration.Response.self, from: Data(creation.utf8))
        let passkey = try ceremony.registration.verify(response)
        #expect(passkey.transports == ["hybrid", "usb"])

        let asserted = try ceremony.authenticator.assert(ceremony.request())
        let request = """
            {"id":"\(id)","rawId":"\(id)","type":"public-key","clientExtensionResults":{},"response":{
             "clientDataJSON":"\(Base64URL.encode(asserted.clientDataJSON))","userHandle":"BwcH",
             "authenticatorData":"\(Base64URL.encode(asserted.authenticatorData))",
             "signature":"\(Base64URL.encode(asserted.signature))"}}
            """
        let answer = try JSONDecoder().decode(PasskeyAssertion.Response.self, from: Data(request.utf8))
        _ = try ceremony.assertion.verify(answer, by: passkey)

        for (one, other) in [
            (#""public-key""#, #""password""#), (#""rawId":""#, #""rawId":"AA"#), ("BwcH", "BwcH="), (#""signature":"#, #""sig":"#),
        ] {
            let wrong = request.replacing(one, with: other)
            #expect(wrong != request)
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(PasskeyAssertion.Response.self, from: Data(wrong.utf8))
            }
        }
    }
}
