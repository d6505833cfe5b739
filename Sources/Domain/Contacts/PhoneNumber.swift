/// A phone number in E.164 (ITU-T: a plus sign, a country code, at most fifteen digits) with an optional extension.
///
/// It is written and kept as `+4755201143` or `+4755201143;ext=12` (the form of RFC 3966).
public struct PhoneNumber: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// Takes what people type: blanks, dots, hyphens and parentheses between digits, `00` for the plus sign,
    /// and an extension after `ext`, `ext.`, `x`, `;ext=` or `#`.
    public init(_ raw: String) throws(FieldProblem) {
        let lowered = raw.trimmed.lowercased()
        guard lowered.utf8.count <= 40 else { throw .notAPhone }
        var main = lowered[...]
        var suffix: Substring?
        for mark in [";ext=", "ext.", "ext", "x", "#"] {
            if let range = lowered.range(ofText: mark) {
                main = lowered[..<range.lowerBound]
                suffix = lowered[range.upperBound...]
                break
            }
        }
        guard var digits = PhoneNumber.digits(main, besides: " .-()/+\u{00A0}") else { throw .notAPhone }
        if main.trimmedStart.hasPrefix("+") {
            guard main.filter({ $0 == "+" }).count == 1 else { throw .notAPhone }
        } else if digits.hasPrefix("00"), !main.contains("+") {
            digits.removeFirst(2)
        } else {
            throw .notAPhone
        }
        guard (7...15).contains(digits.utf8.count), digits.first != "0" else { throw .notAPhone }
        var text = "+" + digits
        if let suffix {
            guard let number = PhoneNumber.digits(suffix, besides: " ."), (1...8).contains(number.utf8.count) else { throw .notAPhone }
            text += ";ext=" + number
        }
        self.text = text
    }

    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }

    /// The number without its extension.
    public var number: String { text.split(separator: ";").first.map(String.init) ?? text }

    /// The digits after `;ext=`.
    public var `extension`: String? {
        guard let range = text.range(ofText: ";ext=") else { return nil }
        return String(text[range.upperBound...])
    }

    private static func digits(_ text: Substring, besides separators: String) -> String? {
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber { digits.append(character) } else if !separators.contains(character) { return nil }
        }
        return digits
    }
}

extension String {
    func range(ofText needle: String) -> Range<Index>? {
        guard !needle.isEmpty else { return nil }
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<(index(start, offsetBy: needle.count)) }
            start = index(after: start)
        }
        return nil
    }
}

extension Substring {
    var trimmedStart: Substring { drop(while: \.isWhitespace) }
}
