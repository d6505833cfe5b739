import Testing

@testable import Mail

/// Hostile fragments in every field: whatever is accepted must stay in its place.
@Suite(.serialized) struct InjectionTests {
    @Test("10,000 hostile letters are refused or render without a line more than they should have")
    func renderer() throws {
        var hostile = Hostile(seed: 20_261_121)
        var rendered = 0
        var refused = 0
        for number in 1...10_000 {
            do throws(Unmailable) {
                let letter = try hostile.letter()
                let fault = StrictMessage.fault(in: letter.rendered(), boundary: "=_" + letter.id)
                #expect(fault == nil, "case \(number)")
                for box in [letter.from, letter.to] {
                    #expect(
                        !box.address.unicodeScalars.contains { "\r\n\0\" <>,;:\\()[]".unicodeScalars.contains($0) },
                        "case \(number)")
                }
                rendered += 1
            } catch {
                refused += 1
            }
        }
        #expect(rendered > 1_500 && refused > 1_500, "\(rendered) rendered, \(refused) refused")
    }

    @Test("200 hostile letters arrive once each, at their recipient alone, with their own texts")
    func throughServer() async throws {
        let peer = try Peer()
        let client = try client("smtp://127.0.0.1:\(peer.port)")
        var hostile = Hostile(seed: 14)
        var sent: [Letter] = []
        while sent.count < 200 {
            guard let letter = try? hostile.letter() else { continue }
            try await client.deliver(letter)
            sent.append(letter)
        }
        let mails = try peer.stored()
        #expect(mails.count == sent.count)
        for (letter, mail) in zip(sent, mails) {
            #expect(mail.rcpt_to == [letter.to.address])
            #expect(mail.mail_from == letter.from.address)
            #expect(mail.read.headers.map { $0[0] } == StrictMessage.headers)
            #expect(mail.read.headers.filter { $0[0] == "Subject" }.map { $0[1] } == [letter.subject])
            #expect(mail.read.to == [[letter.to.name, letter.to.address]])
            #expect(mail.read.parts.map { lines($0[1]) } == [lines(letter.text), lines(letter.html)])
        }
    }

    @Test("the strict reader finds planted lines")
    func planted() throws {
        let letter = try letter()
        let good = String(decoding: letter.rendered(), as: UTF8.self)
        let boundary = "=_" + letter.id
        #expect(StrictMessage.fault(in: Array(good.utf8), boundary: boundary) == nil)
        for (place, planted) in [
            ("Subject:", "Bcc: x@y\r\nSubject:"), ("welcome", "\r\n.\r\nwelcome"), ("welcome", "a\nb"),
            ("welcome", "\r\n--\(boundary)\r\n"),
            ("Your", "\u{0}"), ("Your", "\r\n\r\n"), ("Your", String(repeating: "x", count: 999)),
        ] {
            #expect(
                StrictMessage.fault(in: Array(good.replacing(place, with: planted).utf8), boundary: boundary) != nil)
        }
    }
}

/// Letters of honest and hostile fragments, the same for the same seed.
struct Hostile {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private static let honest = ["maya", "Ortiz", "NOC", " ", "a", "1", "-", "é", "日本", "🛰️", "plus+tag", "o'neil"]
    private static let hostile = [
        "\r\n", "\n", "\r", "\u{0}", "\u{85}", "\u{2028}", "\u{0B}", "\t", "\r\nBcc: eve@evil.example",
        "\r\n\r\n<script>", "\r\n.\r\n",
        "RCPT TO:<eve@evil.example>", "\r\nRCPT TO:<eve@evil.example>\r\n", "\"", "\\", "<", ">", ",eve@evil.example",
        ";", ":", "@", "(", ")",
        "=?utf-8?Q?=0D=0ABcc:_x?=", "=0D=0A", "=\r\n", ".", "..", "%0d%0a", "--=_", "--=_a\r\n", " SIZE=1",
        "> NOTIFY=NEVER", "\u{FEFF}", "嘊嘍",
    ]

    mutating func letter() throws(Unmailable) -> Letter {
        let from = try Mailbox(address(), name: text())
        let to = try Mailbox(address(), name: text())
        return try Letter(
            id: chance(12) ? text() : "letter-\(below(1_000_000))", from: from, to: to,
            replyTo: Mailbox("help@stage.example"),
            subject: text(), text: body(), html: "<p>" + body(), date: Int64(below(4_000_000_000)) * 1000,
            language: chance(20) ? text() : "en")
    }

    private mutating func address() -> String {
        switch below(6) {
        case 0: fragments(Self.hostile + Self.honest, 4) + "@north.example"
        case 1: "maya@" + fragments(Self.hostile + Self.honest, 3)
        case 2: "maya" + pick(Self.hostile) + "@north.example" + (chance(2) ? pick(Self.hostile) : "")
        case 3: pick(["o'neil!#$%&*+/=?^_`{|}~-@a.example", "x@y", "a.b.c@1.example", "A-B@xn--orth-gqa.example"])
        default: "reader\(below(1000))@north.example"
        }
    }

    /// A line: mostly fragments that may stand in one, now and then any.
    private mutating func text() -> String {
        let oneLine = Self.hostile.filter { !hasControlCharacter($0) } + Self.honest
        return chance(8) ? fragments(Self.hostile + Self.honest, 8) : fragments(oneLine, 12)
    }

    private mutating func body() -> String { fragments(Self.hostile + Self.honest, 60) }

    private mutating func fragments(_ choice: [String], _ most: Int) -> String {
        (0..<below(most + 1)).map { _ in pick(choice) }.joined()
    }

    private mutating func pick(_ choice: [String]) -> String { choice[below(choice.count)] }
    private mutating func chance(_ one: Int) -> Bool { below(one) == 0 }

    /// SplitMix64.
    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
