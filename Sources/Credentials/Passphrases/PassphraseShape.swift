import Foundation

/// A passphrase with everything crossed out that a guesser tries first; what is left must carry it.
///
/// A list of common passphrases of 15 characters would be long and still miss "Password2026Password". So the parts are
/// listed (words, famous phrases, keyboard rows) or generated (sequences, repeats, years), each in any case and with
/// the usual substitutions, and every passphrase that consists mostly of them is refused.
struct PassphraseShape {
    /// This many code points must be the person's own, and at least half of all.
    static let leastOwn = 8
    /// Fewer different characters than this carry nothing, in whatever order.
    static let leastDistinct = 5

    /// Why the passphrase is refused; nil when it is not.
    let problem: PassphraseProblem?

    init(_ text: String, context: [String]) {
        let folded = Self.fold(text)
        let letters = folded.map(Self.unmask)
        if Set(letters).count < Self.leastDistinct || Self.isPeriodic(letters) {
            problem = .repetitive
            return
        }
        var crossed = [Bool](repeating: false, count: letters.count)
        Self.crossParts(CommonParts.list, in: letters, &crossed)
        Self.crossParts(CommonParts.rows, in: folded, &crossed)
        Self.crossRuns(in: folded, &crossed)
        Self.crossYears(in: folded, &crossed)
        Self.crossEchoes(in: letters, &crossed)
        if !Self.carries(crossed) {
            problem = .common
            return
        }
        Self.crossParts(PartList(Self.parts(of: context)), in: letters, &crossed)
        problem = Self.carries(crossed) ? nil : .personal
    }

    private static func carries(_ crossed: [Bool]) -> Bool {
        let own = crossed.count { !$0 }
        return own >= leastOwn && own * 2 >= crossed.count
    }

    /// Lower case, without accents, spaces and the punctuation that people put between words.
    static func fold(_ text: String) -> [Unicode.Scalar] {
        text.decomposedStringWithCanonicalMapping.unicodeScalars.compactMap { scalar in
            if (0x300...0x36F).contains(scalar.value) || " -_.,;:'\"".unicodeScalars.contains(scalar) { return nil }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            return lower.count == 1 ? lower.first : scalar
        }
    }

    /// The letter that a digit or sign usually stands for; I, L and 1 become one.
    static func unmask(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "0": "o"
        case "1", "!", "|", "l": "i"
        case "3": "e"
        case "4", "@": "a"
        case "5", "$": "s"
        case "7", "+": "t"
        case "8": "b"
        case "9": "g"
        default: scalar
        }
    }

    /// The words of names and addresses, each alone and all of one entry together.
    private static func parts(of context: [String]) -> [[Unicode.Scalar]] {
        context.flatMap { entry in
            let words = entry.split { !$0.isLetter && !$0.isNumber }.map { fold(String($0)).map(unmask) }
            return words.filter { $0.count >= 3 } + [words.flatMap(\.self)]
        }
    }
}
