/// An address that a page may point to. There is no way to make one of any text: a path comes from the source and is
/// filled with percent-encoded segments, and the few other schemes have makers of their own that check what they take.
public struct Link: Sendable, Hashable, CustomStringConvertible {
    /// The address as it stands in an attribute or a `Location` header, percent-encoded.
    public let text: String

    private init(encoded text: String) {
        self.text = text
    }

    /// A path of our own, such as `"/users"`.
    public init(_ path: StaticString) {
        text = path.description
    }

    /// Fills each `{…}` of `pattern` with the next of `values`, encoded as one segment (RFC 3986, 3.3).
    /// A hole without a value stays empty.
    public init(pattern: String, _ values: [String]) {
        let segments = values.map { Link.encoded($0) }
        let length = segments.reduce(pattern.utf8.count) { $0 + $1.utf8.count }
        text = String(unsafeUninitializedCapacity: length) { path in
            var count = 0, next = 0
            var isHole = false
            for byte in pattern.utf8 {
                switch byte {
                case UInt8(ascii: "{"):
                    isHole = true
                    if next < segments.count {
                        for byte in segments[next].utf8 {
                            path[count] = byte
                            count += 1
                        }
                    }
                    next += 1
                case UInt8(ascii: "}"): isHole = false
                default:
                    if isHole { continue }
                    path[count] = byte
                    count += 1
                }
            }
            return count
        }
    }

    /// So many bytes an address may have that comes back: that of a choice of 500 contacts is the longest of ours.
    public static let longest = 16_384

    /// A path of this server that came back from a browser, such as where to return to: absolute, without a host.
    /// Nil for everything else, so that nobody can be sent elsewhere, and for what is longer than ``longest``.
    public init?(returning text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= Link.longest else { return nil }
        guard bytes.count == 1 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")) else { return nil }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else { return nil }
        self.text = text
    }

    /// `mailto:` an address (RFC 6068).
    public static func mail(to address: String) -> Link {
        Link(encoded: "mailto:" + encoded(address, besides: "@"))
    }

    /// `tel:` a number in E.164 (RFC 3966).
    public static func telephone(_ number: String) -> Link {
        Link(encoded: "tel:" + encoded(number, besides: "+;="))
    }

    /// An https address outside of this server; nil for any other scheme.
    public static func external(_ address: String) -> Link? {
        let bytes = Array(address.utf8)
        guard address.hasPrefix("https://"), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return Link(encoded: address)
    }

    /// With one more `name=value` of a query.
    public func query(_ name: StaticString, _ value: String) -> Link {
        let mark = text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        return Link(encoded: "\(text)\(mark)\(name)=\(Link.encoded(value))")
    }

    /// With one more `name=value` of a query, when there is a value.
    public func query(_ name: StaticString, ifAny value: String?) -> Link {
        value.map { query(name, $0) } ?? self
    }

    /// With `#id`.
    public func anchor(_ id: StaticString) -> Link {
        Link(encoded: "\(text)#\(id)")
    }

    public var description: String { text }

    /// Leaves RFC 3986's unreserved characters and those of `allowed`, and percent-encodes the rest.
    private static func encoded(_ text: String, besides allowed: String = "") -> String {
        var plain = text
        if plain.withUTF8({ bytes in bytes.allSatisfy(isUnreserved) }) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) || allowed.utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @inline(__always)
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        if letter < 26 || byte &- UInt8(ascii: "0") < 10 { return true }
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
    }
}
