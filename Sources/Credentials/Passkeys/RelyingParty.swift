/// Who asks for passkeys: one origin, whose host is the id that passkeys are bound to for good.
public struct RelyingParty: Sendable, Hashable {
    /// What a person's device shows.
    public let name: String
    /// The host. Changing it ends all passkeys.
    public let id: String
    /// Scheme, host and port as browsers write them.
    public let origin: String

    /// The relying party of a public address such as `https://portal.example` or `http://localhost:8080`.
    ///
    /// Nil unless the address is an origin in lower case (a trailing slash aside), https or the host `localhost`, and
    /// names a host: browsers make no passkeys for bare addresses. A host outside ASCII is given in Punycode.
    public init?(name: String, address: String) {
        var origin = address[...]
        if origin.hasSuffix("/") { origin.removeLast() }
        let isHTTPS = origin.hasPrefix("https://")
        guard isHTTPS || origin.hasPrefix("http://") else { return nil }
        let authority = origin.dropFirst(isHTTPS ? 8 : 7)
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2, Self.isName(host) else { return nil }
        if !isHTTPS && host != "localhost" && !host.hasSuffix(".localhost") { return nil }
        if parts.count == 2 {
            guard let port = UInt16(parts[1]), port > 0, String(port) == parts[1] else { return nil }
            // Browsers leave the scheme's own port out of the origin.
            if port == (isHTTPS ? 443 : 80) { origin.removeLast(parts[1].count + 1) }
        }
        self.name = name
        self.id = String(host)
        self.origin = String(origin)
    }

    private static func isName(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isWellFormed = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        }
        // A last label of digits makes it an IPv4 address (WHATWG URL).
        return isWellFormed && host.utf8.count <= 253 && labels.last?.allSatisfy(\.isNumber) == false
    }
}
