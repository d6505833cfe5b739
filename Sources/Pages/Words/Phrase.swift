import Domain

/// A piece of the one catalogue of words, in every language that we speak. Both texts are asked for, so that a missing
/// translation does not compile.
///
/// The catalogue is made of extensions of this type, a file per room: `Words/Users+Words.swift` says what the Users room says.
/// A phrase with something to fill in is a function: `static func waiting(_ count: Int) -> Phrase`. Sentence case, short,
/// no exclamation marks, no "please".
public struct Phrase: Sendable, Hashable {
    public let en: String
    public let es: String

    public init(en: String, es: String) {
        self.en = en
        self.es = es
    }

    /// Text that is the same in every language: a name, a code, an address.
    public static func verbatim(_ text: String) -> Phrase {
        Phrase(en: text, es: text)
    }

    public subscript(language: Language) -> String {
        switch language {
        case .english: en
        case .spanish: es
        }
    }

    /// One text or the other, by `count`: both of our languages have a singular for one and a plural for all else.
    static func counted(_ count: Int, one: Phrase, many: Phrase) -> Phrase {
        count == 1 ? one : many
    }
}

extension Language {
    /// The language's own name for itself.
    public var ownName: String {
        switch self {
        case .english: "English"
        case .spanish: "Español"
        }
    }
}
