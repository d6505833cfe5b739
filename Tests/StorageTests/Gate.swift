import Dispatch

/// Holds a transaction in the middle until a test lets it go on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// Waits on a database's own thread.
    func pass() { semaphore.wait() }

    /// Waits in a test, without holding a thread of the cooperative pool.
    func passed() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.semaphore.wait()
                continuation.resume()
            }
        }
    }
}
