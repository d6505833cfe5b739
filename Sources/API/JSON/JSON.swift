import Domain

/// A JSON value (RFC 8259) as it came in: nothing is guessed, nothing is converted.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The digits as written.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    public struct Member: Sendable, Hashable {
        public let name: String
        public let value: JSON

        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// Why a text is not taken.
    public enum Fault: Error, Sendable, Hashable {
        case malformed(at: Int)
        case duplicateKey(String)
        case tooDeep
    }

    /// How deep arrays and objects may lie in each other.
    public static let depthLimit = 32

    /// Reads one value and nothing behind it. A key that stands twice in one object is refused, since readers differ
    /// on which of the two counts.
    ///
    /// - Parameter isLenient: as files are: half of a character beyond U+FFFF (`\ud83d` alone) reads as U+FFFD, and names that are
    ///   canonically equivalent are two. Otherwise both are refused.
    public init(parsing bytes: [UInt8], lenient isLenient: Bool = false) throws(Fault) {
        var reader = JSONReader(bytes, isLenient: isLenient)
        self = try reader.document()
    }

    public var integer: Int64? {
        guard case .number(let digits) = self else { return nil }
        return Int64(digits)
    }
}

struct JSONReader {
    private let bytes: [UInt8]
    private let isLenient: Bool
    private var place = 0

    init(_ bytes: [UInt8], isLenient: Bool = false) {
        (self.bytes, self.isLenient) = (bytes, isLenient)
    }

    mutating func document() throws(JSON.Fault) -> JSON {
        let value = try value(depth: 0)
        skipBlanks()
        guard place == bytes.count else { throw .malformed(at: place) }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }

    private mutating func take(_ byte: UInt8) throws(JSON.Fault) {
        guard next == byte else { throw .malformed(at: place) }
        place += 1
    }

    private mutating func value(depth: Int) throws(JSON.Fault) -> JSON {
        guard depth <= JSON.depthLimit else { throw .tooDeep }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
            return .number(try number())
        default: throw .malformed(at: place)
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSON.Fault) -> JSON {
        for byte in text.description.utf8 { try take(byte) }
        return value
    }

    private mutating func members(depth: Int) throws(JSON.Fault) -> [JSON.Member] {
        try take(UInt8(ascii: "{"))
        var members: [JSON.Member] = []
        var names: Set<String> = [], bytesOfNames: Set<[UInt8]> = []
        skipBlanks()
        if next == UInt8(ascii: "}") {
            place += 1
            return members
        }
        while true {
            skipBlanks()
            let name = try string()
            // For RFC 8259 (8.3) names are the same when all of their characters are. In a request none may even look the same.
            guard isLenient ? bytesOfNames.insert(Array(name.utf8)).inserted : names.insert(name).inserted else {
                throw .duplicateKey(name)
            }
            skipBlanks()
            try take(UInt8(ascii: ":"))
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
            skipBlanks()
            if next == UInt8(ascii: ",") {
                place += 1
            } else {
                try take(UInt8(ascii: "}"))
                return members
            }
        }
    }

    private mutating func items(depth: Int) throws(JSON.Fault) -> [JSON] {
        try take(UInt8(ascii: "["))
        var items: [JSON] = []
        skipBlanks()
        if next == UInt8(ascii: "]") {
            place += 1
            return items
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            if next == UInt8(ascii: ",") {
                place += 1
            } else {
                try take(UInt8(ascii: "]"))
                return items
            }
        }
    }

    private mutating func number() throws(JSON.Fault) -> String {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws(JSON.Fault) {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        if place == start { throw .malformed(at: place) }
    }

    private mutating func string() throws(JSON.Fault) -> String {
        try take(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw .malformed(at: place) }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case 0..<0x20: throw .malformed(at: place)
            default: text.append(byte)
            }
        }
        throw .malformed(at: place)
    }

    private mutating func escape() throws(JSON.Fault) -> [UInt8] {
        guard let byte = next else { throw .malformed(at: place) }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            return Array(String(Character(try scalar())).utf8)
        default: throw .malformed(at: place)
        }
    }

    /// The character of an escape behind its `\u`, which may take a second escape.
    private mutating func scalar() throws(JSON.Fault) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let first = place
        if unit & 0xFC00 == 0xD800, bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
            place += 2
            let low = try codeUnit()
            if low & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF) { return scalar }
        }
        place = first
        guard isLenient else { throw .malformed(at: place) }
        return "\u{FFFD}"
    }

    private mutating func codeUnit() throws(JSON.Fault) -> UInt32 {
        guard place + 4 <= bytes.count else { throw .malformed(at: place) }
        var unit: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = byte.hexDigit else { throw .malformed(at: place) }
            unit = unit << 4 | UInt32(digit)
        }
        place += 4
        return unit
    }
}
