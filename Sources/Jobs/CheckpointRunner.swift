import Domain
public import Logging
public import Store

/// Writes signed checkpoints of the log when they are due, and one more when the process ends.
public struct CheckpointRunner: Job {
    public let label = "checkpoints"
    public let pause: Duration
    public let logger: Logger
    private let writer: CheckpointWriter

    /// - Parameter pause: how often the heads are looked at.
    public init(writer: CheckpointWriter, logger: Logger, pause: Duration = .seconds(5)) {
        (self.writer, self.logger, self.pause) = (writer, logger, pause)
    }

    public func tick() async throws -> Bool {
        _ = try await writer.writeIfDue(Worker.actor.grant())
        return false
    }

    public func finish() async {
        do {
            _ = try await writer.write(Worker.actor.grant())
        } catch {
            logger.error("no checkpoint at the end: \(error)", metadata: ["job": "\(label)"])
        }
    }
}
