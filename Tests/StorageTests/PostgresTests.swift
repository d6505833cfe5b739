import PostgresStorage
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct PostgresTests {
    // MARK: What the server, the database and the login role must be

    @Test(
        "a login role that could step over row-level security is refused unless it is asked for",
        arguments: ["SUPERUSER", "BYPASSRLS"])
    func powerfulRole(attribute: String) async throws {
        let place = try await Cluster.shared.freshDatabase(role: attribute)
        let refusal = await #expect(throws: UnfitDatabase.self) { try await PostgresDatabase.open(url: place.url) }
        #expect(refusal?.reason == .powerfulRole)
        #expect(refusal?.description.contains("CREATE ROLE stagedoor LOGIN") == true)
        try await PostgresDatabase.open(url: place.url, allowPowerfulRole: true).close()
        try await Cluster.shared.drop(place.url)
    }

    @Test("a database that does not order text by its bytes is refused, with the line that makes a good one")
    func collation() async throws {
        let name = try await Cluster.shared.freshDatabase(icuLocale: "en-US")
        let refusal = await #expect(throws: UnfitDatabase.self) { try await PostgresDatabase.open(url: name.url) }
        #expect(refusal?.reason == .collation)
        #expect(refusal?.description.contains("LC_COLLATE 'C' LC_CTYPE 'C'") == true)
        try await Cluster.shared.drop(name.url)
    }

    @Test("C.UTF-8 orders text by its bytes and is accepted")
    func byteCollation() async throws {
        let place = try await Cluster.shared.freshDatabase(collation: "C.UTF-8")
        try await PostgresDatabase.open(url: place.url).close()
        try await Cluster.shared.drop(place.url)
    }

    @Test("a database that keeps text in another encoding is refused")
    func encoding() async throws {
        let place = try await Cluster.shared.freshDatabase(encoding: "SQL_ASCII")
        let refusal = await #expect(throws: UnfitDatabase.self) { try await PostgresDatabase.open(url: place.url) }
        #expect(refusal?.reason == .encoding)
        try await Cluster.shared.drop(place.url)
    }

    @Test("a server that cannot be reached is unavailable, and the message is without the password")
    func unreachable() async throws {
        let fault = await #expect(throws: Fault.self) {
            try await PostgresDatabase.open(url: "postgres://someone:hunter2@/nowhere?host=/nonexistent")
        }
        #expect(fault?.kind == .unavailable)
        #expect(fault?.description.contains("hunter2") == false)
    }

    @Test("commits wait for the disk even if the role was set not to")
    func synchronousCommit() async throws {
        let place = try await Cluster.shared.freshDatabase()
        try await Cluster.shared.run("ALTER ROLE \(place.name) SET synchronous_commit = off")
        let database = try await PostgresDatabase.open(url: place.url)
        let setting = try await database.write(.owner) { try $0.first("SELECT current_setting('synchronous_commit')") { try $0.text(0) } }
        #expect(setting == "on")
        try await database.close()
        try await Cluster.shared.drop(place.url)
    }

    // MARK: The pool

    @Test("a transaction that gets no connection in time fails as unavailable, and the next one works")
    func exhaustion() async throws {
        try await withDatabase(connections: 1, patience: .milliseconds(100)) { database in
            let isInside = Gate(), mayLeave = Gate()
            async let holder: Void = database.read(.owner) { _ in
                isInside.open()
                mayLeave.pass()
            }
            await isInside.passed()
            let fault = await #expect(throws: Fault.self) { try await database.read(.owner) { _ in } }
            #expect(fault?.kind == .unavailable)
            mayLeave.open()
            try await holder
            try await database.read(.owner) { _ in }
        }
    }

    @Test("whoever waits for a connection gets it in turn")
    func fairness() async throws {
        try await withDatabase(connections: 1, patience: .seconds(120)) { database in
            try await database.write(.owner) { try $0.execute("CREATE TABLE turns (n BIGINT, place BIGINT GENERATED ALWAYS AS IDENTITY)") }
            let isInside = Gate(), mayLeave = Gate()
            async let holder: Void = database.read(.owner) { _ in
                isInside.open()
                mayLeave.pass()
            }
            await isInside.passed()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for n in 0..<20 {
                    group.addTask { _ = try await database.write(.owner) { try $0.execute("INSERT INTO turns (n) VALUES (\(n))") } }
                    while database.waitingTransactions < n + 1 { try await Task.sleep(for: .milliseconds(1)) }
                }
                mayLeave.open()
                try await group.waitForAll()
            }
            try await holder
            let turns = try await database.read(.owner) { try $0.rows("SELECT n FROM turns ORDER BY place") { try $0.int(0) } }
            #expect(turns == (0..<20).map(Int64.init))
        }
    }

    @Test("a connection cut in the middle of a transaction is a fault, and the next call works")
    func cutInside() async throws {
        try await withDatabase(connections: 1) { database in
            let fault = await #expect(throws: Fault.self) {
                try await database.write(.owner) { connection in
                    try connection.execute("CREATE TABLE lost (n BIGINT)")
                    _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid())") { _ in }
                }
            }
            #expect(fault?.kind == .unavailable)
            let isThere = try await database.read(.owner) { try $0.first("SELECT to_regclass('lost') IS NOT NULL") { try $0.bool(0) } }
            #expect(isThere == false)
        }
    }

    @Test("a connection cut while it was idle is replaced before anybody notices")
    func cutIdle() async throws {
        try await withDatabase(connections: 1) { database in
            let process = try await database.read(.owner) { try $0.first("SELECT pg_backend_pid()") { try $0.int(0) } }
            try await Cluster.shared.run("SELECT pg_terminate_backend(\(process ?? 0), 5000)")
            let next = try await database.read(.owner) { try $0.first("SELECT pg_backend_pid()") { try $0.int(0) } }
            #expect(next != nil && next != process)
        }
    }

    // MARK: Running again

    @Test("a transaction that lost a deadlock is run again")
    func deadlock() async throws {
        try await withDatabase(connections: 2) { database in
            try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE locks (name TEXT, n BIGINT)")
                try connection.execute("INSERT INTO locks VALUES ('a', 0), ('b', 0)")
            }
            let hasA = Gate(), hasB = Gate()
            @Sendable func add(_ own: String, then other: String, _ mine: Gate, _ theirs: Gate) async throws {
                let isFirst = Once()
                try await database.write(.owner) { connection in
                    try connection.execute("UPDATE locks SET n = n + 1 WHERE name = \(own)")
                    if isFirst.first() {
                        mine.open()
                        theirs.pass()
                    }
                    try connection.execute("UPDATE locks SET n = n + 1 WHERE name = \(other)")
                }
            }
            async let one: Void = add("a", then: "b", hasA, hasB)
            async let two: Void = add("b", then: "a", hasB, hasA)
            _ = try await (one, two)
            let counts = try await database.read(.owner) { try $0.rows("SELECT n FROM locks") { try $0.int(0) } }
            #expect(counts == [2, 2])
        }
    }

    @Test("a transient fault is tried four times in all, also when the body hides it")
    func retries() async throws {
        try await withDatabase { database in
            let runs = Once()
            let fault = await #expect(throws: Fault.self) {
                try await database.write(.owner) { connection in
                    _ = runs.first()
                    do {
                        try connection.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                    } catch {
                        throw ChangedMind()
                    }
                }
            }
            #expect(fault?.kind == .transient)
            #expect(runs.count == 4)
        }
    }

    @Test("a connection keeps a bounded number of prepared statements")
    func boundedStatements() async throws {
        try await withDatabase(connections: 1) { database in
            let kept = try await database.read(.owner) { connection in
                for n in 1...60 {
                    for m in 1...6 {
                        let query = Query.joined(
                            [Query](repeating: "SELECT 1 AS n", count: n) + [Query](repeating: "SELECT 2", count: m),
                            separator: " UNION ALL ")
                        let rows = try connection.rows(query) { try $0.int(0) }
                        #expect(rows.count == n + m)
                    }
                }
                return try connection.first("SELECT count(*) FROM pg_prepared_statements") { try $0.int(0) } ?? 0
            }
            // Those of the cache, and the four that begin and end transactions.
            #expect((1...256 + 4).contains(kept))
        }
    }
}

/// Counts its calls and knows the first.
final class Once: Sendable {
    private let calls = Mutex(0)

    var count: Int { calls.withLock { $0 } }

    func first() -> Bool {
        calls.withLock { calls in
            calls += 1
            return calls == 1
        }
    }
}

func withDatabase(
    connections: Int = 4, patience: Duration = .seconds(120), _ body: (PostgresDatabase) async throws -> Void
) async throws {
    let place = try await Cluster.shared.freshDatabase()
    let database = try await PostgresDatabase.open(url: place.url, connections: connections, patience: patience)
    try await body(database)
    try await database.close()
    try await Cluster.shared.drop(place.url)
}
