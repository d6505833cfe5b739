import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The portal as an application of the HTTP server: the routes, and the limits that no request may pass.
public enum PortalServer {
    public struct Limits: Sendable {
        /// Bytes of all header fields together.
        public var headerBytes = 32_768
        public var headerFields = 100
        /// Seconds for a request's head to arrive whole.
        public var headSeconds: Int64 = 15
        /// A body that is received and an answer that is sent have so many seconds for every so many bytes, however long they
        /// take as a whole.
        public var paceSeconds: Int64 = 30
        public var paceBytes = 32_768
        /// Seconds that a connection may lie idle between requests.
        public var idleSeconds: Int64 = 75
        public var connections = 10_000
        /// Of those, by one network (``ClientNetwork``). A trusted proxy is not counted: it stands for all of its clients.
        public var connectionsOfOne = 512

        public init() {
            #if DEBUG
            // A proof does not wait as long as people may.
            if let text = ProcessInfo.processInfo.environment["STAGEDOOR_TEST_SECONDS"], let seconds = Int64(text) {
                (headSeconds, paceSeconds, idleSeconds) = (seconds, seconds, seconds)
            }
            #endif
        }
    }

    /// - Parameters:
    ///   - bindAddress: loopback unless a reverse proxy stands elsewhere.
    ///   - onRunning: called once with the port that is bound.
    public static func application(
        _ portal: Portal, bindAddress: String, port: Int, limits: Limits = Limits(), logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        let visitors = Visitors(limit: limits.connectionsOfOne, exempt: portal.settings.trustedProxies)
        return application(responder(portal), .hostname(bindAddress, port: port), limits, visitors, logger) { await onRunning($0 ?? port) }
    }

    /// The machine interface alone, over a socket of this machine. Whoever can open it acts as `console`.
    ///
    /// - Parameters:
    ///   - socket: in a folder that only the administrator can enter.
    ///   - onRunning: called once when it listens.
    public static func console(
        _ portal: Portal, as console: Actor, socket: String, logger: Logger, onRunning: @escaping @Sendable () async -> Void = {}
    ) -> some ApplicationProtocol {
        var limits = Limits()
        // Whoever reads there has a terminal, and may look at a page of it for long.
        limits.paceSeconds = 3600
        return application(
            responder(portal, as: console), .unixDomainSocket(path: socket), limits, Visitors(limit: limits.connections), logger
        ) { _ in await onRunning() }
    }

    private static func application(
        _ responder: Responder, _ address: BindAddress, _ limits: Limits, _ visitors: Visitors, _ logger: Logger,
        onRunning: @escaping @Sendable (Int?) async -> Void
    ) -> some ApplicationProtocol {
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: limits.headerFields)
        return Application(
            responder: responder,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [Patience(limits, visitors)], idleTimeout: .seconds(limits.idleSeconds),
                    httpDecoderConfiguration: decoder)),
            configuration: ApplicationConfiguration(
                address: address, backlog: 1024, availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port) },
            logger: logger)
    }

    /// The routes as a responder, for tests without a socket; for the console only those of the machine interface.
    static func responder(_ portal: Portal, as console: Actor? = nil) -> Responder {
        let door = Door(portal: portal, console: console)
        let router = Router(context: DoorContext.self)
        let routes = Routes.all(isDemo: portal.settings.isDemo).filter { console == nil || $0.isAPI }
        for (path, routes) in Dictionary(grouping: routes, by: \.path) {
            var methods: Set<HTTPRequest.Method> = []
            for route in routes {
                methods.insert(route.method)
                router.on(RouterPath(path), method: route.method) { try await door.answer($0, $1, route.intake, route.answer) }
                if route.method == .get {
                    methods.insert(.head)
                    router.on(RouterPath(path), method: .head) { try await door.answer($0, $1, .nothing, route.answer) }
                }
            }
            let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Responder.methods where !methods.contains(method) {
                router.on(RouterPath(path), method: method) {
                    try await door.answer($0, $1, .nothing) { _, _ in throw MethodNotAllowed(allowed: allowed) }
                }
            }
        }
        return Responder(door: door, router: router.buildResponder())
    }
}

/// RFC 9110, 15.5.6: the answer names what is allowed.
struct MethodNotAllowed: Error {
    let allowed: String
}

/// The router, with our own answer for what is not there.
struct Responder: HTTPResponder {
    static let methods: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace] + [HTTPRequest.Method("QUERY")].compactMap(\.self)

    let door: Door
    let router: RouterResponder<DoorContext>

    func respond(to request: Request, context: DoorContext) async throws -> Response {
        let response = try await router.respond(to: request, context: context)
        // Whatever our own code answered carries its id.
        guard response.headers[.requestID] == nil else { return response }
        return try await door.answer(request, context, .nothing) { _, _ in throw Trouble.notFound }
    }
}
