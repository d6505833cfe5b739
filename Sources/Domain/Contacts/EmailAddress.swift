/// An email address as this portal takes it: an unquoted ASCII local part (RFC 5322 dot-atom) at a domain name.
///
/// Two spellings of one address differ in case only and have the same `key`; a plus-tag makes another address.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// As it was written, trimmed.
    public let text: String

    /// - Throws: ``FieldProblem``, with a reason to show.
    public init(_ raw: String) throws(FieldProblem) {
        let text = raw.trimmed
        guard text.utf8.count <= 254 else { throw .tooLong(limit: 254) }
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, EmailAddress.isDotAtom(halves[0]), halves[0].utf8.count <= 64,
            DomainName.isWellFormed(halves[1])
        else { throw .notAnEmail }
        self.text = text
    }

    /// An address that the database gives back.
    public init(stored text: String) {
        self.text = text
    }

    /// The form that is compared: lower case.
    public var key: String { text.lowercased() }

    /// The mailbox that mail to this address most likely reaches: the key without a plus-tag (RFC 5233).
    public var mailbox: String {
        let halves = key.split(separator: "@", maxSplits: 1)
        guard halves.count == 2, let name = halves[0].split(separator: "+", maxSplits: 1).first else { return key }
        return "\(name)@\(halves[1])"
    }

    public var domain: String { text.split(separator: "@").last.map { $0.lowercased() } ?? "" }

    public var description: String { text }

    private static func isDotAtom(_ part: Substring) -> Bool {
        guard !part.isEmpty, part.first != ".", part.last != "." else { return false }
        var previous: UInt8 = 0
        for byte in part.utf8 {
            switch byte {
            case UInt8(ascii: "."): if previous == byte { return false }
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            default: if !"!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) { return false }
            }
            previous = byte
        }
        return true
    }
}

/// A domain name such as an organization allows for its people's addresses.
public struct DomainName: Sendable, Hashable, CustomStringConvertible {
    /// Lower case, without a leading "@" or ".".
    public let text: String

    public init(_ raw: String) throws(FieldProblem) {
        var trimmed = raw.trimmed.lowercased()
        if trimmed.hasPrefix("@") { trimmed.removeFirst() }
        guard DomainName.isWellFormed(trimmed[...]) else { throw .notADomain }
        text = trimmed
    }

    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }

    /// Labels of letters, digits and inner hyphens (RFC 1123), at least two of them.
    static func isWellFormed(_ name: Substring) -> Bool {
        guard name.utf8.count <= 253 else { return false }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
}
