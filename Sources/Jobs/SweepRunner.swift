import Domain
public import Logging
public import Store
import Synchronization

/// Ends what has ended by itself, once an hour; and once a day what has been kept for its time, and the access of people
/// who were away for longer than their organization allows.
///
/// Invitations need no sweep: they end by their date. Doing it twice changes nothing, so every process may.
public final class SweepRunner: Job {
    public let label = "sweep"
    public let pause: Duration
    public let logger: Logger
    private let store: Store
    private let postman: Postman
    private let retention: Retention
    private let lastDaily = Mutex<Moment?>(nil)

    public init(store: Store, postman: Postman, retention: Retention = Retention(), logger: Logger, pause: Duration = .seconds(3600)) {
        (self.store, self.postman, self.retention, self.logger, self.pause) = (store, postman, retention, logger, pause)
    }

    public func tick() async throws -> Bool {
        let now = store.clock()
        try await store.endExpired(now)
        let isDue = lastDaily.withLock { $0.map { now.since($0) >= .hours(23) || now < $0 } ?? true }
        guard isDue else { return false }
        try await sweepDaily()
        lastDaily.withLock { $0 = now }
        return false
    }

    private func sweepDaily() async throws {
        let grant = try Worker.actor.grant(SweepRetention.self)
        try await store.sweepOutbox(grant, keeping: retention)
        try await store.sweepInstallation(grant, keeping: retention)
        for organization in try await store.organizationsToSweep(grant) {
            try Task.checkCancellation()
            try await store.sweep(organization, grant, keeping: retention)
            try await store.sweepImports(of: organization, grant)
        }
        for organization in try await store.organizationsWithInactivityLimit(grant) {
            try Task.checkCancellation()
            let outcome = try await store.write(grant, in: organization, from: Origin(requestID: "sweep", address: nil)) { [postman] in
                try $0.suspendInactive(postman: postman)
            }
            if !(outcome.suspended.isEmpty && outcome.spared.isEmpty) {
                logger.info(
                    "\(outcome.suspended.count) people of organization \(organization) suspended for inactivity, \(outcome.spared.count) spared",
                    metadata: ["organization": "\(organization)"])
            }
        }
    }
}
