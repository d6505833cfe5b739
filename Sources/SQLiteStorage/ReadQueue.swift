import Dispatch
import GRDB
import Storage
import Synchronization

/// Runs reads on a few threads of its own, as many as there are reading connections; more wait for their turn.
///
/// GRDB's own asynchronous read changes threads three times, which costs more than a small query does. Here a read
/// changes to one thread, and that one stays as long as there is something to read.
final class ReadQueue: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var running = 0
    }

    private let pool: DatabasePool
    private let width: Int
    private let threads = DispatchQueue(label: "sqlite.readers", attributes: .concurrent)
    private let state = Mutex(State())

    init(_ pool: DatabasePool, width: Int) {
        self.pool = pool
        self.width = width
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            add { [pool] in
                continuation.resume(with: Result {
                    do {
                        return try pool.unsafeRead { try Self.snapshot(in: $0, body) }
                    } catch let error as DatabaseError {
                        throw Fault(reader: error)
                    }
                })
            }
        }
    }

    private func add(_ read: @escaping @Sendable () -> Void) {
        let startsThread = state.withLock { state in
            guard state.running < width else {
                state.waiting.append(read)
                return false
            }
            state.running += 1
            return true
        }
        guard startsThread else { return }
        threads.async { [self] in
            var next: (@Sendable () -> Void)? = read
            while let read = next {
                read()
                next = state.withLock { state in
                    guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                    state.running -= 1
                    return nil
                }
            }
        }
    }

    /// One read transaction: the snapshot is taken by its first statement and kept until the end.
    private static func snapshot<Value>(
        in database: GRDB.Database, _ body: (any Connection) throws -> Value
    ) throws -> Value {
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
