import Testing

@testable import Credentials

@Suite struct PasskeyFuzzTests {
    private let ceremony = Ceremony(authenticator: .es256)

    @Test("every prefix and 10,000 mutations of an assertion's signed parts are refused")
    func assertion() throws {
        let passkey = try ceremony.passkey()
        let good = try ceremony.authenticator.assert(ceremony.request())
        func isRefused(client: [UInt8]? = nil, data: [UInt8]? = nil, signature: [UInt8]? = nil) -> Bool {
            let response = PasskeyAssertion.Response(
                credentialID: good.credentialID, clientDataJSON: client ?? good.clientDataJSON,
                authenticatorData: data ?? good.authenticatorData, signature: signature ?? good.signature,
                userHandle: good.userHandle)
            return (try? ceremony.assertion.verify(response, by: passkey)) == nil
        }
        #expect(!isRefused())
        for count in good.clientDataJSON.indices { #expect(isRefused(client: Array(good.clientDataJSON.prefix(count)))) }
        for count in good.authenticatorData.indices { #expect(isRefused(data: Array(good.authenticatorData.prefix(count)))) }
        for count in good.signature.indices { #expect(isRefused(signature: Array(good.signature.prefix(count)))) }

        var random = SeededGenerator(seed: 7)
        for round in 0..<10_000 {
            switch round % 3 {
            case 0: #expect(isRefused(client: random.mutate(good.clientDataJSON)), "round \(round)")
            case 1: #expect(isRefused(data: random.mutate(good.authenticatorData)), "round \(round)")
            default: #expect(isRefused(signature: random.mutate(good.signature)), "round \(round)")
            }
        }
    }

    @Test("every prefix and 10,000 mutations of a registration are refused, or change only what nothing vouches for")
    func registration() throws {
        let good = ceremony.authenticator.register(ceremony.creation())
        let original = try ceremony.registration.verify(good)
        func verify(client: [UInt8]? = nil, attestation: [UInt8]? = nil) -> Passkey? {
            try? ceremony.registration.verify(
                PasskeyRegistration.Response(
                    credentialID: good.credentialID, clientDataJSON: client ?? good.clientDataJSON,
                    attestationObject: attestation ?? good.attestationObject, transports: good.transports))
        }
        for count in good.clientDataJSON.indices { #expect(verify(client: Array(good.clientDataJSON.prefix(count))) == nil) }
        for count in good.attestationObject.indices {
            #expect(verify(attestation: Array(good.attestationObject.prefix(count))) == nil)
        }

        var random = SeededGenerator(seed: 8)
        var accepted = 0
        for round in 0..<10_000 {
            if round.isMultiple(of: 2) {
                // White space, or a member that is not known: the same passkey for the same challenge.
                if let passkey = verify(client: random.mutate(good.clientDataJSON)) { #expect(passkey == original) }
            } else if let passkey = verify(attestation: random.mutate(good.attestationObject)) {
                accepted += 1
                #expect(passkey.publicKey == original.publicKey && passkey.credentialID == original.credentialID, "round \(round)")
            }
        }
        // The model, the counter and the backup flags are the authenticator's word: some mutations hit only them.
        #expect(accepted > 0 && accepted < 1500)
    }

    @Test("random bytes in every part never trap")
    func noise() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<5000 {
            func noise() -> [UInt8] { random.bytes(Int.random(in: 0...200, using: &random)) }
            _ = try? AuthenticatorData(noise())
            _ = try? ClientData(json: noise())
            _ = try? ClientData(json: [UInt8(ascii: "{")] + noise())
            _ = (try? CBOR(noise())).flatMap { try? CredentialKey(cose: $0) }
            _ = QRCode(String(decoding: noise(), as: UTF8.self))
            _ = TOTP.generate().step(matching: String(decoding: noise(), as: UTF8.self), at: 0)
            _ = RecoveryCode(entered: String(decoding: noise(), as: UTF8.self))
            _ = Keyring(json: noise())
            _ = PublicKeys(text: String(decoding: noise(), as: UTF8.self))
        }
    }
}
