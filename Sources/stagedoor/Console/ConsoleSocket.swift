import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Lets the administrator's commands reach a running server on SQLite, whose file only one process may open: a socket
/// beside the database, for its owner alone. On PostgreSQL the commands open the database themselves.
///
/// A client sends one line, the words of the command as a JSON list; it gets what the command prints, and at the end a
/// line with NUL and the exit code.
struct ConsoleSocket: Service {
    let installation: Installation
    let path: String
    let logger: Logger

    init?(_ installation: Installation, _ logger: Logger) {
        guard let path = installation.configured.database.beside("socket") else { return nil }
        self.installation = installation
        self.path = path
        self.logger = logger
    }

    func run() async throws {
        unlink(path)
        // Nobody else may connect, not even for the moment between bind and chmod.
        let mask = umask(0o177)
        let server: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>
        do {
            server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            umask(mask)
        } catch {
            umask(mask)
            throw error
        }
        defer { unlink(path) }
        try await withGracefulShutdownHandler {
            try await server.executeThenClose { clients in
                for try await client in clients { try? await answer(client) }
            }
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
        }
    }

    /// One command at a time: they are an administrator's, and rare.
    private func answer(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws {
        try await client.executeThenClose { inbound, outbound in
            var line = ByteBuffer()
            for try await part in inbound {
                line.writeImmutableBuffer(part)
                if part.readableBytesView.contains(UInt8(ascii: "\n")) || line.readableBytes > 65_536 { break }
            }
            let words = (try? JSONDecoder().decode([String].self, from: Data(line.readableBytesView))) ?? []
            let code = await ConsoleVerbs.run(words, on: installation) { try await outbound.write(ByteBuffer(string: $0)) }
            try await outbound.write(ByteBuffer(string: "\0\(code)\n"))
        }
    }
}

/// The other end: a command that finds the server running.
enum ConsoleClient {
    /// Hands the command to the server beside the database, and prints what it says.
    ///
    /// - Returns: the exit code; nil when no server is listening.
    static func run(_ words: [String], at path: String, _ screen: Screen) throws -> Int32? {
        guard let descriptor = connection(to: path) else { return nil }
        defer { close(descriptor) }
        let handle = FileHandle(fileDescriptor: descriptor)
        try handle.write(contentsOf: JSONEncoder().encode(words) + Data("\n".utf8))
        var pending = Data()
        while let part = try handle.read(upToCount: 65_536), !part.isEmpty {
            pending.append(part)
            if let end = pending.firstIndex(of: 0) {
                screen.show(pending[..<end])
                return Int32(String(decoding: pending[pending.index(after: end)...], as: UTF8.self).filter(\.isNumber)) ?? 1
            }
            screen.show(pending)
            pending.removeAll(keepingCapacity: true)
        }
        return 1
    }

    /// An open connection to whoever listens at a socket; nil when nobody does.
    static func connection(to path: String) -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: name.sun_path) else {
            close(descriptor)
            return nil
        }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        let connected = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard connected else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
