import Testing

@testable import Credentials

private func problem(_ text: String, _ context: [String] = []) -> PassphraseProblem? {
    do throws(PassphraseProblem) {
        _ = try Passphrase(choosing: text, avoiding: context)
        return nil
    } catch { return error }
}

@Suite struct PassphraseTests {
    /// Fifteen and more characters that nothing crosses out.
    static let own = "veranda molten kiwi uproar basin"

    @Test("length is counted in code points, and the error says how many are missing or too many")
    func lengths() {
        var random = SeededGenerator(seed: 2)
        let letters = (0x4E00...0x9FA5).compactMap(Unicode.Scalar.init)
        for count in 1...300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<count { text.append(letters.randomElement(using: &random)!) }
            let expected: PassphraseProblem? =
                count < 15 ? .tooShort(missing: 15 - count) : count > 256 ? .tooLong(excess: count - 256) : nil
            #expect(problem(String(text)) == expected)
        }
        #expect(problem("") == .tooShort(missing: 15))
        #expect(problem(String(repeating: "ab", count: 1_000_000)) == .tooLong(excess: 1_999_744))
    }

    @Test(
        "no rule of composition: one kind of character, spaces or emoji are enough",
        arguments: [
            PassphraseTests.own, "plumfelthazylurkgovern", "VERANDAMOLTENKIWIUPROAR", "83 05 71 94 26 48 60 17",
            "  leading and trailing kept  ", "mi perro come zapatos azules", "собака ест синие тапочки мои",
            "🦊🚲🎻🍋🧭🪁🦉🥝🧵🪔🛶🎈🍇🧊🪨", "my dog eats blue shoes at dawn", "I love stagedoor and coffee on rainy trains",
            "Tr0ub4dor&3 walked his heron", "The 1998 vintage was rather overrated",
        ])
    func accepted(text: String) {
        #expect(problem(text, ["Stagedoor", "Acme Networks", "Maria Lopez", "maria.lopez@acme.example"]) == nil)
    }

    @Test(
        "one that repeats itself is refused",
        arguments: [
            "aaaaaaaaaaaaaaa", "abababababababab", "tora tora tora tora", "dogcatbird1dogcatbird1", "Dogcatbird-dogCatbird",
            "xyxxyxyyxyxxyxyxxy", "---------------", "                ", "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊", "zqwkzqwkzqwkzqwkz",
        ])
    func repetitive(text: String) {
        #expect(problem(text) == .repetitive)
    }

    @Test(
        "one made of common words, phrases, sequences, years or keyboard rows is refused",
        arguments: [
            "password123456789", "P@ssw0rdP@ssw0rd!x", "passwordpassword1", "qwertyuiopasdfghjkl", "1qaz2wsx3edc4rfv",
            "zaq12wsxcde34rfv", "abcdefghijklmnop", "correct horse battery staple", "correcthorsebatterystaple",
            "Correct-Horse-Battery-Staple!", "September2026!!!", "iloveyou12345678", "letmeinletmeinplease",
            "administrator2026", "Contraseña123456", "contrasenasegura", "to be or not to be 1", "qwerty123456qwerty",
            "maytheforcebewithyou", "Summer2025Winter2026", "1234567890abcdefg", "welcome-to-company", "MotDePasse-Azerty",
            "147258369741852963", "!@#$%^&*()qwerty", "monkey dragon shadow", "0987654321poiuytrewq", "en un lugar de la mancha",
            "moltenkiwi 1984 2001 1947 2026", "Verandas1987/1991/2003",
        ])
    func common(text: String) {
        let found = problem(text)
        #expect(found == .common || found == .repetitive)
    }

    @Test(
        "one made of the person's, the organization's or the product's names is refused",
        arguments: [
            "stagedoorstagedo0r!", "Stagedoor-Acme-2026", "maria lopez 123456", "MARIALOPEZACME!!!!", "maria.lopez@acme.example",
            "M4r1a L0pez St4ged00r", "acmenetworksacme#1",
        ])
    func personal(text: String) {
        let context = ["Stagedoor", "Acme Networks", "Maria Lopez", "maria.lopez@acme.example"]
        let found = problem(text, context)
        #expect(found == .personal || found == .common || found == .repetitive)
        #expect(problem("Stagedoor-Acme-Maria", context) == .personal)
    }

    @Test("two in three pairs of listed words with up to seven more characters is refused: more than 100,000 entries")
    func blocklist() {
        let words = CommonParts.words.sorted { String(String.UnicodeScalarView($0)) < String(String.UnicodeScalarView($1)) }
        let endings = ["", "1", "!", "42", "2026", "xk7", "q8!vz", "9xk2mzw"]
        var count = 0
        var accepted: [String] = []
        for (index, first) in words.enumerated() {
            for (other, second) in words.enumerated() where (index + other) % 3 > 0 {
                let text = String(String.UnicodeScalarView(first + second)) + endings[(index + other) % endings.count]
                guard text.unicodeScalars.count >= 15 else { continue }
                count += 1
                if PassphraseShape(text, context: []).problem == nil { accepted.append(text) }
            }
        }
        #expect(count > 100_000, "\(count)")
        #expect(accepted.isEmpty, "\(accepted.prefix(10))")
    }

    @Test("both Unicode forms of a text are the same passphrase")
    func normalization() throws {
        let composed = "más café para Zoë en Åbo, 한국어"
        let decomposed =
            "ma\u{301}s cafe\u{301} para Zoe\u{308} en A\u{30A}bo, \u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165}"
        #expect(Array(composed.utf8) != Array(decomposed.utf8))
        #expect(try Passphrase(choosing: composed).bytes == Passphrase(choosing: decomposed).bytes)
        #expect(Passphrase(entered: decomposed).bytes == Array(composed.utf8))
        // A compatibility form is another text: NFC, not NFKC.
        #expect(Passphrase(entered: "ﬁve little foxes run").bytes != Passphrase(entered: "five little foxes run").bytes)
    }

    @Test("case, spaces and line ends are kept")
    func verbatim() {
        #expect(Passphrase(entered: " A b\t").bytes == Array(" A b\t".utf8))
    }

    @Test("a passphrase shows itself nowhere")
    func redacted() {
        let passphrase = Passphrase(entered: "hunter2")
        var dumped = ""
        dump(passphrase, to: &dumped)
        for shown in ["\(passphrase)", String(reflecting: passphrase), "\([passphrase])", dumped] {
            #expect(!shown.contains("hunter2") && !shown.contains("104"))
        }
    }
}
