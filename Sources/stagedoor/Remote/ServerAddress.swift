import Foundation

/// Where a portal is reached over the network. A token goes there encrypted, or not beyond this machine.
struct ServerAddress {
    /// Scheme, host and port: what stands before the path of a call.
    let origin: String

    /// - Throws: ``Failure`` for what is no such address, and for one at which a token could be read on the way.
    init(_ text: String, allowingClearText: Bool) throws {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), ["https", "http"].contains(scheme),
            let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil
        else { throw Failure(.usage, "\(withoutPassword(text)) is not the address of a server: write https://NAME, without a path") }
        if scheme == "http", !allowingClearText, !ServerAddress.isLoopback(host) {
            throw Failure(
                .usage,
                "the token would go to \(host) in clear text, for everybody on the way to read: write https://\(host); or --insecure-http, if the network is yours from end to end"
            )
        }
        origin = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
    }

    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if ["localhost", "[::1]", "::1"].contains(name) { return true }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}
