import Foundation

extension String {
    /// The form by which names are sorted and searched: without case, width and diacritics, "Ørsted" as "orsted".
    public var folded: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
        let plain = folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased()
        var text = ""
        text.reserveCapacity(plain.utf8.count)
        // Letters that Unicode does not decompose, though people type them without their strokes.
        for character in plain {
            switch character {
            case "ø": text += "o"
            case "ł": text += "l"
            case "đ", "ð": text += "d"
            case "ß": text += "ss"
            case "æ": text += "ae"
            case "œ": text += "oe"
            case "þ": text += "th"
            case "ı": text += "i"
            default: text.append(character)
            }
        }
        return text
    }

    /// The words a search looks at: folded, split at everything that is neither letter nor digit.
    public var searchWords: [String] {
        folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
