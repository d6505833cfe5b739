import Storage

/// A PostgreSQL database through libpq, for any number of processes.
///
/// Each connection has a queue of its own, on which libpq blocks and the bodies of transactions run. Writes are READ
/// COMMITTED, reads one snapshot (REPEATABLE READ, READ ONLY). A transaction that lost a deadlock or a serialization
/// is run again, up to three times.
public final class PostgresDatabase: Database {
    private static let retries = 3

    private let pool: Pool

    public var dialect: Dialect { .postgres }

    /// Connects, and makes sure that the database is one in which this program's promises hold.
    ///
    /// Throws ``UnfitDatabase`` when it is not, and a ``Fault`` when it cannot be reached.
    /// - Parameters:
    ///   - url: `postgres://user:password@host:port/database?parameter=value`, as libpq reads it
    ///     (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING).
    ///   - connections: how many transactions may run at once.
    ///   - patience: how long a transaction waits for a connection before it fails as unavailable.
    ///   - allowPowerfulRole: accepts a login role that can step over row-level security. Never for serving requests.
    public static func open(
        url: String, connections: Int = 16, patience: Duration = .seconds(10), allowPowerfulRole: Bool = false
    ) async throws -> PostgresDatabase {
        let database = PostgresDatabase(Pool(url: url, size: max(1, connections), patience: patience))
        do {
            try await database.read(.owner) { try Fitness.check($0, allowPowerfulRole: allowPowerfulRole) }
            return database
        } catch {
            try await database.close()
            throw error
        }
    }

    private init(_ pool: Pool) {
        self.pool = pool
    }

    public func read<Value: Sendable>(
        _ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await transact(Opening(.read, realm), body)
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await transact(Opening(.write, realm), body)
    }

    /// How many transactions wait for a connection.
    public var waitingTransactions: Int { pool.waiting }

    public func close() async throws {
        await pool.close()
    }

    private func transact<Value: Sendable>(
        _ opening: Opening, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let session = try await pool.take()
        defer { pool.giveBack(session) }
        for _ in 0..<Self.retries {
            do {
                return try await session.transact(opening, body)
            } catch let fault as Fault where fault.kind == .transient {
                continue
            }
        }
        return try await session.transact(opening, body)
    }
}
