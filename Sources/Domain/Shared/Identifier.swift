/// The name of one `Entity`: a UUID of version 7 (RFC 9562), so that ids sort by the time of their making.
///
/// It is text, lower case, with hyphens. Ids are never reused.
public struct Identifier<Entity>: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// Takes any UUID text; nil for everything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 36 else { return nil }
        for (position, byte) in text.utf8.enumerated() {
            switch (position, byte) {
            case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")): continue
            case (8, _), (13, _), (18, _), (23, _): return nil
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")), (_, UInt8(ascii: "A")...UInt8(ascii: "F")): continue
            default: return nil
            }
        }
        self.text = text.lowercased()
    }

    /// An id that the database gives back, already known to be one.
    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
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
        var text = ""
        text.reserveCapacity(36)
        for (index, word) in [high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF, low >> 48, low & 0xFFFF_FFFF_FFFF].enumerated() {
            let width = [8, 4, 4, 4, 12][index]
            let digits = String(word, radix: 16)
            if index > 0 { text += "-" }
            text += String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return Identifier(stored: text)
    }
}
