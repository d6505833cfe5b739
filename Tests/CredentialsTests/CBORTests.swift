import Testing

@testable import Credentials

@Suite struct CBORTests {
    @Test(
        "the vectors of RFC 8949, appendix A, that authenticators need are read",
        arguments: [
            ("00", .integer(0)), ("17", .integer(23)), ("1818", .integer(24)), ("1903e8", .integer(1000)),
            ("1a000f4240", .integer(1_000_000)), ("1b000000e8d4a51000", .integer(1_000_000_000_000)),
            ("20", .integer(-1)), ("3863", .integer(-100)), ("3903e7", .integer(-1000)), ("f4", .bool(false)),
            ("f5", .bool(true)), ("f6", .null), ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")),
            ("6449455446", .text("IETF")), ("62c3bc", .text("ü")), ("64f0908591", .text("𐅑")), ("80", .array([])),
            ("83010203", .array([.integer(1), .integer(2), .integer(3)])), ("a0", .map([:])),
            ("a201020304", .map([.integer(1): .integer(2), .integer(3): .integer(4)])),
            ("1b7fffffffffffffff", .integer(.max)), ("3b7fffffffffffffff", .integer(.min)),
        ] as [(String, CBOR)])
    func vectors(bytes: String, value: CBOR) throws {
        #expect(try CBOR(hex(bytes)) == value)
        #expect(value.encoded == hex(bytes))
    }

    @Test(
        "what CTAP 2 does not allow is refused",
        arguments: [
            "", "1800", "1817", "190018", "1900ff", "1a0000ffff", "1b00000000ffffffff", "1b8000000000000000",
            "3b8000000000000000", "1bffffffffffffffff", "1c", "1d", "1e", "1f", "5f4101ff", "7f6161ff", "9f01ff", "bf0101ff",
            "c11a514b67b0", "d74401020304", "f7", "f0", "f818", "f90000", "fa47c35000", "fb3ff199999999999a", "ff", "61ff",
            "62c328", "63eda080", "42ff", "5bffffffffffffffff", "5b7fffffffffffffff", "9bffffffffffffffff", "9b7fffffffffffffff",
            "bbffffffffffffffff", "bb7fffffffffffffff", "9a00ffffff", "ba00ffffff", "0000", "a10101a0", "a2010101", "a201010102",
            "a2616101616102", "a1800", "a1a00001", "a18001", "8181818181", "818181818100", "a100a100a100a100a10000",
        ])
    func refused(bytes: String) {
        #expect(throws: CBOR.Malformed.self) { try CBOR(hex(bytes)) }
    }

    @Test("four levels are read, five are not")
    func levels() throws {
        #expect(try CBOR(hex("8181818100")) == .array([.array([.array([.array([.integer(0)])])])]))
        #expect(throws: CBOR.Malformed.self) { try CBOR(hex("818181818100")) }
        #expect(throws: CBOR.Malformed.self) { try CBOR([UInt8](repeating: 0x81, count: 100_000)) }
    }

    @Test("any value comes back, and no proper prefix of it is one")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let value = random.value(levels: 4)
            let bytes = value.encoded
            #expect(try CBOR(bytes) == value)
            for count in 0..<min(bytes.count, 200) { #expect((try? CBOR(Array(bytes.prefix(count)))) == nil) }
        }
    }

    @Test("random bytes and mutations never trap, and what is read is canonical but for the order of keys")
    func fuzz() throws {
        var random = SeededGenerator(seed: 6)
        var read = 0
        for round in 0..<20_000 {
            let bytes =
                round.isMultiple(of: 2)
                ? random.bytes(Int.random(in: 0...64, using: &random)) : random.mutate(random.value(levels: 3).encoded)
            guard let value = try? CBOR(bytes) else { continue }
            read += 1
            #expect(value.encoded.count == bytes.count && value.encoded.sorted() == bytes.sorted())
        }
        #expect(read > 100)
    }
}

extension SeededGenerator {
    /// A random value with at most so many levels of nesting.
    mutating func value(levels: Int) -> CBOR {
        switch Int.random(in: 0..<(levels > 0 ? 9 : 6), using: &self) {
        case 0: return .integer(Int64.random(in: -300...300, using: &self))
        case 1: return .integer(Int64.random(in: .min ... .max, using: &self))
        case 2: return .bytes(bytes(Int.random(in: 0...40, using: &self)))
        case 3: return .text(String(decoding: bytes(Int.random(in: 0...20, using: &self)), as: UTF8.self))
        case 4: return .bool(Bool.random(using: &self))
        case 5: return .null
        case 6: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(levels: levels - 1) })
        default:
            var map: [CBOR: CBOR] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &self) { map[value(levels: 0)] = value(levels: levels - 1) }
            return .map(map)
        }
    }
}
