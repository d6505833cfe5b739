import Synchronization

/// Speaks SMTP through libcurl: a connection for each letter, certificates verified, TLS 1.2 or later, no proxy and no
/// weaker second attempt.
public struct SMTPClient: Transport {
    public let server: SMTPServer
    private let limits: Limits
    private let lanes: Lanes

    struct Limits {
        let connectMilliseconds: Int
        let totalMilliseconds: Int
    }

    /// - Parameters:
    ///   - connectTimeout: for name, connection, TLS, greeting and sign-in together.
    ///   - timeout: for the whole exchange. A lease on a letter must be longer than twice this, since a server that
    ///     refuses is then given as long again for its goodbye.
    ///   - lanes: how many letters go out at once; more wait.
    public init(
        _ server: SMTPServer, connectTimeout: Duration = .seconds(15), timeout: Duration = .seconds(60), lanes: Int = 2
    ) {
        self.server = server
        self.limits = Limits(
            connectMilliseconds: milliseconds(connectTimeout), totalMilliseconds: milliseconds(timeout))
        self.lanes = Lanes(count: lanes)
    }

    /// Delivers one letter. A cancelled task ends the exchange within about a second, as a temporary failure.
    public func deliver(_ letter: Letter) async throws(DeliveryFailure) {
        try await converse(about: letter)
    }

    /// Connects, greets, starts TLS and signs in as the URL asks, says NOOP and leaves: everything a letter needs but
    /// the letter. Returns only if all of it worked.
    public func check() async throws(DeliveryFailure) {
        try await converse(about: nil)
    }

    private func converse(about letter: Letter?) async throws(DeliveryFailure) {
        let (server, limits, lanes, abort) = (server, limits, lanes, Abort())
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, DeliveryFailure>, Never>) in
                lanes.run {
                    let conversation = Conversation(server: server, limits: limits, letter: letter, abort: abort)
                    let result = conversation.hold()
                    continuation.resume(returning: result)
                    // After the answer: a server that is slow to say goodbye delays nobody but this lane.
                    conversation.close()
                }
            }
        } onCancel: {
            abort.isSet.store(true, ordering: .relaxed)
        }
        try result.get()
    }
}

/// Set when the task that waits for an exchange is cancelled.
final class Abort: Sendable {
    let isSet = Atomic(false)
}

/// Between a millisecond and an hour.
private func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    let whole = min(max(seconds, 0), 3600) * 1000 + attoseconds / 1_000_000_000_000_000
    return Int(min(max(whole, 1), 3_600_000))
}
