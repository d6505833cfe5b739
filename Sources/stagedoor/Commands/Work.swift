import ArgumentParser
import Logging
import Metrics
import ServiceLifecycle
import Storage
import UnixSignals

/// `stagedoor work`: the background work alone, beside any number of `serve`. On PostgreSQL only.
struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the background work alone (PostgreSQL only).")
    @OptionGroup var options: Options
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let configured = try await Configured.read(options, server)
        if case .sqlite = configured.database {
            throw SettingsError("work alone needs PostgreSQL: only one process may have a SQLite file open, and serve does the work there")
        }
        try Starting.check(configured)
        try Starting.requireCheckpoints(at: configured.checkpoints)
        LoggingSystem.bootstrap { LogLines(logLevel: Logger.Level(rawValue: configured.logLevel) ?? .info, label: $0) }
        let logger = Logger(label: "stagedoor")
        let installation = try await Installation.open(configured)
        let settings = try await installation.settings()
        let services = try Workers.services(installation, settings, logger)
        var group = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(8)
        try await ServiceGroup(configuration: group).run()
        try await installation.database.close()
    }
}
