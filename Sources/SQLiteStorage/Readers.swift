import Dispatch
import GRDB
import Storage
import Synchronization

/// The connections that read, beside the one that writes: opened when they are needed first, each lent to one read at a time.
///
/// A read is done where it is asked for when a connection is free, without a change of threads: such a change costs more than
/// a small query does. What has to wait, and what may take long, is done on threads of our own.
final class Readers: Sendable {
    /// One read that waits; it is handed a connection, or why there is none.
    private typealias Wish = @Sendable (Result<GRDB.Database, any Error>) -> Void

    private struct State {
        var idle: [DatabaseQueue] = []
        var opened: [DatabaseQueue] = []
        /// How many connections there are or will be in a moment.
        var count = 0
        var waiting: [Wish] = []
        var isClosed = false
    }

    private let path: String
    private let configuration: Configuration
    private let width: Int
    private let threads = DispatchQueue(label: "sqlite.readers", attributes: .concurrent)
    private let state = Mutex(State())

    init(path: String, configuration: Configuration, width: Int) {
        self.path = path
        self.configuration = configuration
        self.width = width
    }

    /// Here and now where that is possible.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        guard let lent = try lend() else { return try await readAside(body) }
        defer { handOn(lent) }
        return try Self.translating { try Self.use(lent) { try Self.snapshot(in: $0, body) } }
    }

    /// On a thread of its own.
    func readAside<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock {
                $0.waiting.append { database in
                    continuation.resume(with: Result { try Self.translating { try Self.snapshot(in: database.get(), body) } })
                }
            }
            startThread()
        }
    }

    /// Waits for the reads that are under way; whoever comes later is refused.
    func close() throws {
        let opened = state.withLock { state in
            state.isClosed = true
            return state.opened
        }
        try opened.forEach { try $0.close() }
    }

    /// A free connection; nil when all are in use, and whoever waits will be handed one.
    private func lend() throws -> DatabaseQueue? {
        enum Found { case idle(DatabaseQueue), room, nothing, closed }
        let found: Found = state.withLock { state in
            if state.isClosed { return .closed }
            if let queue = state.idle.popLast() { return .idle(queue) }
            guard state.count < width else { return .nothing }
            state.count += 1
            return .room
        }
        switch found {
        case .idle(let queue): return queue
        case .nothing: return nil
        case .closed: throw Self.closed
        case .room: return try open()
        }
    }

    /// Opens the connection that was counted a moment ago. Where that fails the others serve who waits; without any, nobody
    /// is left waiting.
    private func open() throws -> DatabaseQueue? {
        do {
            let queue = try Self.translating { try DatabaseQueue(path: path, configuration: configuration) }
            let isLate = state.withLock { state in
                if !state.isClosed { state.opened.append(queue) }
                return state.isClosed
            }
            guard isLate else { return queue }
            try queue.close()
            throw Self.closed
        } catch {
            let (isLast, stranded) = state.withLock { state in
                state.count -= 1
                guard state.count == 0 else { return (false, [Wish]()) }
                defer { state.waiting = [] }
                return (true, state.waiting)
            }
            for wish in stranded { wish(.failure(error)) }
            guard isLast else { return nil }
            throw error
        }
    }

    private static let closed = Fault(kind: .unavailable, code: "closed", message: "the database is closed")

    private func handOn(_ lent: DatabaseQueue) {
        let mustServe = state.withLock { state in
            if state.waiting.isEmpty { state.idle.append(lent) }
            return !state.waiting.isEmpty
        }
        if mustServe { serve(on: lent) }
    }

    /// Whatever waits has a connection, or all of them are in use and will be handed on, or there is none to be had.
    private func startThread() {
        do {
            if let lent = try lend() { serve(on: lent) }
        } catch {
            while let wish = next() { wish(.failure(error)) }
        }
    }

    /// The connection stays on its thread as long as there is something to read.
    private func serve(on lent: DatabaseQueue) {
        threads.async { [self] in
            Self.use(lent) { database in
                while let wish = next() { wish(.success(database)) }
            }
            handOn(lent)
        }
    }

    /// The read that has waited longest.
    private func next() -> Wish? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    /// Not `async`, so that it is GRDB's way of staying on this thread that is meant.
    private static func use<Value>(_ lent: DatabaseQueue, _ body: (GRDB.Database) throws -> Value) rethrows -> Value {
        try lent.unsafeRead(body)
    }

    private static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw Fault(error) }
    }

    /// One read transaction: the snapshot is taken by its first statement and kept until the end.
    private static func snapshot<Value>(
        in database: GRDB.Database, _ body: (any Connection) throws -> Value
    ) throws -> Value {
        // It was handed over, and closed before it was used.
        guard database.sqliteConnection != nil else { throw closed }
        let transaction = SQLiteTransaction(database, mayWrite: false)
        defer { transaction.end() }
        try transaction.control("BEGIN")
        do {
            let value = try body(transaction)
            if let fault = transaction.fault { throw fault }
            try transaction.control("COMMIT")
            return value
        } catch {
            if transaction.isOpen { try? transaction.control("ROLLBACK") }
            throw error
        }
    }
}
