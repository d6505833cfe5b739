/// Which migrations a database has had, with a checksum of each as it was applied.
struct Ledger {
    private var checksums: [String: String] = [:]

    /// An empty ledger: that of a new database.
    init() {}

    init(in connection: any Connection) throws {
        let lines = try connection.rows("SELECT name, checksum FROM schema_migrations") { try ($0.text(0), $0.text(1)) }
        checksums = Dictionary(lines) { first, _ in first }
    }

    func holds(_ name: String) -> Bool { checksums[name] != nil }

    func check(against migrations: [Migration], for dialect: Dialect) throws(UnfitDatabase) {
        if let unknown = Set(checksums.keys).subtracting(migrations.map(\.name)).min() {
            throw UnfitDatabase(
                .newerSchema,
                """
                the database was written by a newer version of this program (it has had the migration \(unknown), \
                which this one does not know); upgrade the program
                """)
        }
        for migration in migrations {
            if let checksum = checksums[migration.name], checksum != migration.checksum(for: dialect) {
                throw UnfitDatabase(
                    .alteredMigration,
                    """
                    the migration \(migration.name) was applied to this database in another wording than this \
                    program has; install the version that wrote the database, or restore a backup
                    """)
            }
        }
    }

    static func isPresent(in connection: any Connection) throws -> Bool {
        let found: Query =
            switch connection.dialect {
            case .sqlite: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"
            case .postgres: "SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL"
            }
        return try connection.first(found) { try $0.int(0) } != nil
    }

    static func create(in connection: any Connection) throws {
        // Asked first: PostgreSQL would send a notice each time, and on SQLite nothing needs to be written.
        guard try !isPresent(in: connection) else { return }
        try connection.execute(
            "CREATE TABLE schema_migrations (name \(.text) PRIMARY KEY NOT NULL, checksum \(.text) NOT NULL)\(only: .sqlite, " STRICT")")
        guard connection.dialect == .postgres else { return }
        // So that a server whose login role does not own the schema can still look at it.
        try connection.execute("GRANT SELECT ON schema_migrations TO stagedoor_tenant, stagedoor_wide")
    }

    /// One migrator at a time, until its transaction ends. SQLite has one writer anyway.
    static func lock(in connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        // The number is arbitrary and never changes: "stagedoo" in ASCII.
        _ = try connection.rows("SELECT pg_advisory_xact_lock(8319381508370755439)") { _ in }
    }

    static func record(_ migration: Migration, in connection: any Connection) throws {
        let checksum = migration.checksum(for: connection.dialect)
        try connection.execute("INSERT INTO schema_migrations (name, checksum) VALUES (\(migration.name), \(checksum))")
    }
}

extension Migration {
    /// FNV-1a, 64 bits, over the rendered statements: it finds an edit made by mistake, which is all it is for.
    func checksum(for dialect: Dialect) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for statement in statements(dialect) {
            let rendered = statement.rendered(for: dialect)
            for byte in "\(rendered.sql)\u{0}\(rendered.values)\u{0}".utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        return String(hash, radix: 16)
    }
}
