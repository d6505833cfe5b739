/// Why a letter cannot be written. Its description names the part and the way out, and never repeats the value.
public enum Unmailable: Error, Sendable, Hashable, CustomStringConvertible {
    /// A part of a letter that stands in its headers.
    public enum Part: String, Sendable {
        case address, name, subject
    }

    /// A line break, NUL or another control character where only one line of text may stand.
    case controlCharacter(in: Part)
    /// A local part in quotation marks (`"a b"@example.net`), legal in RFC 5321 and a known way to smuggle commands.
    case quotedLocalPart
    /// A local part outside ASCII needs SMTPUTF8 (RFC 6531) on every server of the way.
    case nonASCIILocalPart
    /// A domain outside ASCII.
    case nonASCIIDomain
    /// Not of the form `local@domain`, or too long.
    case malformedAddress
    /// An id that is not 1 to 60 letters, digits, `-`, `_` and inner single dots.
    case malformedID
    /// Not a language tag of RFC 5646.
    case malformedLanguage
    /// A date before 1970 or after 9999.
    case dateOutOfRange

    public var description: String {
        switch self {
        case .controlCharacter(let part):
            "the \(part.rawValue) has a line break or another control character; remove it"
        case .quotedLocalPart: "addresses with quotation marks are not supported; use one without"
        case .nonASCIILocalPart: "the part before the @ may have ASCII characters only; ask for another address"
        case .nonASCIIDomain: "write the domain in its ASCII form (xn--…)"
        case .malformedAddress: "an address has the form name@example.net"
        case .malformedID: "a letter's id has 1 to 60 letters, digits, hyphens, underscores and inner single dots"
        case .malformedLanguage: "a language is a tag such as en or es-MX"
        case .dateOutOfRange: "a letter's date lies between the years 1970 and 9999"
        }
    }
}
