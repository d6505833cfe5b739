import Crypto
import Testing

@testable import Credentials

/// Data of Web Authentication Level 3, section 16 ("Test Vectors"): made by the standard's authors, not by us.
@Suite struct PasskeyVectorTests {
    private let relyingParty = RelyingParty(name: "Example", address: "https://example.org")!
    private let user = PasskeyRegistration.User(handle: [1], name: "x", displayName: "x")!

    private func clientData(_ type: String, _ challenge: [UInt8], crossOrigin: Bool = false, extra: String? = nil) -> [UInt8] {
        let extra = extra.map {
            #","extraData":"clientDataJSON may be extended with additional fields in the future, such as this: \#($0)""#
        }
        return Array(
            #"{"type":"\#(type)","challenge":"\#(Base64URL.encode(challenge))","origin":"https://example.org","crossOrigin":\#(crossOrigin)\#(extra ?? "")}"#
                .utf8)
    }

    @Test("16.3: ES256 with self attestation registers; its assertion lacks verification and is refused, though signed")
    func selfAttestation() throws {
        let challenge = hex("7869c2b772d4b58eba9378cf8f29e26cf935aa77df0da89fa99c0bdc0a76f7e5")
        let id = hex("455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c")
        let registration = PasskeyRegistration(relyingParty, challenge: PasskeyChallenge(challenge)!, user: user)
        let passkey = try registration.verify(
            .init(
                credentialID: id,
                clientDataJSON: clientData("webauthn.create", challenge, extra: "U9hTXvKE2URkMnb_0xYHVg"),
                attestationObject: hex(
                    """
                    a363666d74667061636b65646761747453746d74a263616c672663736967584630440220067a20754ab925005dbf378097c9
                    2120031581c73228d1fb4f5b881bcd7da98302207fc7b147558c7c0eba3af18bd9d121fa3d3a26d17fe3f220272178f473b6
                    006d68617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000
                    df850e09db6afbdfab51697791506cfc0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c
                    a5010203262001215820eb151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5225820927b8aa427
                    a2be1b8834d233a2d34f61f13bfd44119c325d5896e183fee484f2
                    """)))
        #expect(passkey.aaguid == hex("df850e09db6afbdfab51697791506cfc"))
        #expect(passkey.backupEligible && passkey.backedUp && passkey.signCount == 0)

        let next = hex("4478a10b1352348dd160c1353b0d469b5db19eb91c27f7dfa6fed39fe26af20b")
        let response = PasskeyAssertion.Response(
            credentialID: id, clientDataJSON: clientData("webauthn.get", next, extra: "gTb53rz6EhSWomXGzimC1Q"),
            authenticatorData: hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50900000000"),
            signature: hex(
                """
                304402203310b9431903c401f1be2bdc8d23a4007682dbbddcf846994947b7f465daf84002204e94dd00047b316061b3b997
                72b7efd95994a83ef584b3b6b825ea3550251b66
                """),
            userHandle: nil)
        try expectSigned(response, by: passkey.publicKey)
        let assertion = PasskeyAssertion(relyingParty, challenge: PasskeyChallenge(next)!, allowing: [passkey.descriptor])
        #expect(throws: PasskeyProblem.userNotVerified) { try assertion.verify(response, by: passkey) }
    }

    @Test("16.4: ES256 in a frame of another origin is refused, though signed")
    func crossOrigin() throws {
        let key = hex(
            """
            a501020326200121582022200a473f90b11078851550d03b4e44a2279f8c4eca27b3153dedfe03e4e97d225820cbd0be95e746ad
            6f5a8191be11756e4c0420e72f65b466d39bc56b8b123a9c6e
            """)
        let challenge = hex("876aa517ba83fdee65fcffdbca4c84eeae5d54f8041a1fc85c991e5bbb273137")
        let response = PasskeyAssertion.Response(
            credentialID: [1],
            clientDataJSON: clientData("webauthn.get", challenge, crossOrigin: true, extra: "92pcTVD0Aby-q4dtmj6efg"),
            authenticatorData: hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50500000000"),
            signature: hex(
                """
                3046022100eb12fcf23b12764c0f122e22371fab92e283879fd798f38ee1841c951b6e40e7022100c76237ff9db77b3c56f3
                0837cda6a09acfa2e915544e609c0733b1184036d1cf
                """),
            userHandle: [1])
        try expectSigned(response, by: key)
        let passkey = Passkey(
            credentialID: [1], userHandle: [1], publicKey: key, signCount: 0, backupEligible: false, backedUp: false,
            aaguid: [], transports: [])
        let assertion = PasskeyAssertion(relyingParty, challenge: PasskeyChallenge(challenge)!)
        #expect(throws: PasskeyProblem.crossOrigin) { try assertion.verify(response, by: passkey) }
    }

    @Test("16.11: Ed25519 signs")
    func ed25519() throws {
        let response = PasskeyAssertion.Response(
            credentialID: [1],
            clientDataJSON: clientData(
                "webauthn.get", hex("895957e01c633a698348a2d8a31a54b7db27e8c1c43b2080d79ae2190267bfd2")),
            authenticatorData: hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50100000000"),
            signature: hex(
                """
                f5c59c7e46c34f6f8cc197101ddf9934fa2595f68eb1913a637e8419eb9ba4cfdfc48f85393bc0d40b011f0d6fecb097d660
                7525713223a0dc0d453993dae00b
                """),
            userHandle: nil)
        let key = "a401010327200621582044e06ddd331c36a8dc667bab52bcae63486c916aa5e339e6acebaa84934bf832"
        try expectSigned(response, by: hex(key))
    }

    private func expectSigned(_ response: PasskeyAssertion.Response, by cose: [UInt8]) throws {
        let key = try CredentialKey(cose: CBOR(cose))
        let message = response.authenticatorData + Array(SHA256.hash(data: response.clientDataJSON))
        #expect(key.isValid(response.signature, for: message))
        #expect(!key.isValid(response.signature, for: message + [0]))
    }
}
