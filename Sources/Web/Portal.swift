import Credentials
import Domain
import Logging
import Pages
import Store

/// Everything the portal needs to answer: values and the store, made once.
public struct Portal: Sendable {
    public private(set) var store: Store
    public let postman: Postman
    public let hasher: PassphraseHasher
    public let box: SecretBox
    public let settings: Settings
    public let logger: Logger
    let kept = KeptAnswers()

    public init(store: Store, postman: Postman, hasher: PassphraseHasher, box: SecretBox, settings: Settings, logger: Logger) {
        self.store = store
        self.postman = postman
        self.hasher = hasher
        self.box = box
        self.settings = settings
        self.logger = logger
    }

    /// The same portal over a store in which nothing is done.
    var rehearsing: Portal {
        var copy = self
        copy.store = store.rehearsing
        return copy
    }
}

/// What the configuration says about this installation.
public struct Settings: Sendable {
    /// Where people reach the portal; links in mail and passkeys hang on it.
    public var publicURL: PublicURL
    /// Proxies that may say where a client is, by address.
    public var trustedProxies: Set<String>
    /// Where somebody who cannot sign in gets help.
    public var support: EmailAddress?
    public var operatorName: String
    public var isDemo: Bool
    /// A mail server is set. Without, mail waits in the outbox, and pages say so.
    public var sendsMail: Bool

    public init(
        publicURL: PublicURL, trustedProxies: Set<String> = [], support: EmailAddress? = nil, operatorName: String, isDemo: Bool = false,
        sendsMail: Bool = true
    ) {
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.support = support
        self.operatorName = operatorName
        self.isDemo = isDemo
        self.sendsMail = sendsMail
    }
}

/// The address of the portal: https, or http at localhost (a passkey needs a name that browsers trust).
public struct PublicURL: Sendable, Hashable, CustomStringConvertible {
    public let scheme: String
    public let host: String
    public let port: Int?

    /// Nil for everything that is neither https nor http at localhost, or carries a path.
    public init?(_ text: String) {
        let halves = text.split(separator: "://", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        scheme = halves[0].lowercased()
        var rest = String(halves[1])
        if rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.contains(where: { "/?#@ ".contains($0) }) else { return nil }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let name = parts.first, !name.isEmpty else { return nil }
        host = name.lowercased()
        if parts.count == 2 {
            guard let number = Int(parts[1]), (1...65535).contains(number) else { return nil }
            port = number
        } else {
            port = nil
        }
        guard scheme == "https" || (scheme == "http" && host == "localhost") else { return nil }
        guard host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }) else { return nil }
    }

    /// Scheme, host and port, as browsers write an origin.
    public var origin: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")" }

    public var isHTTPS: Bool { scheme == "https" }

    public var description: String { origin }
}
