import Dispatch
import Foundation
import Synchronization

/// A few threads that do blocking work, with a short queue before them. Work beyond the queue is refused at once.
///
/// Threads of our own, because on Linux a concurrent dispatch queue draws from the same few threads as Swift's
/// cooperative pool: two hashes at once would stop every request of a machine with two cores.
final class HashingPool: Sendable {
    private let bench: Bench

    init(threads: Int, waiting: Int) {
        let bench = Bench(room: max(threads, 1) + max(waiting, 0))
        self.bench = bench
        for number in 1...max(threads, 1) {
            let thread = Thread { bench.work() }
            thread.name = "hashing-\(number)"
            thread.start()
        }
    }

    deinit { bench.close() }

    /// What `work` returns, computed on one of the threads. First come, first served.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(HashingProblem) -> Value {
        let outcome: Result<Value, HashingProblem> = await withCheckedContinuation { continuation in
            let admitted = bench.admit {
                let value = work()
                return { continuation.resume(returning: .success(value)) }
            }
            if !admitted { continuation.resume(returning: .failure(.overloaded)) }
        }
        return try outcome.get()
    }
}

/// What the threads of a pool share; it outlives the pool until the last thread has gone.
private final class Bench: Sendable {
    /// Work that hands back how to deliver its result, which happens after its place is free again.
    typealias Job = @Sendable () -> @Sendable () -> Void

    private struct State {
        var jobs: [Job] = []
        var unfinished = 0
    }

    private let state = Mutex(State())
    private let news = DispatchSemaphore(value: 0)
    private let room: Int

    init(room: Int) { self.room = room }

    func admit(_ job: @escaping Job) -> Bool {
        let admitted = state.withLock { state in
            guard state.unfinished < room else { return false }
            state.unfinished += 1
            state.jobs.append(job)
            return true
        }
        if admitted { news.signal() }
        return admitted
    }

    /// News without a job: the threads go once the work that was admitted is done.
    func close() { news.signal() }

    /// The life of one thread.
    func work() {
        #if os(Linux)
        // Linux keeps niceness per thread: under load everything else goes first, at about three to one.
        setpriority(.init(PRIO_PROCESS.rawValue), 0, 5)
        #endif
        while true {
            news.wait()
            let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
            guard let job else {
                news.signal()  // Closed: let the next thread go, too.
                return
            }
            let deliver = job()
            state.withLock { $0.unfinished -= 1 }
            deliver()
        }
    }
}
