extension String {
    /// The words by which a search for contacts looks. A phone number is one word, however it is written: its digits with the
    /// country code where that is given, else as it is dialled (see ``PhoneNumber/searchWords``).
    public var contactSearchWords: [String] {
        if let number = try? PhoneNumber(self) { return [String(number.number.dropFirst())] }
        var words: [String] = [], rest = Substring(), run = Substring()
        var start = startIndex
        func end(before next: Character? = nil) {
            if !run.isGrown(into: rest.last, next), let number = PhoneNumber.sought(run) {
                words += String(rest).searchWords + [number]
                rest = Substring()
            } else {
                rest += run
            }
            run = Substring()
        }
        while start < endIndex {
            let character = self[start]
            if PhoneNumber.mayHold(character) {
                run.append(character)
            } else {
                end(before: character)
                rest.append(character)
            }
            start = index(after: start)
        }
        end()
        return words + String(rest).searchWords
    }
}

extension Substring {
    /// Whether it is a part of a longer word, as the digits of k0049w1 or of jo+0049@example.com are: then it is no number.
    fileprivate func isGrown(into before: Character?, _ after: Character?) -> Bool {
        func grows(_ inner: Character?, _ outer: Character?) -> Bool {
            guard let inner, let outer, !inner.isWhitespace else { return false }
            return outer.isLetter || "@_".contains(outer)
        }
        return grows(first, before) || grows(last, after)
    }
}

extension PhoneNumber {
    fileprivate static func mayHold(_ character: Character) -> Bool {
        character.isWholeNumber || character.isWhitespace || "+-./()".contains(character)
            || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .dashPunctuation }
    }

    /// The word for a piece of a search that looks like a number, whole or just begun; nil for any other piece.
    fileprivate static func sought(_ piece: Substring) -> String? {
        let text = String(piece).trimmed
        let digits = text.compactMap(\.wholeNumberValue).map { String($0) }.joined()
        let isWide = text.drop { $0 == "(" }.first == "+" || digits.hasPrefix("00")
        let groups = text.split { !$0.isWholeNumber }.count
        guard isWide ? digits.count >= 3 : groups > 1 && digits.count >= 5 else { return nil }
        if let number = try? PhoneNumber(text) { return String(number.number.dropFirst()) }
        guard isWide else { return digits }
        // Just begun: without what is not dialled from abroad.
        let bare = text.filter { !$0.isWhitespace }
        let country = bare.range(ofText: "(0)").map { bare[..<$0.lowerBound] + bare[$0.upperBound...] } ?? bare[...]
        let begun = country.compactMap(\.wholeNumberValue).map { String($0) }.joined()
        return begun.hasPrefix("00") ? String(begun.dropFirst(2)) : begun
    }
}
