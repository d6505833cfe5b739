import API
import Domain
import Testing

@Suite("JSON")
struct JSONTests {
    func parse(_ text: String) throws(JSON.Fault) -> JSON { try JSON(parsing: Array(text.utf8)) }

    @Test("a value is read as it stands")
    func reads() throws {
        let value = try parse(#" {"a": [1, -2.5e3, "x\n\u00e9\ud83d\ude00"], "b": null, "c": true} "#)
        guard case .object(let members) = value, case .array(let items) = members[0].value else {
            Issue.record("not an object")
            return
        }
        #expect(items == [.number("1"), .number("-2.5e3"), .string("x\né😀")])
        #expect(members[1].value == .null && members[2].value == .bool(true))
    }

    @Test("a key that stands twice is refused")
    func duplicates() {
        #expect(throws: JSON.Fault.duplicateKey("level")) { try parse(#"{"level": "none", "level": "admin"}"#) }
        #expect(throws: JSON.Fault.duplicateKey("level")) { try parse(#"{"level": 1, "\u006cevel": 2}"#) }
        let alike = #"{"\u00e9": 1, "e\u0301": 2}"#
        #expect(throws: JSON.Fault.self) { try Body(Array(alike.utf8)) }
        #expect(throws: Never.self) { try JSON(parsing: Array(alike.utf8), lenient: true) }
    }

    @Test("depth is bounded, and deep nesting costs no stack")
    func depth() {
        #expect(throws: JSON.Fault.tooDeep) { try parse(String(repeating: "[", count: 100_000)) }
        #expect(throws: Never.self) { try parse(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) }
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\":}", "{'a':1}", "01", "1.", "+1", "nul", "\"\\x\"", "\"\\ud800\"", "\"a\nb\"", "[1] x",
            "{\"a\":1,}", "\u{FEFF}{}", "NaN",
        ])
    func malformed(_ text: String) {
        #expect(throws: JSON.Fault.self) { try parse(text) }
    }

    @Test("ten thousand mutations of a body never trap, and whatever is read again reads the same")
    func fuzz() throws {
        let seed = Array(#"{"first_name":"Lena","roles":[{"role":"noc","site":null}],"n":-1.5e2,"u":"\u00e9\\"}"#.utf8)
        var random = Seeded(7)
        for _ in 0..<10_000 {
            var bytes = seed
            for _ in 0..<Int(random.next() % 4 + 1) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                }
            }
            _ = try? JSON(parsing: bytes)
        }
    }

    @Test("what is written can be read, control characters and all")
    func writes() throws {
        let text = "a\"b\\c\u{0}\u{1F}\u{2028}é😀</script>"
        let bytes = JSONWriter.object { $0.member("x", text) }
        #expect(try JSON(parsing: bytes) == .object([.init(name: "x", value: .string(text))]))
    }

    @Test("what was read is written as it was: order, digits and escapes included")
    func passesOn() throws {
        let text = #"{"b":[1.50,-0,1e9,12345678901234567890],"a":{"x":null,"y":true},"":"a\"b\\\u0007ñ","c":[],"d":{}}"#
        var writer = JSONWriter()
        writer.value(try parse(text))
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test("members that nobody asked for are refused by name")
    func unknownMembers() throws {
        var body = try Body(Array(#"{"title": "x", "is_admin": true}"#.utf8))
        _ = body.text("title")
        #expect(throws: Trouble.invalid([FieldError("is_admin", .unknownField)])) { try body.finish() }
    }

    @Test("null stands only where the document says so")
    func null() throws {
        var body = try Body(Array(#"{"title": null, "email": null, "site": null}"#.utf8))
        #expect(body.text("title") == nil && body.optionalText("email") == "" && body.optionalID("site") == "")
        #expect(throws: Trouble.invalid([FieldError("title", .notOneOf(["text"]))])) { try body.finish() }
    }

    @Test("a parameter that stands twice is refused, unless it may")
    func twice() {
        let operation = Operation(
            "List", query: [.init("level", "", .boolean, isRepeated: true), .init("sort", "", .boolean)], answer: .nothing)
        #expect(operation.unknown(["level", "sort", "level", "sort", "organization", "page"]) == ["sort[1]", "page"])
    }
}

struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
