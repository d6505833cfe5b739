import Storage
import Synchronization

/// A write that waits for its commit.
protocol PendingWrite: AnyObject, Sendable {
    /// Runs the body and keeps what it made.
    func run(in transaction: SQLiteTransaction) throws
    /// Answers: `nil` says that what the body made is durable.
    func answer(_ error: (any Error)?)
}

final class WaitingWrite<Value: Sendable>: PendingWrite {
    private let body: @Sendable (any Connection) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let made = Mutex<Value?>(nil)

    init(body: @escaping @Sendable (any Connection) throws -> Value, continuation: CheckedContinuation<Value, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func run(in transaction: SQLiteTransaction) throws {
        let value = try body(transaction)
        made.withLock { $0 = value }
    }

    func answer(_ error: (any Error)?) {
        if let error { return continuation.resume(throwing: error) }
        guard let value = made.withLock({ $0 }) else {
            return continuation.resume(throwing: Fault(kind: .other, code: "batch", message: "a write was answered before it ran"))
        }
        continuation.resume(returning: value)
    }
}
