/// Numbers as spreadsheets and data frames write amounts. In a column of names (AS numbers, phones, external ids) such a cell
/// has lost what it said: `13338.0`, `13,339` and `13.340` read as other AS numbers, `4.4207946E+11` has lost digits.
enum SpreadsheetNumber {
    /// A decimal part of zeros (`13338.0`), thousands (`13,339`, `13.340`, `13'341`, `1,33,340`, with a no-break blank as well),
    /// or an
    /// exponent (`1.3338E+4`).
    static func isAmount(_ text: some StringProtocol) -> Bool {
        isExponent(text) || hasZeroFraction(text, digits: 1) || hasThousands(text)
    }

    /// An exponent, or a decimal part of zeros behind at least three digits: `1.0` may well be what something is called.
    static func isAmountForName(_ text: some StringProtocol) -> Bool {
        isExponent(text) || hasZeroFraction(text, digits: 3)
    }

    /// `+4755201143.0`; the other forms of phones mean what they say, or are refused for what they are.
    static func isAmountForPhone(_ text: some StringProtocol) -> Bool {
        isExponent(text) || hasZeroFraction(text, digits: 6)
    }

    private static func isDigits(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func unsigned(_ text: some StringProtocol) -> Substring {
        let text = Substring(text)
        return text.first == "+" || text.first == "-" ? text.dropFirst() : text
    }

    private static func isExponent(_ text: some StringProtocol) -> Bool {
        let halves = unsigned(text).split(separator: "e", omittingEmptySubsequences: false)
        let parts = halves.count == 2 ? halves : unsigned(text).split(separator: "E", omittingEmptySubsequences: false)
        guard parts.count == 2, isDigits(unsigned(parts[1])) else { return false }
        let digits = parts[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        return digits.count <= 2 && digits.allSatisfy(isDigits)
    }

    private static func hasZeroFraction(_ text: some StringProtocol, digits: Int) -> Bool {
        let parts = unsigned(text).split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard parts.count > 1, let last = parts.last, last.count != 3 || parts.count == 2, !last.isEmpty, last.allSatisfy({ $0 == "0" })
        else {
            return false
        }
        // Between the first group and the decimal part there are thousands; phones are dotted in pairs as well.
        let whole = parts.dropLast()
        return whole.allSatisfy(isDigits) && whole.dropFirst().allSatisfy { $0.count == 3 } && whole.reduce(0) { $0 + $1.count } >= digits
    }

    private static func hasThousands(_ text: some StringProtocol) -> Bool {
        let parts = unsigned(text).split(omittingEmptySubsequences: false) { ".,'’\u{A0}\u{202F}\u{2009}".contains($0) }
        // India groups by two digits above the thousands: `12,34,567`.
        return parts.count > 1 && parts.allSatisfy(isDigits) && (1...3).contains(parts[0].count) && parts.last?.count == 3
            && parts.dropFirst().allSatisfy { (2...3).contains($0.count) }
    }
}

extension ImportedFields {
    /// The AS numbers of a cell, several with blanks, semicolons, commas or bars between.
    ///
    /// - Returns: the numbers as they stand there, without those that a spreadsheet wrote as amounts: of these the errors.
    ///   Asdot (RFC 5396) is not taken from files, since `13.340` is a spreadsheet's 13340 at least as often.
    static func asNumbers(_ text: String) -> (numbers: [String], errors: [FieldError]) {
        var numbers: [String] = [], errors: [FieldError] = []
        let items = ASN.items(in: text) {
            $0 == ";" || $0 == "|" || $0.isWhitespace && !"\u{A0}\u{202F}\u{2009}".contains($0)
        }
        for item in items {
            let amount = item.uppercased().hasPrefix("AS") ? item.dropFirst(2) : item[...]
            if SpreadsheetNumber.isAmount(amount) || amount.contains(".") {
                errors.append(FieldError("asns[\(numbers.count + errors.count)]", .spreadsheetNumber(item)))
            } else {
                numbers += item.split(separator: ",").map(String.init)
            }
        }
        return (numbers, errors)
    }

    /// What a spreadsheet has written as an amount in a column of names.
    func amounts(_ fields: [ImportField]) -> [FieldError] {
        fields.compactMap { field in
            guard let text = self[field]?.trimmed else { return nil }
            let isAmount = field == .phone ? SpreadsheetNumber.isAmountForPhone(text) : SpreadsheetNumber.isAmountForName(text)
            return isAmount ? FieldError(field.rawValue, .spreadsheetNumber(text)) : nil
        }
    }
}
