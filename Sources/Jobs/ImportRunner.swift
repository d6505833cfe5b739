import Domain
public import Logging
public import Store

/// Works through files that were imported, some rows at a time. Any number of processes may run one.
public struct ImportRunner: Job {
    public let label = "imports"
    public let pause: Duration
    public let logger: Logger
    private let store: Store
    private let postman: Postman

    /// - Parameter pause: how long an import may wait for a look.
    public init(store: Store, postman: Postman, logger: Logger, pause: Duration = .seconds(1)) {
        (self.store, self.postman, self.logger, self.pause) = (store, postman, logger, pause)
    }

    /// Takes hold of one import, and works on it until it ends, somebody stops it, or the process ends.
    public func tick() async throws -> Bool {
        let grant = try Worker.actor.grant(AdvanceImports.self)
        guard var work = try await store.leaseImport(grant) else { return false }
        while try await store.advance(&work, grant, postman: postman) { try Task.checkCancellation() }
        return true
    }
}
