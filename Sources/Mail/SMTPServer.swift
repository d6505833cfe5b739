/// The mail server that takes our letters, as one URL names it:
///
///     smtp://user:password@mail.example.net:587      STARTTLS, required
///     smtps://user:password@mail.example.net:465     TLS from the first byte
///     smtp://localhost                               a relay on this machine, without TLS
///
/// Ports may be left out: 587 with STARTTLS, 465 with smtps, 25 without TLS. User and password are percent-encoded.
/// Parameters behind `?`, joined by `&`:
/// - `tls=required` or `tls=none`. Without it `smtp:` requires STARTTLS, except towards this machine (`localhost`,
///   127.0.0.0/8, `::1`). There is nothing between the two: TLS that is used when offered can be taken away on the way.
///   `tls=none` together with a password is refused for any other host.
/// - `ca=/path/to/ca.pem`: certificates are checked against these authorities and no others.
/// - `ehlo=portal.example.net`: the name we greet with, instead of this machine's.
///
/// No description, dump or error shows the user or the password (some providers use a token as the user).
public struct SMTPServer: Sendable, Equatable {
    /// How the line is protected.
    public enum Encryption: String, Sendable {
        /// TLS from the first byte (RFC 8314, section 3).
        case implicit = "TLS"
        /// STARTTLS (RFC 3207); without it nothing is sent.
        case startTLS = "STARTTLS"
        /// None.
        case none = "no TLS"
    }

    /// What is shown to the server by SASL (RFC 4954).
    struct Credentials: Equatable {
        let user: String
        let password: String
    }

    /// Name or address, an IPv6 address without brackets.
    public let host: String
    /// TCP port.
    public let port: UInt16
    /// What protects the line; never less than this.
    public let encryption: Encryption
    /// A PEM file of the authorities that alone are believed; nil for those of the system.
    public let authorityFile: String?
    /// The name we greet with; nil for this machine's.
    public let greetingName: String?
    let credentials: Credentials?

    /// Whether the URL has a user and a password.
    public var authenticates: Bool { credentials != nil }

    /// What libcurl is told to connect to. Its path is the name for EHLO.
    var curlURL: String {
        let scheme = encryption == .implicit ? "smtps" : "smtp"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(greetingName ?? "")"
    }
}

extension SMTPServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// For logs and `doctor`, as in `mail.example.net:587 (STARTTLS, with a password)`.
    public var description: String {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        return "\(place) (\(encryption.rawValue)\(authenticates ? ", with a password" : ""))"
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Keeps the password out of `dump` and of anything else that reflects.
    public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
