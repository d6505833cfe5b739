/// A CBOR value (RFC 8949), as far as authenticators use it: no tags, no floating point, no indefinite lengths.
enum CBOR: Hashable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBOR: CBOR])
    case bool(Bool)
    case null

    /// Levels of nesting that CTAP 2 allows a message (section 8).
    static let mostLevels = 4

    /// The bytes are not CBOR as CTAP 2 wants it.
    struct Malformed: Error {}

    /// Reads one value that is all of `bytes`.
    init(_ bytes: [UInt8]) throws(Malformed) {
        var reader = ByteReader(bytes)
        self = try CBOR.read(&reader)
        if reader.remaining > 0 { throw Malformed() }
    }

    /// Reads one value from the front, strictly: shortest lengths, valid UTF-8, no key twice.
    static func read(_ reader: inout ByteReader, levels: Int = mostLevels) throws(Malformed) -> CBOR {
        guard let head = reader.byte() else { throw Malformed() }
        let argument = try argument(head & 0x1F, &reader)
        switch head >> 5 {
        case 0:
            guard let value = Int64(exactly: argument) else { throw Malformed() }
            return .integer(value)
        case 1:
            guard let value = Int64(exactly: argument) else { throw Malformed() }
            return .integer(-1 - value)
        case 2:
            return .bytes(try string(argument, &reader))
        case 3:
            guard let text = String(validating: try string(argument, &reader), as: UTF8.self) else { throw Malformed() }
            return .text(text)
        case 4:
            return .array(try array(argument, &reader, levels: levels))
        case 5:
            return .map(try map(argument, &reader, levels: levels))
        case 7 where head == 0xF4: return .bool(false)
        case 7 where head == 0xF5: return .bool(true)
        case 7 where head == 0xF6: return .null
        default: throw Malformed()
        }
    }

    /// The number after the type: small ones in the head itself, others in 1, 2, 4 or 8 bytes and never more than needed.
    private static func argument(_ low: UInt8, _ reader: inout ByteReader) throws(Malformed) -> UInt64 {
        let (size, least): (Int, UInt64)
        switch low {
        case 0..<24: return UInt64(low)
        case 24: (size, least) = (1, 24)
        case 25: (size, least) = (2, 1 << 8)
        case 26: (size, least) = (4, 1 << 16)
        case 27: (size, least) = (8, 1 << 32)
        default: throw Malformed()
        }
        guard let value = reader.number(size), value >= least else { throw Malformed() }
        return value
    }

    private static func string(_ count: UInt64, _ reader: inout ByteReader) throws(Malformed) -> [UInt8] {
        guard let count = Int(exactly: count), let bytes = reader.take(count) else { throw Malformed() }
        return bytes
    }

    private static func array(_ count: UInt64, _ reader: inout ByteReader, levels: Int) throws(Malformed) -> [CBOR] {
        // Nothing is reserved for `count`: one that is a lie ends with the bytes.
        guard levels > 0 else { throw Malformed() }
        var values: [CBOR] = []
        for _ in 0..<count { values.append(try read(&reader, levels: levels - 1)) }
        return values
    }

    private static func map(_ count: UInt64, _ reader: inout ByteReader, levels: Int) throws(Malformed) -> [CBOR: CBOR] {
        guard levels > 0 else { throw Malformed() }
        var values: [CBOR: CBOR] = [:]
        for _ in 0..<count {
            let key = try read(&reader, levels: 0)
            let value = try read(&reader, levels: levels - 1)
            if values.updateValue(value, forKey: key) != nil { throw Malformed() }
        }
        return values
    }
}
