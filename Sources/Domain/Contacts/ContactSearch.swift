extension String {
    /// What a search for contacts looks for: a contact fits that has, for each of these, a word that begins with one of its
    /// beginnings.
    ///
    /// A phone number is one word, however it is written: its digits with the country code where that is given, else as it is
    /// dialled (see ``PhoneNumber/searchWords``). What may be a number or words (`2026-11-29`, `00123`) is looked for as both.
    public var contactSearchTerms: [[String]] {
        let isPiece = allSatisfy { PhoneNumber.folded($0) != nil }
        if !isPiece, let number = try? PhoneNumber(self) { return [[String(number.number.dropFirst())]] }
        var terms: [[String]] = [], rest = "", run = "", folded = ""
        func end(before next: Character? = nil) {
            if !run.isGrown(into: rest.last, next), let number = PhoneNumber.sought(folded) {
                terms += rest.searchTerms + PhoneNumber.terms(number, of: folded)
                rest = ""
            } else {
                rest += run
            }
            (run, folded) = ("", "")
        }
        for character in self {
            if let plain = PhoneNumber.folded(character) {
                run.append(character)
                folded += plain
            } else {
                end(before: character)
                rest.append(character)
            }
        }
        end()
        return terms + rest.searchTerms
    }

    /// Whether it is a part of a longer word, as the digits of `k0049w1` or of `jo+0049@example.com` are: then it is no number.
    private func isGrown(into before: Character?, _ after: Character?) -> Bool {
        func grows(_ inner: Character?, _ outer: Character?) -> Bool {
            guard let inner, let outer, !inner.isWhitespace else { return false }
            return outer.isLetter || "@_".contains(outer)
        }
        return grows(first, before) || grows(last, after)
    }

    /// Its words; those with digits of another script also with ours, as numbers are kept.
    private var searchTerms: [[String]] {
        searchWords.map { word in
            let plain = PhoneNumber.plain(word)
            return plain == word ? [word] : [word, plain]
        }
    }
}

extension PhoneNumber {
    /// A character as ``plain(_:)`` has it, if it may stand in a number.
    fileprivate static func folded(_ character: Character) -> String? {
        if character.isWhitespace { return " " }
        let plain = signs(character.unicodeScalars)
        return plain.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-./() ".utf8.contains($0) } ? plain : nil
    }

    /// The word for a piece of a search that looks like a number, whole or just begun; nil for any other piece.
    fileprivate static func sought(_ piece: String) -> String? {
        let text = piece.trimmed
        let digits = text.filter(\.isWholeNumber)
        let isWide = text.drop { $0 == "(" }.first == "+" || digits.hasPrefix("00")
        let groups = text.split { !$0.isWholeNumber }.count
        guard isWide ? digits.count >= 3 : groups > 1 && digits.count >= 5 else { return nil }
        if let number = try? PhoneNumber(text) { return String(number.number.dropFirst()) }
        guard isWide else { return digits }
        // Just begun: without what is not dialled from abroad.
        let bare = text.filter { !$0.isWhitespace }
        let country = bare.range(ofText: "(0)").map { bare[..<$0.lowerBound] + bare[$0.upperBound...] } ?? bare[...]
        let begun = country.filter(\.isWholeNumber)
        let number = begun.hasPrefix("00") ? String(begun.dropFirst(2)) : begun
        return number.isEmpty ? nil : number
    }

    /// The number that a piece was read as; where the piece has neither blanks, plus sign nor parentheses, or all of its words.
    fileprivate static func terms(_ number: String, of piece: String) -> [[String]] {
        let words = piece.searchWords
        guard !words.isEmpty, !piece.trimmed.contains(where: { " +()".contains($0) }) else { return [[number]] }
        // A or (B and C) is (A or B) and (A or C); what begins with the one begins with the other, too, if that is longer.
        return words.map { word in
            if number.hasPrefix(word) { return [word] }
            return word.hasPrefix(number) ? [number] : [number, word]
        }
    }
}
