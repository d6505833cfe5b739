/// Why a mail server's URL is refused. The description says what to write instead and repeats nothing of the URL, since
/// a mistyped one may show a piece of the password anywhere.
public enum SMTPURLFault: Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case scheme, host, port, path, credentials, percentEncoding, controlCharacter
    case unknownParameter, repeatedParameter, tls, tlsContradiction, passwordInTheClear, authorityFile, greetingName

    public var description: String {
        switch self {
        case .scheme: "the mail server's URL begins with smtp:// (STARTTLS) or smtps:// (TLS from the first byte)"
        case .host:
            "write the mail server's host name as in smtp://mail.example.net (IPv6 in brackets, foreign letters as xn--…)"
        case .port: "the mail server's port is a number from 1 to 65535, as in smtp://mail.example.net:587"
        case .path: "a mail server's URL has no path: write only ?name=value behind host and port"
        case .credentials: "write user and password as user:password@, or neither"
        case .percentEncoding:
            "in user, password and parameters write / ? # @ : % & percent-encoded: %2F %3F %23 %40 %3A %25 %26"
        case .controlCharacter: "user, password and parameters of the mail server's URL may not have control characters"
        case .unknownParameter: "the parameters of a mail server's URL are tls, ca and ehlo"
        case .repeatedParameter: "give each parameter of the mail server's URL once"
        case .tls: "write tls=required or tls=none"
        case .tlsContradiction:
            "TLS is both asked for and switched off: leave out tls=none, or write smtp:// without ca="
        case .passwordInTheClear:
            "a password goes to another machine over TLS only: leave out tls=none, or the password"
        case .authorityFile: "write ca= with the absolute path of a PEM file"
        case .greetingName: "write ehlo= with a host name, as in ehlo=portal.example.net"
        }
    }
}
