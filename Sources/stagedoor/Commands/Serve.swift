import ArgumentParser
import Credentials
import Domain
import Foundation
import Hummingbird
import Jobs
import Logging
import Metrics
import ServiceLifecycle
import Storage
import Store
import UnixSignals
import Web

/// `stagedoor serve`: the portal, and its work unless told otherwise.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the portal.")

    @OptionGroup var options: Options
    @OptionGroup var server: ServerOptions

    @Flag(help: "On an empty database: fill it with the demo world. On a demo database: serve it. On any other: refuse.")
    var demo = false

    func run() async throws {
        var configured = try await Configured.read(
            options, server, defaultDatabase: demo ? "sqlite:var/demo/stagedoor.db" : "sqlite:var/stagedoor.db")
        if configured.port == 0 {
            configured.port = try FreePort.find(on: configured.bind)
        } else {
            try FreePort.require(configured.port, on: configured.bind, "STAGEDOOR_PORT")
        }
        if let port = configured.metricsPort, port != 0 { try FreePort.require(port, on: configured.bind, "STAGEDOOR_METRICS_PORT") }
        if demo { try requireLoopback(configured.bind) }
        _ = try configured.portalAddress()
        try Starting.check(configured)
        try Starting.requireCheckpoints(at: configured.checkpoints)
        let level = Logger.Level(rawValue: configured.logLevel) ?? .info
        LoggingSystem.bootstrap { LogLines(logLevel: level, label: $0) }
        let measurements = Measurements()
        MetricsSystem.bootstrap(measurements)
        let logger = Logger(label: "stagedoor")

        let installation = try await Installation.open(configured)
        do {
            try await serve(installation, measurements, logger)
        } catch {
            try? await installation.database.close()
            throw Starting.address(error, configured) ?? error
        }
        try await installation.database.close()
    }

    private func serve(_ installation: Installation, _ measurements: Measurements, _ logger: Logger) async throws {
        let hasher = PassphraseHasher()
        let configured = installation.configured
        try await prepare(installation, hasher)
        let settings = try await installation.settings()
        if settings.isDemo { try requireLoopback(configured.bind) }
        let portal = Portal(
            store: installation.store, postman: installation.postman, hasher: hasher, box: installation.box, settings: settings,
            logger: logger)

        let port = configured.port
        let application = PortalServer.application(portal, bindAddress: configured.bind, port: port, logger: logger) { bound in
            print("stagedoor: ready http://localhost:\(bound)")
            fflush(nil)
        }
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        services.append(.init(service: application))
        for worker in try Workers.services(installation, settings, logger) { services.append(.init(service: worker)) }
        if let console = ConsoleSocket(installation, logger) { services.append(.init(service: console)) }
        if let folder = configured.database.beside("console") {
            services.append(.init(service: try ConsolePortal.application(portal, in: folder, logger)))
        }
        if let metricsPort = configured.metricsPort {
            services.append(
                .init(service: MetricsServer.application(measurements, bindAddress: configured.bind, port: metricsPort, logger: logger)))
        }
        var group = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Whoever is still being answered after that is cut off.
        group.maximumGracefulShutdownDuration = .seconds(8)
        group.maximumCancellationDuration = .seconds(1)
        try await ServiceGroup(configuration: group).run()
    }

    /// The demo world for an empty database, or the way in for the first Operator admin.
    private func prepare(_ installation: Installation, _ hasher: PassphraseHasher) async throws {
        let store = installation.store
        if demo {
            if try await store.isEmpty() {
                let passphrase = Passphrase(entered: DemoDoor.passphrase)
                try await store.buildDemo(passphrase: try await hasher.hash(passphrase), box: installation.box)
            } else if !(try await store.isDemo()) {
                throw SettingsError("this database is not a demo: leave out --demo, or name another with --database")
            }
            return
        }
        let name = Line(stored: installation.configured.operatorName)
        _ = try await store.openInstallation(operatorName: name)
        if let secret = try await store.firstAdminLink() {
            print("stagedoor: nobody can administer this installation yet; open this link, good for 24 hours and once:")
            print("  \(try installation.configured.portalAddress().origin)/invitation/\(secret.text)")
        }
    }

    private func requireLoopback(_ address: String) throws {
        guard ["127.0.0.1", "::1", "localhost"].contains(address) else {
            throw SettingsError("the demo lets anybody in, so it listens on loopback only: leave STAGEDOOR_BIND at 127.0.0.1")
        }
    }
}

/// A port that is free now.
enum FreePort {
    static func find(on address: String) throws -> Int {
        guard let port = try? bound(0, on: address) else {
            throw SettingsError("no port is free on \(address): name one with STAGEDOOR_PORT")
        }
        return port
    }

    /// Says what to do before anything is opened or printed. What else is wrong with the address is the server's to say.
    static func require(_ port: Int, on address: String, _ setting: String) throws {
        // An address of another kind than IPv4 is the server's to try.
        var parsed = in_addr()
        guard inet_pton(AF_INET, address, &parsed) == 1 else { return }
        do { _ = try bound(port, on: address) } catch let error as POSIXError {
            if let problem = Starting.port(error.code.rawValue, port, on: address, setting) { throw problem }
        } catch {}
    }

    /// Takes a port of an IPv4 address for a moment.
    private static func bound(_ port: Int, on address: String) throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        // What a server that just ended left waiting does not hold the port.
        var isShared: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isShared, socklen_t(MemoryLayout<Int32>.size))
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = UInt16(port).bigEndian
        name.sin_addr.s_addr = inet_addr(address)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard found else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
        return Int(UInt16(bigEndian: name.sin_port))
    }
}
