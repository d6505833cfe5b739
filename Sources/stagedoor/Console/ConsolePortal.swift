import Domain
import Foundation
import Hummingbird
import Logging
import Store
import Web

/// The machine interface for the administrator's commands: over a socket in a folder that only its owner enters. It
/// carries the same calls as the network, as the console.
enum ConsolePortal {
    static let socket = "api"

    /// Answers at a socket in `folder`, which is made when it is not there.
    static func application(
        _ portal: Portal, in folder: String, _ logger: Logger, onRunning: @escaping @Sendable () async -> Void = {}
    ) throws -> some ApplicationProtocol {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        let path = "\(folder)/\(socket)"
        unlink(path)
        return PortalServer.console(portal, as: ConsoleVerbs.actor, socket: path, logger: logger, onRunning: onRunning)
    }
}
