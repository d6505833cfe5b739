import Dispatch
import GRDB
import Storage
import Synchronization

/// Collects the writes that arrive while one is being made durable, and commits them together: one sync of the disk
/// for many answers.
///
/// A lone writer never waits. When the batch before held several writes, the next one gives their successors up to
/// two milliseconds to arrive, since those who were just answered tend to write again.
final class GroupCommit: Sendable {
    private static let largestBatch = 64
    private static let longestQueue = 4096
    private static let patience = DispatchTimeInterval.milliseconds(2)

    private struct State {
        var waiting: [any PendingWrite] = []
        var isRunning = false
        var isFinished = false
        /// The size for which the writer waits, and is woken.
        var wanted: Int?
        /// Who waits for the end.
        var last: CheckedContinuation<Void, Never>?
    }

    private let writer: DatabaseQueue
    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)

    init(_ writer: DatabaseQueue) {
        self.writer = writer
    }

    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Answers when the write is durable, or says why it is not.
    func add(_ write: any PendingWrite) {
        enum Next { case nothing, start, wake, refuse(String) }
        let next: Next = state.withLock { state in
            guard !state.isFinished else { return .refuse("the database is closed") }
            guard state.waiting.count < Self.longestQueue else { return .refuse("too many writes are waiting") }
            state.waiting.append(write)
            if !state.isRunning {
                state.isRunning = true
                return .start
            }
            guard let wanted = state.wanted, state.waiting.count >= wanted else { return .nothing }
            state.wanted = nil
            return .wake
        }
        switch next {
        case .nothing: break
        case .start: commitNext(after: 1)
        case .wake: arrived.signal()
        case .refuse(let why): write.answer(Fault(kind: .unavailable, code: "batch", message: why))
        }
    }

    /// Refuses further writes and returns when those that wait have been answered; false if it had been asked before.
    func finish() async -> Bool {
        let isFirst = state.withLock { state in
            defer { state.isFinished = true }
            return !state.isFinished
        }
        guard isFirst else { return false }
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.isRunning { state.last = continuation }
                return !state.isRunning
            }
            if isIdle { continuation.resume() }
        }
        return true
    }

    /// One access of the writer a batch, so that others (a backup, the close) can come between.
    private func commitNext(after previous: Int) {
        writer.asyncWriteWithoutTransaction { [self] database in
            let writes = collect(expecting: previous)
            let outcomes = writes.isEmpty ? [] : Batch.run(writes, in: database, awaited: { self.waiting > 0 || writes.count > 1 })
            // Asked for before the answers: those who write again at once then join the next batch.
            let (goesOn, last) = state.withLock { state in
                state.isRunning = !state.waiting.isEmpty || writes.count > 1
                return (state.isRunning, state.isRunning ? nil : state.last)
            }
            for (write, outcome) in zip(writes, outcomes) { write.answer(outcome) }
            if goesOn { commitNext(after: writes.count) }
            last?.resume()
        }
    }

    private func collect(expecting count: Int) -> [any PendingWrite] {
        let mustWait = state.withLock { state in
            guard state.waiting.count < count, !state.isFinished else { return false }
            state.wanted = count
            return true
        }
        if mustWait, arrived.wait(timeout: .now() + Self.patience) == .timedOut {
            // Woken at the very last moment: take the signal back.
            let isLate = state.withLock { state in
                defer { state.wanted = nil }
                return state.wanted == nil
            }
            if isLate { arrived.wait() }
        }
        return state.withLock { state in
            let writes = Array(state.waiting.prefix(Self.largestBatch))
            state.waiting.removeFirst(writes.count)
            return writes
        }
    }
}
