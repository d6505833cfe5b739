/// One address with the name shown beside it: the `mailbox` of RFC 5322, section 3.4.
///
/// Only addresses that are safe to write on an SMTP line exist: a dot-atom before the `@` and host-name labels behind
/// it, all ASCII. Quoted local parts, address literals, comments, SMTPUTF8 and line breaks are refused, so that no
/// address can change an envelope or a header.
public struct Mailbox: Sendable, Hashable {
    /// The name shown to the reader; empty when there is none.
    public let name: String
    /// The part before the `@`, as written.
    public let localPart: String
    /// The part behind the `@`, as written.
    public let domain: String

    /// `local@domain`, the addr-spec of RFC 5322.
    public var address: String { localPart + "@" + domain }

    /// Checks the address and the name.
    ///
    /// Lengths are those of RFC 5321, section 4.5.3.1: 64 octets, 255 octets (less the root dot), and 254 for the whole,
    /// which is what fits between the angle brackets of a path.
    public init(_ address: String, name: String = "") throws(Unmailable) {
        if hasControlCharacter(address) { throw .controlCharacter(in: .address) }
        if hasControlCharacter(name) { throw .controlCharacter(in: .name) }
        if address.utf8.contains(UInt8(ascii: "\"")) { throw .quotedLocalPart }

        guard let at = address.lastIndex(of: "@") else { throw .malformedAddress }
        let local = address[..<at]
        let domain = address[address.index(after: at)...]
        guard local.utf8.allSatisfy({ $0 < 0x80 }) else { throw .nonASCIILocalPart }
        guard domain.utf8.allSatisfy({ $0 < 0x80 }) else { throw .nonASCIIDomain }
        guard isDotAtom(local), local.utf8.count <= 64, isHostName(domain), address.utf8.count <= 254 else {
            throw .malformedAddress
        }
        self.name = name
        self.localPart = String(local)
        self.domain = String(domain)
    }
}
