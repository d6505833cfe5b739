import Domain

/// Checks a JSON text (RFC 8259) byte by byte and says what each byte is. Memory does not grow with the text: of the open
/// arrays and objects it keeps their kinds, of strings, numbers and words nothing.
struct JSONScanner: Sendable {
    /// What a byte is.
    enum Part: Sendable {
        /// Between values.
        case blank
        /// The bracket that opens an array or object; it counts among ``frames`` already.
        case open
        /// The bracket that closes one; it does not count among ``frames`` any more.
        case close
        case comma, colon
        /// Of a member's name, its quotes included.
        case name
        /// The closing quote of a member's name.
        case nameEnd
        /// Of a string, its quotes included.
        case text
        /// Of a number, `true`, `false` or `null`.
        case word
    }

    struct NotJSON: Error {
        /// It may well be JSON, but lies deeper than ``depthLimit``.
        var isTooDeep = false
    }

    /// An open array or object, and what may come next in it.
    struct Frame: Sendable {
        enum Next: Sendable {
            /// The first value or name, or the end.
            case first
            /// A value or name, after a comma.
            case item
            case colon
            /// The value of a member.
            case value
            /// A comma, or the end.
            case separator
        }

        let isArray: Bool
        fileprivate(set) var next = Next.first

        init(isArray: Bool) {
            self.isArray = isArray
        }
    }

    /// Where in a token the next byte is.
    private enum Place {
        case between
        case text(isName: Bool)
        case escape(isName: Bool)
        /// Hexadecimal digits that are still to come.
        case hex(Int, isName: Bool)
        /// Bytes of a character of UTF-8 that are still to come, and the bounds of the next.
        case character(Int, UInt8, UInt8, isName: Bool)
        /// The rest of `true`, `false` or `null`.
        case word(Substring.UTF8View)
        case minus, zero, whole, point, fraction, exponent, exponentSign, exponentDigits
    }

    /// How deep arrays and objects may lie in each other.
    static let depthLimit = 1000

    private(set) var frames: [Frame] = []
    private var place = Place.between
    private let isLines: Bool
    private var isBegun = false

    /// - Parameter isLines: any number of values may stand one behind the other.
    init(isLines: Bool) {
        self.isLines = isLines
    }

    /// All that was opened is closed.
    var isWhole: Bool {
        guard case .between = place else { return false }
        return frames.isEmpty
    }

    mutating func take(_ byte: UInt8) throws(NotJSON) -> Part {
        switch place {
        case .between: return try begin(byte)
        case .text(let isName): return try takeText(byte, isName)
        case .escape(let isName): return try takeEscape(byte, isName)
        case .hex(let left, let isName):
            guard byte.hexDigit != nil else { throw NotJSON() }
            place = left == 1 ? .text(isName: isName) : .hex(left - 1, isName: isName)
            return isName ? .name : .text
        case .character(let left, let low, let high, let isName):
            guard (low...high).contains(byte) else { throw NotJSON() }
            place = left == 1 ? .text(isName: isName) : .character(left - 1, 0x80, 0xBF, isName: isName)
            return isName ? .name : .text
        case .word(let rest):
            guard rest.first == byte else { throw NotJSON() }
            let left = rest.dropFirst()
            place = left.isEmpty ? .between : .word(left)
            return .word
        default: return try takeNumber(byte)
        }
    }

    // MARK: between tokens

