/// Brings a database's schema up to date, one named step at a time.
///
/// Each step and its line in the ledger `schema_migrations` are one transaction: whatever ends a run, running again
/// goes on with the first step that is missing. Several migrators at once apply each step once.
public struct Migrator: Sendable {
    private let migrations: [Migration]

    /// - Parameter migrations: every step this program knows, in the order in which they apply.
    public init(migrations: [Migration]) {
        self.migrations = migrations
    }

    /// The names of the steps still to be run, in order.
    ///
    /// Throws ``UnfitDatabase`` when the database was written by a newer program, or when a step that was applied
    /// has been edited since.
    public func pending(in database: any Database) async throws -> [String] {
        try await database.read(.owner) { connection in
            let ledger = try Ledger.isPresent(in: connection) ? Ledger(in: connection) : Ledger()
            try ledger.check(against: migrations, for: connection.dialect)
            return migrations.map(\.name).filter { !ledger.holds($0) }
        }
    }

    /// Runs what is pending and returns the names of the steps that this call applied.
    ///
    /// Throws what ``pending(in:)`` throws, and a ``Fault`` when a step fails; the steps before it stay.
    public func run(on database: any Database) async throws -> [String] {
        try await database.write(.owner) { connection in
            try Ledger.lock(in: connection)
            if connection.dialect == .postgres { try RuntimeRoles.establish(in: connection) }
            try Ledger.create(in: connection)
            try Ledger(in: connection).check(against: migrations, for: connection.dialect)
        }
        var applied: [String] = []
        for migration in migrations {
            let isNew = try await database.write(.owner) { connection in
                try Ledger.lock(in: connection)
                let ledger = try Ledger(in: connection)
                try ledger.check(against: migrations, for: connection.dialect)
                guard !ledger.holds(migration.name) else { return false }
                for statement in migration.statements(connection.dialect) {
                    try connection.execute(statement)
                }
                try Ledger.record(migration, in: connection)
                return true
            }
            if isNew { applied.append(migration.name) }
        }
        return applied
    }
}
