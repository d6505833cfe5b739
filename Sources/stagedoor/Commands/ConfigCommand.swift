import API
import ArgumentParser
import Foundation

/// `stagedoor config`: what the installation would run with, put together from flags, environment, file and defaults.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract:
            "Print the settings as they are in force: flags, then the environment, then the file, then defaults. Passwords are left out.")
    @OptionGroup var options: Options
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
        let settings = try await Configured.read(options).settings
        if json {
            var writer = JSONWriter()
            writer.object { writer in
                for (name, value) in settings {
                    writer.key(name)
                    writer.value(value)
                }
            }
            say(String(decoding: writer.bytes, as: UTF8.self))
        } else {
            Columns.print(settings.map { [$0.0, $0.1 ?? "(not set)"] })
        }
    }
}

extension Configured {
    /// By the names of the environment, in the order of the manual.
    fileprivate var settings: [(String, String?)] {
        [
            ("STAGEDOOR_DATABASE", database.description), ("STAGEDOOR_KEYS", keys), ("STAGEDOOR_CHECKPOINTS", checkpoints),
            ("STAGEDOOR_PUBLIC_URL", publicURL ?? "http://localhost:\(port)"), ("STAGEDOOR_PORT", String(port)), ("STAGEDOOR_BIND", bind),
            ("STAGEDOOR_PROXIES", proxies.isEmpty ? nil : proxies.joined(separator: ",")),
            ("STAGEDOOR_METRICS_PORT", metricsPort.map(String.init)),
            ("STAGEDOOR_SMTP_URL", smtp.map(withoutPassword)), ("STAGEDOOR_MAIL_FROM", mailFrom), ("STAGEDOOR_SUPPORT_EMAIL", support),
            ("STAGEDOOR_OPERATOR_NAME", operatorName), ("STAGEDOOR_LOG_LEVEL", logLevel),
            ("STAGEDOOR_POSTGRES_CONNECTIONS", String(connections)),
        ]
    }
}
