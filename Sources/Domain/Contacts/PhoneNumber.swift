import CPhoneNumber
import Synchronization

/// A phone number in E.164 (ITU-T: a plus sign, a country code, at most fifteen digits) with an optional extension.
///
/// It is kept as `+4755201143` or `+4755201143;ext=12` (the form of RFC 3966). What may be typed, and how it is shown, is
/// by the numbering plans of libphonenumber.
public struct PhoneNumber: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// Takes what people type: blanks, dots, hyphens, slashes and parentheses between digits, `00` for the plus sign, a trunk
    /// zero behind the country code (`+44 (0)20 …`), `tel:` (RFC 3966), and an extension after one of ``marks``.
    ///
    /// - Parameter country: two letters (ISO 3166-1): a number as it is dialled within that country is taken, too,
    ///   where the country's plan has it.
    public init(_ raw: String, in country: String? = nil) throws(FieldProblem) {
        guard raw.utf8.count <= 120 else { throw .notAPhone }
        var main = PhoneNumber.plain(raw)[...]
        if main.hasPrefix("tel:") { main = main.dropFirst(4).drop { $0 == " " } }
        guard main.utf8.count <= 40 else { throw .notAPhone }
        var suffix: Substring?
        for mark in PhoneNumber.marks {
            guard let range = String(main).range(ofText: mark) else { continue }
            let text = String(main)
            suffix = text[range.upperBound...]
            main = text[..<range.lowerBound]
            // `+47 55 20 11 43, ext. 12`
            func trim() { while let last = main.last, last == " " || last == "," || last == ";" { main.removeLast() } }
            trim()
            // `+47 55 20 11 43 (ext. 12)`
            if main.last == "(", suffix?.last == ")" {
                main.removeLast()
                suffix?.removeLast()
                trim()
            }
            break
        }
        guard let digits = PhoneNumber.digits(main, besides: " .-()/+") else { throw .notAPhone }
        let pluses = main.count { $0 == "+" }
        let start = main.drop { $0 == " " || $0 == "(" }
        var dialled = String(main), country = country?.uppercased()
        if start.first == "+" {
            guard pluses == 1 else { throw .notAPhone }
            country = nil
        } else if pluses > 0 {
            throw .notAPhone
        } else if country == nil {
            guard digits.hasPrefix("00") else { throw .notAPhone }
            dialled = "+" + start.dropFirst(2)
        }
        let read = country == nil ? PhoneNumber.parsed(dialled, nil) : PhoneNumber.dialled(dialled, start, in: country)
        guard var text = read else { throw .notAPhone }
        if let suffix {
            guard let number = PhoneNumber.digits(suffix, besides: " ."), (1...8).contains(number.utf8.count) else { throw .notAPhone }
            text += ";ext=" + number
        }
        self.text = text
    }

    /// Before an extension, in any case.
    public static let marks = [
        ";ext=", "extensión", "extension", "ext.", "ext:", "extn", "ext", "xtn", "anexo", "x", "#", "interno", "int.", "int",
        "добавочный", "доб.", "доб",
    ]

    public init(stored text: String) {
        self.text = text
    }

    /// A number as it is kept, also one that the plans of today do not know: nil for any other text.
    public init?(exactly text: String) {
        let halves = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = { (part: Substring) in part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        let number = halves[0].dropFirst()
        guard halves[0].first == "+", isDigits(number), (7...15).contains(number.utf8.count), number.first != "0" else { return nil }
        if halves.count == 2 {
            let suffix = halves[1].dropFirst("ext=".count)
            guard halves[1].hasPrefix("ext="), isDigits(suffix), (1...8).contains(suffix.utf8.count) else { return nil }
        }
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

    /// As its country writes it for callers from abroad (`+44 20 7946 0018`), without the extension.
    public var international: String {
        let number = number
        return PhoneNumber.internationals.text(of: number) { PhoneNumber.written(number, cphone_international) } ?? number
    }

    /// By which digits a search finds it: with the country code, and as it is dialled at home, with and without the trunk
    /// prefix (`442079460018`, `02079460018`, `2079460018`).
    var searchWords: Set<String> {
        let number = number
        var words: Set<String> = [String(number.dropFirst())]
        if let national = PhoneNumber.nationals.text(of: number, { PhoneNumber.written(number, cphone_national) }) {
            words.insert(national)
        }
        if let bare = PhoneNumber.significants.text(of: number, { PhoneNumber.written(number, cphone_significant) }) {
            words.insert(bare)
        }
        return words
    }

    // Lists show the same numbers over and over, and a row of a file is written more than once.
    private static let internationals = Memo(), nationals = Memo(), significants = Memo()

    // MARK: reading

    /// In small letters, with every digit, blank and hyphen of Unicode as that of ASCII, and without marks that are not seen.
    static func plain(_ raw: String) -> String { signs(raw.trimmed.unicodeScalars).trimmed.lowercased() }

    static func signs(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in scalars {
            if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
                text += String(Int(digit))
                continue
            }
            switch scalar.properties.generalCategory {
            case .spaceSeparator: text += " "
            case .dashPunctuation: text += "-"
            case .format: break
            default:
                switch scalar {
                case "\u{2212}": text += "-"
                case "\t": text += " "
                case "\u{00B7}", "\u{2022}": text += "."
                case "\u{FF01}"..."\u{FF5E}":
                    // The full-width forms of ASCII, in its order.
                    if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { text.unicodeScalars.append(narrow) }
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }

    /// A number as it is dialled within a country, or written with the `00` of elsewhere: countries dial abroad by other digits
    /// (`001` in Thailand, `810` in Russia), and would find a number of their own, or of a third country, in `0049 30 901820`.
    /// Only what the plan of its country has is taken, and nothing that is one number by this way and another by that.
    private static func dialled(_ text: String, _ start: Substring, in country: String?) -> String? {
        let home = parsed(text, country).flatMap { isValid($0) ? $0 : nil }
        guard start.hasPrefix("00") else { return home }
        let abroad = parsed("+" + start.dropFirst(2), nil).flatMap { isValid($0) ? $0 : nil }
        return home == nil || abroad == nil || home == abroad ? home ?? abroad : nil
    }

    private static func isValid(_ number: String) -> Bool {
        var number = number
        return number.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cphone_valid($0.baseAddress, $0.count) }
        }
    }

    private static func parsed(_ text: String, _ country: String?) -> String? {
        if let country, country.utf8.count != 2 { return nil }
        var text = text
        let number = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer -> String? in
            let isNumber = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    guard let country else {
                        return cphone_parse(characters.baseAddress, characters.count, nil, buffer.baseAddress, buffer.count)
                    }
                    return cphone_parse(characters.baseAddress, characters.count, country, buffer.baseAddress, buffer.count)
                }
            }
            return isNumber ? buffer.baseAddress.map { String(cString: $0) } : nil
        }
        return number.flatMap { PhoneNumber(exactly: $0)?.text }
    }

    private static func written(
        _ number: String, _ write: (UnsafePointer<CChar>?, Int, UnsafeMutablePointer<CChar>?, Int) -> Int
    ) -> String? {
        var number = number
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let count = number.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { write($0.baseAddress, $0.count, buffer.baseAddress, buffer.count) }
            }
            return count > 0 ? buffer.baseAddress.map { String(cString: $0) } : nil
        }
    }

    private static func digits(_ text: Substring, besides separators: String) -> String? {
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber { digits.append(character) } else if !separators.contains(character) { return nil }
        }
        return digits
    }
}

/// Texts that were worked out before, some thousands.
private final class Memo: Sendable {
    private let texts = Mutex<[String: String?]>([:])

    func text(of key: String, _ make: () -> String?) -> String? {
        if let known = texts.withLock({ $0[key] }) { return known }
        let text = make()
        texts.withLock { texts in
            if texts.count >= 10_000 { texts.removeAll(keepingCapacity: true) }
            texts[key] = .some(text)
        }
        return text
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
