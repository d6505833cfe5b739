/// Why a letter was not delivered, fit to be stored and shown: without addresses, user names or passwords.
public struct DeliveryFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the failure asks for.
    public enum Kind: String, Sendable, CaseIterable {
        /// The server asks to try later (4yz of RFC 5321, section 4.2.1), or the line broke.
        case temporary
        /// The server will not take this letter (5yz): trying again does not help.
        case permanent
        /// Nothing will pass until someone mends our settings or the server's: TLS, certificate, password, authority file.
        case configuration
        /// The name is unknown, or nobody listens there.
        case unreachable
        /// An answer did not come in time.
        case timeout
    }

    public let kind: Kind
    /// The server's last reply code, if that reply was the reason.
    public let code: Int?
    /// One short line.
    public let reason: String

    public init(_ kind: Kind, code: Int? = nil, reason: String) {
        self.kind = kind
        self.code = code
        self.reason = reason
    }

    public var description: String {
        let label = code.map { "\(kind.rawValue), \($0)" } ?? kind.rawValue
        return "\(label): \(reason)"
    }
}
