/// Whether a text has a character that must not stand in a header: all controls (CR, LF, NUL, TAB …) and the line and
/// paragraph separators, which some readers show as a new line.
func hasControlCharacter(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default:
        false
    }
}

/// `dot-atom-text` of RFC 5322, section 3.2.3.
func isDotAtom(_ text: Substring) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
        !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || atomMarks.contains($0) }
    }
}

private let atomMarks = Array("!#$%&'*+-/=?^_`{|}~".utf8)

/// A host name in ASCII: labels of letters, digits and inner hyphens (RFC 1123, section 2.1), 253 octets in all.
func isHostName(_ text: Substring) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return text.utf8.count <= 253
        && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
        }
}
