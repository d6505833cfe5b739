import Credentials
import Foundation
import Jobs
import Logging
import ServiceLifecycle
import Storage
import Web

/// The portal on this machine, for its administrator: the running server where only one process may have the database
/// open, otherwise the same machine interface for as long as the command runs.
enum LocalPortal {
    static func with(_ options: Options, note: @escaping @Sendable (String) -> Void, _ body: @Sendable (PortalClient) async throws -> Void)
        async throws
    {
        let configured = try await Configured.read(options)
        if let folder = configured.database.beside("console"),
            ConsoleClient.connection(to: "\(folder)/\(ConsolePortal.socket)").map({ close($0) }) != nil
        {
            return try await body(PortalClient(origin(folder), token: nil, note: note))
        }
        let installation = try await Installation.open(configured)
        do {
            try await answer(installation, note, body)
        } catch {
            try? await installation.database.close()
            throw error
        }
        try await installation.database.close()
    }

    private static func answer(
        _ installation: Installation, _ note: @escaping @Sendable (String) -> Void, _ body: @Sendable (PortalClient) async throws -> Void
    ) async throws {
        let quiet = Logger(label: "stagedoor", factory: { _ in SwiftLogNoOpLogHandler() })
        let portal = Portal(
            store: installation.store, postman: installation.postman, hasher: PassphraseHasher(), box: installation.box,
            settings: try await installation.settings(), logger: quiet)
        // Made here and now, or not at all: nobody else may have it.
        let folder = NSTemporaryDirectory() + "stagedoor-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (running, isRunning) = AsyncStream.makeStream(of: Void.self)
        let application = try ConsolePortal.application(portal, in: folder, quiet) { isRunning.yield() }
        // An import that is asked for here is worked on here; nobody else may be running.
        let imports = ImportRunner(store: installation.store, postman: installation.postman, logger: quiet, pause: .milliseconds(100))
        let services = ServiceGroup(services: [application, imports], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { isRunning.finish() }
                try await services.run()
            }
            for await _ in running { break }
            do {
                try await body(PortalClient(origin(folder), token: nil, note: note))
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static func origin(_ folder: String) -> String {
        "http+unix://" + percentEncoded("\(folder)/\(ConsolePortal.socket)")
    }
}
