import Testing

@testable import Mail

/// Messages as another author's library reads them.
@Suite(.serialized) struct LetterTests {
    static let texts: [String] = [
        "", "\n", "one line", "two\nlines\n", "mixed\r\nline\rends\n", ".\n..\n.leading dots\n",
        "trailing space \ntab\t\n \n",
        "Señora Núñez: ¿ya está? — 日本語 🛰️\n", String(repeating: "long ", count: 400), String(repeating: "ñ", count: 900),
        String(repeating: "x", count: 74) + ".", String(repeating: "x", count: 75) + "..",
        "=3D =\n=_0190b5f0\n--=_0190b5f0\n", "From here\n\u{0}\u{1B}",
    ]

    @Test("bodies come back as they were, for all texts")
    func bodies() async throws {
        let peer = try Peer()
        let client = try client("smtp://127.0.0.1:\(peer.port)")
        for text in Self.texts { try await client.deliver(letter(text: text, html: "<p>" + text)) }
        for (mail, text) in zip(try peer.stored(), Self.texts) {
            #expect(mail.read.type == "multipart/alternative")
            #expect(mail.read.parts.map { $0[0] } == ["text/plain", "text/html"])
            #expect(mail.read.parts.map { lines($0[1]) } == [lines(text), lines("<p>" + text)])
            #expect(mail.read.defects == [])
            #expect(mail.read.longest_line <= 76)
            #expect(mail.read.stray_line_ends == 0)
        }
        #expect(try peer.stored().count == Self.texts.count)
    }

    @Test(
        "headers come back as they were, for all names and subjects",
        arguments: [
            "Plain", "Doe, Jane (NOC) <x@y>", "\"quoted\" \\ back", " spaces  kept ", "Núñez",
            "日本語の長い件名、とても長いので折り返されます、そしてまだ続きます",
            "=?utf-8?Q?Bcc=3A_x?=", String(repeating: "word ", count: 60) + "end", String(repeating: "🛰️é", count: 80),
            "tail;,:.@[]",
        ])
    func headers(text: String) async throws {
        let peer = try Peer()
        try await client("smtp://127.0.0.1:\(peer.port)").deliver(letter(name: text, subject: text, language: "es-MX"))
        let read = try #require(peer.stored().first).read
        let header = Dictionary(read.headers.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        #expect(header["Subject"] == text)
        #expect(read.to == [[text, "maya@north.example"]])
        #expect(read.from == [["Stagedoor", "portal@stage.example"]])
        #expect(read.reply_to == [["", "help@stage.example"]])
        #expect(read.date == 1_795_254_060)
        #expect(header["Message-ID"] == "<0190b5f0-0000-7000-8000-000000000001@stage.example>")
        #expect(header["Content-Language"] == "es-MX")
        #expect(header["Auto-Submitted"] == "auto-generated")
        #expect(read.defects == [])
        #expect(read.longest_line <= 76)
        #expect(read.headers.map { $0[0] } == StrictMessage.headers)
    }

    @Test(
        "dates are those of the calendar",
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"), (1_795_254_060, "Sat, 21 Nov 2026 09:41:00 +0000"),
            (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"),
        ] as [(Int64, String)])
    func dates(seconds: Int64, text: String) {
        #expect(rfc5322Date(unixSeconds: seconds) == text)
    }

    @Test(
        "an address that could change an envelope is refused, and the reason names the way out",
        arguments: [
            ("a@b\r\nRCPT TO:<x@y>", .controlCharacter(in: .address)), ("a\u{0}@b", .controlCharacter(in: .address)),
            ("\"a b\"@north.example", .quotedLocalPart), ("\"a\r\nb\"@north.example", .controlCharacter(in: .address)),
            ("ñu@north.example", .nonASCIILocalPart), ("nu@ñorth.example", .nonASCIIDomain),
            ("", .malformedAddress), ("@", .malformedAddress), ("maya", .malformedAddress),
            ("maya@", .malformedAddress),
            ("a b@north.example", .malformedAddress), ("a@b@c.example", .malformedAddress),
            ("a..b@c.example", .malformedAddress),
            (".a@c.example", .malformedAddress), ("a@[127.0.0.1]", .malformedAddress),
            ("a@-c.example", .malformedAddress),
            ("a@c.example>", .malformedAddress), ("a@c.example,b@c.example", .malformedAddress),
            ("a@c..example", .malformedAddress),
            (String(repeating: "a", count: 65) + "@c.example", .malformedAddress),
            ("a@" + String(repeating: "b.", count: 126) + "cd", .malformedAddress),
        ] as [(String, Unmailable)])
    func addresses(address: String, reason: Unmailable) {
        #expect(throws: reason) { try Mailbox(address) }
    }

    @Test("ids, subjects, names, languages and dates that cannot be written are refused")
    func others() throws {
        #expect(throws: Unmailable.malformedID) { try letter(id: "a>\r\nBcc: x@y") }
        #expect(throws: Unmailable.malformedID) { try letter(id: String(repeating: "a", count: 61)) }
        #expect(throws: Unmailable.controlCharacter(in: .subject)) { try letter(subject: "a\nBcc: x@y") }
        #expect(throws: Unmailable.controlCharacter(in: .subject)) { try letter(subject: "a\u{2028}b") }
        #expect(throws: Unmailable.controlCharacter(in: .name)) { try letter(name: "a\rb") }
        #expect(throws: Unmailable.malformedLanguage) { try letter(language: "en\r\n") }
        let box = try Mailbox("a@b.example")
        #expect(throws: Unmailable.dateOutOfRange) {
            try Letter(id: "a", from: box, to: box, subject: "", text: "", html: "", date: -1, language: "en")
        }
    }
}

/// SMTP has one kind of line end.
func lines(_ text: String) -> String {
    var result = ""
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
        result.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
    }
    return result
}
