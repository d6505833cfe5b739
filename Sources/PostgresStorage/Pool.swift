import Storage
import Synchronization

/// A fixed number of sessions, lent in the order in which they are asked for.
final class Pool: Sendable {
    private struct Waiter {
        let ticket: Int
        let continuation: CheckedContinuation<Session, any Error>
        let expiry: Task<Void, Never>?
    }

    private struct State {
        /// The last one given back is lent first: the others may stay unconnected.
        var idle: [Session]
        var waiters: [Waiter] = []
        var tickets = 0
        var isClosed = false
    }

    private let size: Int
    private let patience: Duration
    private let state: Mutex<State>

    init(url: String, size: Int, patience: Duration) {
        self.size = size
        self.patience = patience
        state = Mutex(State(idle: (1...size).map { Session(url: url, number: $0) }))
    }

    var waiting: Int { state.withLock { $0.waiters.count } }

    /// A session to be given back; throws a ``Fault`` when there is none in time.
    func take() async throws -> Session {
        let idle: Session? = try state.withLock { state in
            guard !state.isClosed else { throw Fault.closed }
            return state.idle.popLast()
        }
        if let idle { return idle }
        return try await wait(patience, isLast: false)
    }

    func giveBack(_ session: Session) {
        let waiter: Waiter? = state.withLock { state in
            guard state.waiters.isEmpty else { return state.waiters.removeFirst() }
            state.idle.append(session)
            return nil
        }
        waiter?.expiry?.cancel()
        waiter?.continuation.resume(returning: session)
    }

    /// Refuses whoever comes now, waits for those who are here, and disconnects.
    func close() async {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        for _ in 0..<size {
            // Taken for good. Waiting has no end here, so it cannot fail.
            guard let session = try? await wait(nil, isLast: true) else { return }
            await session.disconnect()
        }
    }

    private func wait(_ patience: Duration?, isLast: Bool) async throws -> Session {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return try await withCheckedThrowingContinuation { continuation in
            let expiry = patience.map { patience in
                Task {
                    try? await Task.sleep(for: patience)
                    if !Task.isCancelled { expire(ticket) }
                }
            }
            let waiter = Waiter(ticket: ticket, continuation: continuation, expiry: expiry)
            let outcome: Result<Session, any Error>? = state.withLock { state in
                if state.isClosed, !isLast { return .failure(Fault.closed) }
                if let idle = state.idle.popLast() { return .success(idle) }
                state.waiters.append(waiter)
                return nil
            }
            guard let outcome else { return }
            expiry?.cancel()
            continuation.resume(with: outcome)
        }
    }

    private func expire(_ ticket: Int) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(
            throwing: Fault(
                kind: .unavailable, code: "pool", message: "no connection became free within \(patience)"))
    }
}

extension Fault {
    static let closed = Fault(kind: .unavailable, code: "closed", message: "the database is closed")
}
