import Foundation

/// What a person knows: at least 15 code points of anything, in Unicode form NFC.
///
/// The rules are those of NIST SP 800-63B-4 and OWASP ASVS 5.0 (6.2.1 to 6.2.12): length, a blocklist, and no rule of
/// composition. A code point counts as one character, as NIST asks, and is counted after normalization.
///
/// Deviation from ASVS 6.2.8 ("verified exactly as received"): the text is normalized to NFC before it is hashed,
/// because keyboards of different systems send different forms of one letter. Nothing is trimmed, truncated or folded.
public struct Passphrase: Sendable, Redacted {
    /// How many code points a passphrase may have.
    public static let lengths = 15...256

    /// More bytes than any passphrase can have before normalization shortens it.
    static let mostBytes = 8192

    /// What is hashed: UTF-8 of the NFC form.
    let bytes: [UInt8]

    /// A passphrase that someone chooses, checked by every rule.
    ///
    /// - Parameter context: What an attacker would try for this person first: names of the product, the organization
    ///   and the person, their email address.
    public init(choosing text: String, avoiding context: [String] = []) throws(PassphraseProblem) {
        if text.utf8.count > Self.mostBytes { throw .tooLong(excess: text.unicodeScalars.count - Self.lengths.upperBound) }
        let normal = text.precomposedStringWithCanonicalMapping
        let count = normal.unicodeScalars.count
        if count < Self.lengths.lowerBound { throw .tooShort(missing: Self.lengths.lowerBound - count) }
        if count > Self.lengths.upperBound { throw .tooLong(excess: count - Self.lengths.upperBound) }
        if let problem = PassphraseShape(normal, context: context).problem { throw problem }
        bytes = Array(normal.utf8)
    }

    /// A passphrase that someone enters to sign in: no rule applies, so one chosen under older rules still works.
    ///
    /// A text longer than any passphrase becomes the empty one, which matches nothing, at the same cost.
    public init(entered text: String) {
        bytes = text.utf8.count > Self.mostBytes ? [] : Array(text.precomposedStringWithCanonicalMapping.utf8)
    }
}

/// Why a passphrase is refused, and so what to do about it.
public enum PassphraseProblem: Error, Sendable, Hashable {
    /// Add at least `missing` characters.
    case tooShort(missing: Int)
    /// Remove at least `excess` characters.
    case tooLong(excess: Int)
    /// It repeats one part, or a few characters, over and over: use different words.
    case repetitive
    /// It is mostly common words, famous phrases, years, sequences or keyboard rows: use words of your own.
    case common
    /// It is mostly names of the person, the organization or the product: use words that others do not connect with you.
    case personal
}
