/// Hexadecimal digits in lower case.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digit(byte >> 4)
                text[2 * index + 1] = digit(byte & 15)
            }
            return 2 * bytes.count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }
}

extension [UInt8] {
    mutating func append(literal text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// As ``JSONText/quoted(_:)-(String)`` would write it.
    mutating func append(quoted text: String?) {
        guard let text else { return append(literal: "null") }
        guard JSONText.isPlain(text) else { return append(contentsOf: JSONText.quoted(text).utf8) }
        append(UInt8(ascii: "\""))
        append(contentsOf: text.utf8)
        append(UInt8(ascii: "\""))
    }

    mutating func append(number: Int64) {
        append(contentsOf: String(number).utf8)
    }
}

/// JSON as it is chained and signed: every value has exactly one text.
enum JSONText {
    /// A JSON string (RFC 8259), with everything below U+0020 and the line separators escaped.
    static func quoted(_ text: String) -> String {
        isPlain(text) ? "\"\(text)\"" : escaped(text)
    }

    /// A text that needs no escaping. 0xE2 begins the line separators U+2028 and U+2029.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != 0xE2 }
    }

    static func quoted(_ text: String?) -> String {
        guard let text else { return "null" }
        return quoted(text)
    }

    private static func escaped(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029 {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
