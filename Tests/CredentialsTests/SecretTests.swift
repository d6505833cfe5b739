import Testing

@testable import Credentials

@Suite struct OneTimeSecretTests {
    @Test("a presented secret matches its stored hash, another does not")
    func matches() throws {
        let secret = OneTimeSecret.generate(prefix: "inv_")
        #expect(secret.text.count == 47 && secret.hash.count == 32)
        let presented = try #require(OneTimeSecret(presented: secret.text, prefix: "inv_"))
        #expect(presented.matches(secret.hash))
        #expect(!OneTimeSecret.generate(prefix: "inv_").matches(secret.hash))
        #expect(!presented.matches([]) && !presented.matches(Array(secret.hash.dropLast())))
    }

    @Test("the hash is SHA-256 of the text")
    func vector() throws {
        let secret = try #require(OneTimeSecret(presented: String(repeating: "A", count: 43)))
        #expect(secret.hash == hex("0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a"))
    }

    @Test("a text of another shape or kind is refused")
    func shape() {
        let text = OneTimeSecret.generate().text
        for wrong in [
            "", String(text.dropLast()), text + "A", "=" + text.dropFirst(), "inv_" + text, text.dropLast() + "\n",
            String(text.dropLast()) + "é", text.dropLast() + "B",
        ] {
            #expect(OneTimeSecret(presented: String(wrong)) == nil)
        }
        let session = OneTimeSecret.generate(prefix: "ses_").text
        #expect(OneTimeSecret(presented: session, prefix: "inv_") == nil)
        #expect(OneTimeSecret(presented: session) == nil)
    }

    @Test("ten thousand secrets are ten thousand different ones")
    func distinct() {
        #expect(Set((0..<10_000).map { _ in OneTimeSecret.generate().text }).count == 10_000)
    }

    @Test("no secret shows itself")
    func redacted() {
        let secret = OneTimeSecret.generate()
        #expect("\(secret) \([secret])" == "OneTimeSecret(redacted) [OneTimeSecret(redacted)]")
        #expect("\(RecoveryCode.generateSet(count: 1))" == "[RecoveryCode(redacted)]")
        #expect("\(TOTP.generate())" == "TOTP(redacted)")
        #expect("\(Keyring.generate(created: 0))" == "Keyring(redacted)")
    }
}

@Suite struct RecoveryCodeTests {
    @Test("ten different codes of 125 bits in five groups")
    func form() throws {
        let codes = RecoveryCode.generateSet()
        #expect(Set(codes.map(\.text)).count == 10)
        let form = try Regex("^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){4}$")
        for code in codes { #expect(try form.wholeMatch(in: code.text) != nil) }
    }

    @Test("every symbol appears about as often as every other")
    func uniform() {
        var counts: [Character: Int] = [:]
        for code in RecoveryCode.generateSet(count: 4000) {
            for symbol in code.text where symbol != "-" { counts[symbol, default: 0] += 1 }
        }
        // 100,000 symbols, 3,125 expected of each, standard deviation about 55.
        #expect(counts.count == 32 && counts.values.allSatisfy { (2800...3450).contains($0) })
    }

    @Test("case, spaces, dashes and look-alikes do not matter")
    func normalized() throws {
        for code in RecoveryCode.generateSet(count: 200) {
            let variants = [
                code.text, code.text.uppercased(), code.text.replacing("-", with: ""), code.text.replacing("-", with: " – "),
                code.text.replacing("0", with: "O").replacing("1", with: "I"),
                code.text.replacing("0", with: "o").replacing("1", with: "l"), "\t\(code.text)\r\n",
            ]
            for variant in variants {
                let entered = try #require(RecoveryCode(entered: variant))
                #expect(entered.matches(code.hash))
            }
        }
    }

    @Test("what cannot be a code is refused, and another code does not match")
    func refused() {
        let (one, other) = (RecoveryCode.generateSet(count: 1)[0], RecoveryCode.generateSet(count: 1)[0])
        #expect(!one.matches(other.hash))
        for wrong in [
            "", "-----", String(one.text.dropLast()), one.text + "0", "u" + one.text.dropFirst(), "é" + one.text.dropFirst(),
            String(repeating: "0", count: 100_000),
        ] {
            #expect(RecoveryCode(entered: wrong) == nil)
        }
    }
}
