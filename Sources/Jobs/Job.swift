public import Logging
public import ServiceLifecycle
import Store

/// Something that is done again and again. What it does stands in `tick`, so that a test can move the clock; a tick that
/// fails is logged and done again after the next pause.
public protocol Job: Service {
    var label: String { get }
    /// How long to wait after a tick.
    var pause: Duration { get }
    var logger: Logger { get }

    /// How many ticks may be under way at once.
    var lanes: Int { get }

    /// Does what is due now. Returns true when there may be more to do at once.
    func tick() async throws -> Bool
    /// Does what is left before the process ends.
    func finish() async
}

extension Job {
    public var lanes: Int { 1 }
    public func finish() async {}

    /// Ticks until the process is to end. Ticks under way are cancelled then.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                for _ in 0..<max(1, lanes) { group.addTask { await tickOnAndOn() } }
            }
        }
        await finish()
    }

    private func tickOnAndOn() async {
        while !Task.isCancelled {
            var goesOn = false
            do {
                goesOn = try await tick()
            } catch is CancellationError {
                return
            } catch {
                logger.error("\(label) failed, and is tried again: \(error)", metadata: ["job": "\(label)"])
            }
            if !goesOn { try? await Task.sleep(for: pause) }
        }
    }
}
