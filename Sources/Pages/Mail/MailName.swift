import Domain

/// Names in mails. Somebody chose them, and they reach people who do not know that somebody: they are bounded, stand in quotes
/// where they are a person's or a token's, and hold nothing that a mail program makes a link of.
extension String {
    private static let longestInMail = 60

    /// A name that a person chose, in quotes: those of English, which ``Phrase/inMail(_:)`` makes those of the language.
    var asName: String { "“\(asTitle)”" }

    /// A name in the middle of a sentence, such as an organization's.
    var asTitle: String {
        var text = split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
        if text.count > String.longestInMail { text = text.prefix(String.longestInMail - 1) + "…" }
        return text.unlinked
    }

    /// The same to a reader, and no address to a program: a dot before a letter or digit, `://` and `@` are replaced by signs
    /// that look alike.
    private var unlinked: String {
        var result = ""
        let signs = Array(self)
        for (index, sign) in signs.enumerated() {
            let next = index + 1 < signs.count ? signs[index + 1] : " "
            switch sign {
            case "." where next.isLetter || next.isNumber: result.append("\u{2024}")
            case ":" where next == "/": result.append("\u{2236}")
            case "/": result.append("\u{2215}")
            case "@": result.append("\u{FF20}")
            case "“", "”", "«", "»", "\"": result.append("'")
            default: result.append(sign)
            }
        }
        return result
    }
}

extension Phrase {
    /// Its text in a mail, with names in the quotation marks of the language: nothing else in a mail stands in these.
    func inMail(_ language: Language) -> String {
        switch language {
        case .english: en
        case .spanish: es.replacing("“", with: "«").replacing("”", with: "»")
        }
    }
}
