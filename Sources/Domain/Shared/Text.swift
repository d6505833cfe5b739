/// One line of text as people write it into a form: trimmed, without control characters, of a bounded length, with something
/// in it that can be seen.
public struct Line: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// - Throws: a ``FieldProblem``.
    public init(_ raw: String, limit: Int = 120, mayBeEmpty: Bool = true) throws(FieldProblem) {
        let trimmed = raw.trimmed
        if trimmed.isEmpty && !mayBeEmpty { throw .missing }
        if trimmed.unicodeScalars.count > limit { throw .tooLong(limit: limit) }
        if trimmed.unicodeScalars.contains(where: \.isUnwelcome) { throw .controlCharacters }
        if !trimmed.isEmpty, !trimmed.unicodeScalars.contains(where: \.isVisible) { throw .invisible }
        text = trimmed
    }

    /// A line that the database gives back.
    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }
}

extension String {
    /// Without white space at either end.
    public var trimmed: String {
        guard let start = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(unicodeScalars[start...end])
    }
}

extension Unicode.Scalar {
    /// Control characters, and those that reorder text around them: nothing that a name, title or address needs.
    /// Joiners stay, since several scripts cannot be written without them.
    var isUnwelcome: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default:
            switch value {
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
    }

    /// False of spaces, joiners, marks and fillers: alone they make a text that looks empty (Unicode, 5.21 and UTS #39).
    var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark:
            false
        default:
            // Braille without dots. The fillers of Hangul are among those that are ignored where they cannot be shown.
            !properties.isDefaultIgnorableCodePoint && value != 0x2800
        }
    }
}
