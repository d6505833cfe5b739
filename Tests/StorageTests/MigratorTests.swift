import PostgresStorage
import Storage
import TestSupport
import Testing

@Suite struct MigratorTests {
    private static let first = Migration("0001_sites") { _ in
        ["CREATE TABLE sites (id \(.text) PRIMARY KEY NOT NULL)", "INSERT INTO sites VALUES ('lax1')"]
    }
    private static let second = Migration("0002_codes") { dialect in
        switch dialect {
        case .sqlite: ["ALTER TABLE sites ADD COLUMN code \(.text)"]
        case .postgres: ["ALTER TABLE sites ADD COLUMN code \(.text)", "COMMENT ON TABLE sites IS 'places'"]
        }
    }

    @Test("an empty database gets every step once, in order, and then none", arguments: Backend.allCases)
    func running(backend: Backend) async throws {
        try await backend.withFresh { database in
            let migrator = Migrator(migrations: [Self.first, Self.second])
            let answers = try await [
                migrator.pending(in: database), migrator.run(on: database),
                migrator.pending(in: database), migrator.run(on: database),
            ]
            #expect(answers == [["0001_sites", "0002_codes"], ["0001_sites", "0002_codes"], [], []])
            let sites = try await database.read(.owner) { try $0.rows("SELECT id, code FROM sites") { try $0.text(0) } }
            #expect(sites == ["lax1"])
        }
    }

    @Test("a step that fails in the middle leaves nothing, and a later run goes on from there", arguments: Backend.allCases)
    func resuming(backend: Backend) async throws {
        try await backend.withFresh { database in
            let broken = Migration("0002_codes") { _ in
                ["CREATE TABLE half (n \(.int))", "INSERT INTO sites VALUES ('half')", "INSERT INTO nowhere VALUES (1)"]
            }
            await #expect(throws: Fault.self) { try await Migrator(migrations: [Self.first, broken]).run(on: database) }
            let migrator = Migrator(migrations: [Self.first, Self.second])
            #expect(try await migrator.pending(in: database) == ["0002_codes"])
            let sites = try await database.read(.owner) { try $0.rows("SELECT id FROM sites") { try $0.text(0) } }
            #expect(sites == ["lax1"])
            await #expect(throws: Fault.self) { try await database.read(.owner) { try $0.rows("SELECT n FROM half") { _ in } } }
            #expect(try await migrator.run(on: database) == ["0002_codes"])
        }
    }

    @Test("a database that a newer program wrote is refused, and stays as it is", arguments: Backend.allCases)
    func newer(backend: Backend) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: [Self.first, Self.second]).run(on: database)
            let older = Migrator(migrations: [Self.first])
            let refusals = await [
                #expect(throws: UnfitDatabase.self) { try await older.pending(in: database) },
                #expect(throws: UnfitDatabase.self) { try await older.run(on: database) },
            ]
            for refusal in refusals {
                #expect(refusal?.reason == .newerSchema)
                #expect(refusal?.description.contains("0002_codes") == true)
                #expect(refusal?.description.contains("upgrade the program") == true)
            }
        }
    }

    @Test("a step that was edited after it had been applied is refused", arguments: Backend.allCases)
    func altered(backend: Backend) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: [Self.first]).run(on: database)
            let edited = Migration("0001_sites") { _ in ["CREATE TABLE sites (id \(.text) NOT NULL)"] }
            let refusal = await #expect(throws: UnfitDatabase.self) {
                try await Migrator(migrations: [edited, Self.second]).run(on: database)
            }
            #expect(refusal?.reason == .alteredMigration)
            #expect(refusal?.description.contains("0001_sites") == true)
            #expect(try await Migrator(migrations: [Self.first, Self.second]).pending(in: database) == ["0002_codes"])
        }
    }

    @Test("migrators at the same time apply each step once", arguments: Backend.allCases)
    func together(backend: Backend) async throws {
        let location = try await backend.freshLocation()
        // Each its own connections on PostgreSQL; SQLite has one process and one writer.
        let shared = try await backend.open(location)
        let migrations =
            [Self.first, Self.second]
            + (3..<9).map { number in
                Migration("000\(number)_more") { _ in ["INSERT INTO sites (id) VALUES (\("site-\(number)"))"] }
            }
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let database = backend == .sqlite ? shared : try await backend.open(location)
                    let names = try await Migrator(migrations: migrations).run(on: database)
                    if backend == .postgres { try await database.close() }
                    return names
                }
            }
            return try await group.reduce([], +)
        }
        #expect(applied.sorted() == migrations.map(\.name))
        let count = try await shared.read(.owner) { try $0.first("SELECT count(*) FROM sites") { try $0.int(0) } }
        #expect(count == 7)
        try await shared.close()
        if backend == .postgres { try await Cluster.shared.drop(location) }
    }

    @Test("a login role that may not create roles is told the lines to run")
    func missingRoles() async throws {
        // Roles belong to the whole server, so the runtime roles may be there already: then this role may not take them.
        let place = try await Cluster.shared.freshDatabase(role: "")
        let database = try await PostgresDatabase.open(url: place.url)
        let migrator = Migrator(migrations: [Self.first])
        let refusal = await #expect(throws: UnfitDatabase.self) { try await migrator.run(on: database) }
        #expect(refusal?.reason == .missingRoles)
        #expect(refusal?.description.contains("GRANT stagedoor_tenant, stagedoor_wide TO \(place.name);") == true)
        #expect(try await migrator.pending(in: database) == ["0001_sites"])

        try await Backend.postgres.withFresh { _ = try await Migrator(migrations: []).run(on: $0) }
        try await Cluster.shared.run("GRANT stagedoor_tenant, stagedoor_wide TO \(place.name)")
        #expect(try await migrator.run(on: database) == ["0001_sites"])
        try await database.close()
        try await Cluster.shared.drop(place.url)
    }
}