    private mutating func begin(_ byte: UInt8) throws(NotJSON) -> Part {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return .blank
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try beginValue()
            guard frames.count < JSONScanner.depthLimit else { throw NotJSON(isTooDeep: true) }
            frames.append(Frame(isArray: byte == UInt8(ascii: "[")))
            return .open
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard let frame = frames.popLast(), frame.isArray == (byte == UInt8(ascii: "]")),
                frame.next == .first || frame.next == .separator
            else { throw NotJSON() }
            return .close
        // At the top there are lists and objects alone.
        case _ where frames.isEmpty: throw NotJSON()
        case UInt8(ascii: ","):
            try pass(.separator, to: .item)
            return .comma
        case UInt8(ascii: ":"):
            try pass(.colon, to: .value)
            return .colon
        case UInt8(ascii: "\""):
            let isName = frames.last.map { !$0.isArray && ($0.next == .first || $0.next == .item) } ?? false
            if isName { frames[frames.count - 1].next = .colon } else { try beginValue() }
            place = .text(isName: isName)
            return isName ? .name : .text
        case UInt8(ascii: "t"): place = .word("rue"[...].utf8)
        case UInt8(ascii: "f"): place = .word("alse"[...].utf8)
        case UInt8(ascii: "n"): place = .word("ull"[...].utf8)
        case UInt8(ascii: "-"): place = .minus
        case UInt8(ascii: "0"): place = .zero
        case UInt8(ascii: "1")...UInt8(ascii: "9"): place = .whole
        default: throw NotJSON()
        }
        try beginValue()
        return .word
    }

    private mutating func pass(_ here: Frame.Next, to next: Frame.Next) throws(NotJSON) {
        guard frames.last?.next == here else { throw NotJSON() }
        frames[frames.count - 1].next = next
    }

    /// A value may begin here. At the top of a text there is one, of lines any number.
    private mutating func beginValue() throws(NotJSON) {
        guard let frame = frames.last else {
            guard isLines || !isBegun else { throw NotJSON() }
            isBegun = true
            return
        }
        guard frame.isArray ? frame.next == .first || frame.next == .item : frame.next == .value else { throw NotJSON() }
        frames[frames.count - 1].next = .separator
    }

    // MARK: strings

    private mutating func takeText(_ byte: UInt8, _ isName: Bool) throws(NotJSON) -> Part {
        switch byte {
        case UInt8(ascii: "\""):
            place = .between
            return isName ? .nameEnd : .text
        case UInt8(ascii: "\\"): place = .escape(isName: isName)
        case 0x20...0x7F: break
        // The table of well-formed UTF-8 (Unicode, 3-7): neither overlong nor a surrogate nor past the last character.
        case 0xC2...0xDF: place = .character(1, 0x80, 0xBF, isName: isName)
        case 0xE0: place = .character(2, 0xA0, 0xBF, isName: isName)
        case 0xED: place = .character(2, 0x80, 0x9F, isName: isName)
        case 0xE1...0xEF: place = .character(2, 0x80, 0xBF, isName: isName)
        case 0xF0: place = .character(3, 0x90, 0xBF, isName: isName)
        case 0xF1...0xF3: place = .character(3, 0x80, 0xBF, isName: isName)
        case 0xF4: place = .character(3, 0x80, 0x8F, isName: isName)
        default: throw NotJSON()
        }
        return isName ? .name : .text
    }

    private mutating func takeEscape(_ byte: UInt8, _ isName: Bool) throws(NotJSON) -> Part {
        switch byte {
        case UInt8(ascii: "u"): place = .hex(4, isName: isName)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            place = .text(isName: isName)
        default: throw NotJSON()
        }
        return isName ? .name : .text
    }

    // MARK: numbers

    /// A number has no end of its own: the first byte that cannot go on with it is the next token's.
    private mutating func takeNumber(_ byte: UInt8) throws(NotJSON) -> Part {
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        let isExponent = byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
        switch place {
        case .minus where isDigit: place = byte == UInt8(ascii: "0") ? .zero : .whole
        case .whole where isDigit, .fraction where isDigit, .exponentDigits where isDigit: break
        case .zero where byte == UInt8(ascii: "."), .whole where byte == UInt8(ascii: "."): place = .point
        case .point where isDigit: place = .fraction
        case .zero where isExponent, .whole where isExponent, .fraction where isExponent: place = .exponent
        case .exponent where byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"): place = .exponentSign
        case .exponent where isDigit, .exponentSign where isDigit: place = .exponentDigits
        case .zero, .whole, .fraction, .exponentDigits:
            place = .between
            return try begin(byte)
        default: throw NotJSON()
        }
        return .word
    }
}
