/// The name of one `Entity`: a UUID of version 7 (RFC 9562), so that ids sort by the time of their making.
///
/// Written, it is text in lower case with hyphens; kept, it is its bits, so that ids are compared in an instant and a copy
/// counts no reference. Ids are never reused.
public struct Identifier<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let bits: UUIDBits

    fileprivate init(bits: UUIDBits) {
        self.bits = bits
    }

    /// Takes any UUID text; nil for everything else.
    public init?(_ text: some StringProtocol) {
        guard let bits = UUIDBits(String(text)) else { return nil }
        self.bits = bits
    }

    /// An id that the database gives back. What is none becomes the UUID of all zeros, which nothing has.
    public init(stored text: String) {
        bits = UUIDBits(text) ?? UUIDBits(high: 0, low: 0)
    }

    /// The same from the bytes of its text.
    public init(stored utf8: UnsafeBufferPointer<UInt8>) {
        bits = UUIDBits(utf8) ?? UUIDBits(high: 0, low: 0)
    }

    public var text: String { bits.text }

    /// The bytes of ``text``, for whoever copies them at once: without a string in between.
    public func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: UUIDBits.length) { bytes in
            bits.write(to: bytes)
            return try body(UnsafeBufferPointer(bytes))
        }
    }

    public var description: String { text }

    public static func < (left: Self, right: Self) -> Bool {
        (left.bits.high, left.bits.low) < (right.bits.high, right.bits.low)
    }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(stored: try String(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try text.encode(to: encoder)
    }
}

/// The bits of a UUID. Not generic, since it is read and written for every id of every row; in two words, since with a
/// `UInt128` here the debug build jumps to address 0 in asynchronous code (Swift 6.3.1).
private struct UUIDBits: Hashable, Sendable {
    let high, low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init?(_ text: String) {
        var text = text
        guard let bits = text.withUTF8({ UUIDBits($0) }) else { return nil }
        self = bits
    }

    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count == UUIDBits.length else { return nil }
        var high: UInt64 = 0, low: UInt64 = 0
        for (position, byte) in text.enumerated() {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = byte.hexDigit else { return nil }
                high = high << 4 | low >> 60
                low = low << 4 | UInt64(digit)
            }
        }
        (self.high, self.low) = (high, low)
    }

    /// The bytes of the text.
    static let length = 36

    var text: String {
        String(unsafeUninitializedCapacity: UUIDBits.length) { text in
            write(to: text)
            return UUIDBits.length
        }
    }

    /// - Parameter text: has room for ``length`` bytes.
    func write(to text: UnsafeMutableBufferPointer<UInt8>) {
        var position = 0
        for place in 0..<32 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                text[position] = UInt8(ascii: "-")
                position += 1
            }
            let digit = UInt8(truncatingIfNeeded: (place < 16 ? high : low) &>> UInt64(60 - 4 * (place & 15))) & 15
            text[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            position += 1
        }
    }
}

/// Where new ids come from. Injected, so that a run can be replayed.
public struct IdentifierSource: Sendable {
    let make: @Sendable (Moment) -> (UInt64, UInt64)

    /// - Parameter random: two words of randomness for each id.
    public init(random: @escaping @Sendable () -> (UInt64, UInt64)) {
        make = { moment in
            let (first, second) = random()
            let milliseconds = UInt64(clamping: moment.milliseconds) & 0xFFFF_FFFF_FFFF
            return (milliseconds << 16 | 0x7000 | first & 0x0FFF, 0x8000_0000_0000_0000 | second & 0x3FFF_FFFF_FFFF_FFFF)
        }
    }

    /// The system's own randomness.
    public static let system = IdentifierSource {
        (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    }

    public func next<Entity>(_ type: Entity.Type = Entity.self, at moment: Moment) -> Identifier<Entity> {
        let (high, low) = make(moment)
        return Identifier(bits: UUIDBits(high: high, low: low))
    }
}
