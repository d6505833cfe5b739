import Domain

/// The names and values of a query or a form (WHATWG URL, application/x-www-form-urlencoded), in the order they came.
struct Fields: Sendable {
    /// More fields than any form of ours has.
    static let limit = 4000

    private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    /// Nil for text that is not UTF-8 once decoded, or has too many fields.
    init?(decoding text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        guard parts.count <= Fields.limit else { return nil }
        pairs.reserveCapacity(parts.count)
        for part in parts {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Fields.decoded(halves[0]), let value = halves.count > 1 ? Fields.decoded(halves[1]) : "" else { return nil }
            pairs.append((name, value))
        }
    }

    /// The only value of a name; nil when it is absent, and when it stands there twice: readers differ on which counts.
    subscript(name: String) -> String? {
        var found: String?
        for pair in pairs where pair.name == name {
            if found != nil { return nil }
            found = pair.value
        }
        return found
    }

    func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    var names: Set<String> { Set(pairs.map(\.name)) }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String? {
        var result: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): result.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = iterator.next()?.hexDigit, let low = iterator.next()?.hexDigit else { return nil }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        return String(validating: result, as: UTF8.self)
    }
}
