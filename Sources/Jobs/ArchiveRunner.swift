import Domain
public import Logging
public import Store

/// Makes the archives that were asked for, one at a time. Any number of processes may run one.
public struct ArchiveRunner: Job {
    public let label = "archives"
    public let pause: Duration
    public let logger: Logger
    private let store: Store
    private let imprint: ArchiveImprint
    private let heartbeat: Duration

    /// - Parameters:
    ///   - pause: how long somebody may wait for a look at what was asked for.
    ///   - heartbeat: how often it is said how far an archive is.
    public init(store: Store, imprint: ArchiveImprint, logger: Logger, pause: Duration = .seconds(1), heartbeat: Duration = .seconds(1)) {
        (self.store, self.imprint, self.logger, self.pause, self.heartbeat) = (store, imprint, logger, pause, heartbeat)
    }

    public func tick() async throws -> Bool {
        let grant = try Worker.actor.grant(MakeArchive.self)
        guard let archive = try await store.leaseArchive(grant) else { return false }
        let progress = RowProgress()
        do {
            let draft = try await telling(progress, of: archive, grant) { try await store.draft(archive, grant, imprint, progress) }
            try await store.keep(draft, as: archive, grant)
            logger.info("archive \(archive.id) is ready: \(draft.rows) rows, \(draft.size) bytes", metadata: ["archive": "\(archive.id)"])
        } catch is LeaseLost {
            logger.info("archive \(archive.id) was removed, or taken over", metadata: ["archive": "\(archive.id)"])
        } catch {
            let isOver = !Task.isCancelled
            if isOver { logger.error("archive \(archive.id) failed: \(error)", metadata: ["archive": "\(archive.id)"]) }
            try await store.giveBack(archive, grant, isOver: isOver)
        }
        return true
    }

    /// Says again and again how far it is, while `work` runs; whoever has lost the lease stops.
    private func telling<Value: Sendable>(
        _ progress: RowProgress, of archive: LeasedArchive, _ grant: Grant<MakeArchive>,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: heartbeat)
                    try await store.tell(progress, of: archive, grant)
                }
            }
            group.addTask {
                try await withTaskCancellationHandler(operation: work) { progress.cancel() }
            }
            defer { group.cancelAll() }
            while let value = try await group.next() { if let value { return value } }
            throw CancellationError()
        }
    }
}
