import Synchronization

/// How far the writing of many rows is, for whoever waits; and the way to end it early.
public final class RowProgress: Sendable {
    private struct State {
        var done: Int64 = 0
        var total: Int64 = 0
        var isCancelled = false
    }

    private let state = Mutex(State())

    public init() {}

    public var rows: (done: Int64, total: Int64) { state.withLock { ($0.done, $0.total) } }

    /// What is under way ends with a `CancellationError`.
    public func cancel() { state.withLock { $0.isCancelled = true } }

    func begin(_ total: Int64) { state.withLock { ($0.done, $0.total) = (0, total) } }

    func step() throws {
        let isCancelled = state.withLock { state in
            state.done += 1
            return state.isCancelled
        }
        if isCancelled { throw CancellationError() }
    }
}
