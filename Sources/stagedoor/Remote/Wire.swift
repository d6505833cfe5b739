import CCurl
import Foundation
import Synchronization

/// Carries calls to a portal through libcurl. It blocks: each call has a thread of its own, apart from those that run
/// Swift's tasks. The handles stay, with their open connections, so that a long list comes over one.
final class Wire: Sendable {
    private let idle = Mutex<[Handle]>([])

    /// Sends a call once.
    ///
    /// - Parameter take: gets the body of a call that was done, a piece after the other; the next waits on the wire until
    ///   this one is taken. Without it the body is in the answer.
    /// - Throws: ``WireFault`` when there is no answer, ``Failure`` when trying again is no use, what `take` throws, and
    ///   `CancellationError` within about a second after the task is cancelled. The thread has ended by then.
    func send(_ request: WireRequest, to take: ((Data) throws -> Void)? = nil) async throws -> Answer {
        let valve = Valve(isUsed: take != nil)
        return try await withTaskCancellationHandler {
            async let outcome = carry(request, valve)
            defer { valve.shut() }
            for await piece in valve.pieces {
                try take?(piece)
                valve.askForNext()
            }
            return try await outcome.get()
        } onCancel: {
            valve.shut()
        }
    }

    private func carry(_ request: WireRequest, _ valve: Valve) async -> Result<Answer, any Error> {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                ccurl_block_sigpipe()
                let handle = idle.withLock { $0.popLast() } ?? Handle()
                let outcome = handle.carry(request, valve)
                idle.withLock { $0.append(handle) }
                valve.end()
                continuation.resume(returning: outcome)
            }
        }
    }
}

/// A libcurl handle, for one call at a time.
private final class Handle: Sendable {
    /// Once in the life of the process, before the first handle.
    private static let library = ccurl_start()

    private let handle = Mutex(Handle.library == CURLE_OK ? curl_easy_init() : nil)

    deinit { handle.withLock { curl_easy_cleanup($0) } }

    func carry(_ request: WireRequest, _ valve: Valve) -> Result<Answer, any Error> {
        handle.withLock { handle in
            guard let handle else { return .failure(Failure(.refused, "libcurl cannot be started")) }
            return Result { try Exchange(request, valve).hold(handle) }
        }
    }
}
