import Dispatch
import Synchronization

/// A few threads on which work may block, apart from those that run Swift's tasks. Work beyond their number waits in
/// order.
final class Lanes: Sendable {
    private struct State {
        var idle: [DispatchQueue]
        var waiting: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(idle: (0..<max(1, count)).map { DispatchQueue(label: "smtp.\($0)") }))
    }

    func run(_ work: @escaping @Sendable () -> Void) {
        let lane = state.withLock { state in
            let lane = state.idle.popLast()
            if lane == nil { state.waiting.append(work) }
            return lane
        }
        if let lane { occupy(lane, with: work) }
    }

    private func occupy(_ lane: DispatchQueue, with work: @escaping @Sendable () -> Void) {
        lane.async { [self] in
            work()
            let next = state.withLock { state in
                if state.waiting.isEmpty {
                    state.idle.append(lane)
                    return nil as (@Sendable () -> Void)?
                }
                return state.waiting.removeFirst()
            }
            if let next { occupy(lane, with: next) }
        }
    }
}
