import Configuration
import Domain
import Foundation
import Mail
import Store
import SystemPackage
import Web

/// Everything that can be set, read and checked once at start.
struct Configured: Sendable {
    var database: DatabaseURL
    var keys: String
    var checkpoints: String
    var port: Int
    var bind: String
    var publicURL: String?
    var smtp: String?
    var mailFrom: String?
    var support: String?
    var operatorName: String
    var proxies: [String]
    var metricsPort: Int?
    var logLevel: String
    var connections: Int
    var retention: Retention
    var mailLimits: MailLimits

    /// Flags, then the environment, then the file, then defaults that work.
    static func read(_ options: Options, _ server: ServerOptions? = nil, defaultDatabase: String = "sqlite:var/stagedoor.db") async throws
        -> Configured
    {
        var flags: [AbsoluteConfigKey: ConfigValue] = [:]
        func flag(_ name: String, _ value: String?) {
            if let value { flags[AbsoluteConfigKey(["stagedoor", name])] = ConfigValue(stringLiteral: value) }
        }
        flag("database", options.database)
        flag("keys", options.keys)
        flag("checkpoints", options.checkpoints)
        flag("port", server?.port.map(String.init))
        flag("bind", server?.bind)
        flag("public_url", server?.publicURL)
        flag("smtp_url", server?.smtpURL)
        let environment = EnvironmentVariablesProvider()
        let named = options.config ?? ProcessInfo.processInfo.environment["STAGEDOOR_CONFIG"]
        let path = named ?? "/etc/stagedoor/stagedoor.env"
        let file: EnvironmentVariablesProvider
        do {
            file = try await EnvironmentVariablesProvider(environmentFilePath: FilePath(path), allowMissing: named == nil)
        } catch {
            // systemd reads the system's file as root and hands it over (EnvironmentFile=): the service's user need not read it.
            guard named == nil, ProcessInfo.processInfo.environment["STAGEDOOR_DATABASE"] != nil else {
                throw Starting.configFile(error, at: path)
            }
            file = EnvironmentVariablesProvider(environmentVariables: [:])
        }
        let reader = ConfigReader(providers: [InMemoryProvider(values: flags), environment, file]).scoped(to: "stagedoor")

        let database = try DatabaseURL(reader.string(forKey: "database", default: defaultDatabase))
        func number(_ key: String, _ range: ClosedRange<Int>) throws -> Int? {
            guard let text = reader.string(forKey: ConfigKey(key)) else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw SettingsError(
                    "STAGEDOOR_\(key.uppercased()) is \(text): write a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        func days(_ key: String, _ otherwise: Moment.Span) throws -> Moment.Span {
            try number(key, 1...36_500).map { Moment.Span.days(Int64($0)) } ?? otherwise
        }
        let logLevel = reader.string(forKey: "log_level", default: "info")
        guard ["debug", "info", "warning", "error"].contains(logLevel) else {
            throw SettingsError("STAGEDOOR_LOG_LEVEL is \(logLevel): write debug, info, warning or error")
        }
        let retention = Retention()
        let limits = MailLimits()
        return Configured(
            database: database,
            keys: reader.string(forKey: "keys") ?? database.beside("keys") ?? "/etc/stagedoor/keys.json",
            checkpoints: reader.string(forKey: "checkpoints") ?? database.beside("checkpoints") ?? "/var/lib/stagedoor/checkpoints",
            port: try number("port", 0...65535) ?? 8080,
            bind: reader.string(forKey: "bind", default: "127.0.0.1"),
            publicURL: reader.string(forKey: "public_url"),
            smtp: reader.string(forKey: "smtp_url"),
            mailFrom: reader.string(forKey: "mail_from"),
            support: reader.string(forKey: "support_email"),
            operatorName: reader.string(forKey: "operator_name", default: "The operator"),
            proxies: reader.string(forKey: "proxies", default: "").split(separator: ",").map { String($0).trimmed },
            metricsPort: try number("metrics_port", 0...65535),
            logLevel: logLevel,
            connections: try number("postgres_connections", 1...200) ?? 16,
            retention: Retention(
                auditValues: try days("keep_audit_values_days", retention.auditValues),
                sentMail: try days("keep_sent_mail_days", retention.sentMail),
                closedLinks: try days("keep_closed_links_days", retention.closedLinks)),
            mailLimits: MailLimits(
                mailbox: try number("mails_per_mailbox", 1...1_000_000) ?? limits.mailbox,
                sender: try number("mails_per_person", 1...1_000_000) ?? limits.sender,
                organization: try number("mails_per_organization", 1...1_000_000) ?? limits.organization))
    }
}

extension Configured {
    /// Where people reach the portal.
    func portalAddress() throws -> PublicURL {
        let text = publicURL ?? "http://localhost:\(port)"
        guard let url = PublicURL(text) else {
            throw SettingsError(
                "STAGEDOOR_PUBLIC_URL is \(text): write https://NAME or http://localhost:PORT, without a path; passkeys need one of them")
        }
        return url
    }
}

/// A setting that cannot be used, with what to write instead.
struct SettingsError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Which database, by one URL.
enum DatabaseURL: Sendable, CustomStringConvertible {
    case sqlite(path: String)
    case postgres(url: String)

    init(_ text: String) throws {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else if text.hasPrefix("sqlite:") {
            var path = String(text.dropFirst("sqlite:".count))
            if path.hasPrefix("//") { path.removeFirst(2) }
            guard !path.isEmpty else {
                throw SettingsError(
                    "STAGEDOOR_DATABASE is \(text): write the file's path behind sqlite:, such as sqlite:/var/lib/stagedoor/stagedoor.db")
            }
            self = .sqlite(path: path)
        } else {
            throw SettingsError("STAGEDOOR_DATABASE is \(text): write sqlite:PATH or postgres://USER@HOST/NAME")
        }
    }

    /// A path named after the SQLite file.
    func beside(_ suffix: String) -> String? {
        guard case .sqlite(let path) = self else { return nil }
        return "\(path).\(suffix)"
    }

    /// Without a password.
    var description: String {
        switch self {
        case .sqlite(let path): return "sqlite:\(path)"
        case .postgres(let url): return withoutPassword(url)
        }
    }
}

/// A URL without who signs in by it.
func withoutPassword(_ url: String) -> String {
    guard let at = url.lastIndex(of: "@"), let scheme = url.range(of: "://") else { return url }
    return "\(url[..<scheme.upperBound])…\(url[at...])"
}
