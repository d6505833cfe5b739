import Testing

@testable import Credentials

@Suite struct SecretBoxTests {
    private let keyring = Keyring.generate(created: 1)
    private let context = ["totp", "organization", "row", "1"]

    @Test("what is sealed opens in its context, whatever its length")
    func roundTrip() throws {
        let box = SecretBox(keyring)
        var random = SeededGenerator(seed: 10)
        for count in [0, 1, 20, 1000, 100_000] {
            let content = random.bytes(count)
            let sealed = try box.seal(content, for: context)
            #expect(sealed.count == count + SecretBox.overhead && sealed[0] == 1)
            #expect(try box.open(sealed, for: context) == content)
        }
    }

    @Test("two boxes of one content differ: ten thousand nonces, none twice")
    func nonces() throws {
        let box = SecretBox(keyring)
        let nonces = try (0..<10_000).map { _ in Array(try box.seal([], for: [])[9..<21]) }
        #expect(Set(nonces).count == 10_000)
    }

    @Test(
        "another context does not open it",
        arguments: [
            [], ["totp", "organization", "row"], ["totp", "organization", "row", "2"], ["totp", "organization", "row1", ""],
            ["totp", "organizationrow", "1"], ["totporganizationrow1"], ["totp", "organization", "row", "1", ""],
            ["organization", "totp", "row", "1"],
        ])
    func contexts(other: [String]) throws {
        let box = SecretBox(keyring)
        let sealed = try box.seal([1, 2, 3], for: context)
        #expect(throws: SecretBoxProblem.unopenable) { try box.open(sealed, for: other) }
    }

    @Test("every flipped bit, every prefix and 5,000 mutations are refused, all alike")
    func tampering() throws {
        let box = SecretBox(keyring)
        let sealed = try box.seal(Array("a secret of twenty b".utf8), for: context)
        var random = SeededGenerator(seed: 11)
        var mutants = sealed.indices.map { Array(sealed.prefix($0)) }
        for place in sealed.indices {
            for bit in 0..<8 {
                var mutant = sealed
                mutant[place] ^= 1 << bit
                mutants.append(mutant)
            }
        }
        for _ in 0..<5000 { mutants.append(random.mutate(sealed)) }
        for mutant in mutants {
            #expect(throws: SecretBoxProblem.unopenable) { try box.open(mutant, for: context) }
            _ = box.needsResealing(mutant)
        }
    }

    @Test("after a rotation old boxes open and ask to be sealed anew; without the old key they stay shut")
    func rotation() throws {
        let (old, new) = (SecretBox(keyring), SecretBox(keyring.rotated(created: 2)))
        let sealed = try old.seal([1, 2, 3], for: context)
        #expect(!old.needsResealing(sealed) && new.needsResealing(sealed))
        #expect(try new.open(sealed, for: context) == [1, 2, 3])
        let renewed = try new.seal([1, 2, 3], for: context)
        #expect(!new.needsResealing(renewed))
        #expect(throws: SecretBoxProblem.unopenable) { try old.open(renewed, for: context) }
        #expect(throws: SecretBoxProblem.unopenable) {
            try SecretBox(.generate(created: 1)).open(sealed, for: context)
        }
    }
}

@Suite struct SignerTests {
    @Test("a signature holds for its message and key alone, also after a rotation and in text form")
    func signatures() throws {
        let keyring = Keyring.generate(created: 1)
        let signature = try Signer(keyring).sign([1, 2, 3])
        let rotated = Signer(keyring.rotated(created: 2))
        let keys = try #require(PublicKeys(text: rotated.publicKeys.text))
        #expect(keys.text == rotated.publicKeys.text && keys.text.split(separator: "\n").count == 2)
        for keys in [Signer(keyring).publicKeys, rotated.publicKeys, keys] {
            #expect(keys.verify(signature, of: [1, 2, 3]))
            #expect(!keys.verify(signature, of: [1, 2, 4]))
        }
        let newer = try rotated.sign([1, 2, 3])
        #expect(newer.keyID != signature.keyID)
        #expect(!keys.verify(Signature(keyID: newer.keyID, bytes: signature.bytes), of: [1, 2, 3]))
        #expect(!Signer(keyring).publicKeys.verify(newer, of: [1, 2, 3]))
        #expect(!Signer(.generate(created: 1)).publicKeys.verify(signature, of: [1, 2, 3]))
    }

    @Test("every mutation of a signature is refused")
    func tampering() throws {
        let signer = Signer(.generate(created: 1))
        let signature = try signer.sign([1, 2, 3])
        var random = SeededGenerator(seed: 12)
        for _ in 0..<2000 {
            let mutant = Signature(keyID: signature.keyID, bytes: random.mutate(signature.bytes))
            #expect(!signer.publicKeys.verify(mutant, of: [1, 2, 3]))
        }
    }

    @Test("the vector of RFC 8032, 7.1, test 2, holds for a key read from a file")
    func vector() throws {
        let seed = Base64URL.encode(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let publicKey = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = hex(
            """
            92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
            085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            """)
        let encryption = Base64URL.encode([UInt8](repeating: 1, count: 32))
        let fileWith = { (signing: String, sealing: String) in
            Array(
                #"{"format":1,"encryption":[{"id":"\#(sealing)","created":1,"key":"\#(encryption)"}],"signing":[{"id":"\#(signing)","created":1,"key":"\#(seed)"}]}"#
                    .utf8)
        }
        // SHA-256 of the public key, and HMAC-SHA-256 of "key id" under 32 bytes of 1, eight bytes of each.
        let keyring = try #require(Keyring(json: fileWith("39f713d0a644253f", "cabf582082db256e")))
        #expect(Signer(keyring).publicKeys.text == "ed25519 39f713d0a644253f \(Base64URL.encode(publicKey))\n")
        #expect(Signer(keyring).publicKeys.verify(Signature(keyID: KeyID("39f713d0a644253f")!, bytes: signature), of: [0x72]))
        #expect(Keyring(json: fileWith("39f713d0a644253e", "cabf582082db256e")) == nil)
        #expect(Keyring(json: fileWith("39f713d0a644253f", "cabf582082db256f")) == nil)
    }

    @Test(
        "a text that is no list of keys is refused",
        arguments: [
            "", "\n", "ed25519", "ed25519 0000000000000000 AAAA", "rsa 39f713d0a644253f PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
            "ed25519 39f713d0a644253e PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
            "ed25519 39F713D0A644253F PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
            "ed25519  39f713d0a644253f PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
        ])
    func refused(text: String) {
        #expect(PublicKeys(text: text) == nil)
    }
}
