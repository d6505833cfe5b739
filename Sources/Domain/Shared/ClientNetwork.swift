import Foundation

/// The network by which clients are counted: an IPv4 address, or the /64 of an IPv6 one. A subscriber holds at least that
/// many IPv6 addresses (RFC 6177), so a limit by the single address would limit nothing.
public struct ClientNetwork: Sendable, Hashable, CustomStringConvertible {
    /// The IPv4 address, the prefix as 16 hexadecimal digits with `/64`, or the text itself when it is no address.
    public let text: String

    /// - Parameter address: as the socket or a proxy's header says it. An IPv4-mapped address (RFC 4291, 2.5.5.2) counts as
    ///   the IPv4 address in it; a zone behind `%` is ignored.
    public init(_ address: String) {
        let bare = String(address.prefix { $0 != "%" })
        var bytes = in6_addr()
        guard bare.contains(":"), inet_pton(AF_INET6, bare, &bytes) == 1 else {
            text = bare
            return
        }
        let octets = withUnsafeBytes(of: &bytes) { Array($0) }
        if octets[..<10].allSatisfy({ $0 == 0 }), octets[10] == 0xFF, octets[11] == 0xFF {
            text = octets[12...].map(String.init).joined(separator: ".")
        } else {
            text = octets[..<8].map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() + "/64"
        }
    }

    public var description: String { text }
}
