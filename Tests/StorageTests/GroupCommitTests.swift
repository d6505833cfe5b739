import SQLiteStorage
import Storage
import TestSupport
import Testing

/// Writes that were collected into one transaction.
@Suite struct GroupCommitTests {
    /// Holds the writer while `bodies` gather behind it, then lets them go and returns what each was answered.
    private func together(
        in database: SQLiteDatabase, _ bodies: [@Sendable (any Connection) throws -> Void]
    ) async throws -> [(any Error)?] {
        let isHeld = Gate(), mayGoOn = Gate()
        async let holder: Void = database.write(.owner) { _ in
            isHeld.open()
            mayGoOn.pass()
        }
        await isHeld.passed()
        let answers = try await withThrowingTaskGroup(of: (Int, (any Error)?).self) { group in
            for (index, body) in bodies.enumerated() {
                group.addTask {
                    do { try await database.write(.owner, body) } catch { return (index, error) }
                    return (index, nil)
                }
                // In this order, and all of them before the holder goes on.
                while database.waitingWrites < index + 1 { try await Task.sleep(for: .milliseconds(1)) }
            }
            mayGoOn.open()
            return try await group.reduce(into: [Int: (any Error)?]()) { $0[$1.0] = .some($1.1) }
        }
        try await holder
        return bodies.indices.map { answers[$0] ?? nil }
    }

    private func withKept(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let database = try SQLiteDatabase(path: await Backend.sqlite.freshLocation())
        try await database.write(.owner) { connection in
            try connection.execute("CREATE TABLE kept (n INTEGER PRIMARY KEY, filling BLOB) STRICT")
            try connection.execute("CREATE TABLE child (n INTEGER REFERENCES kept (n) DEFERRABLE INITIALLY DEFERRED) STRICT")
        }
        try await body(database)
        try await database.close()
    }

    private func kept(in database: SQLiteDatabase) async throws -> [Int64] {
        try await database.read(.owner) { try $0.rows("SELECT n FROM kept ORDER BY n") { try $0.int(0) } }
    }

    private static func insert(_ n: Int) -> @Sendable (any Connection) throws -> Void {
        { try $0.execute("INSERT INTO kept (n) VALUES (\(n))") }
    }

    @Test("a write hears whether others wait for its end")
    func awaited() async throws {
        try await withKept { database in
            let alone = try await database.write(.owner) { $0.isAwaited }
            #expect(!alone)
            let isHeld = Gate(), mayGoOn = Gate()
            async let holder = database.write(.owner) { connection in
                let before = connection.isAwaited
                isHeld.open()
                mayGoOn.pass()
                return (before, connection.isAwaited)
            }
            await isHeld.passed()
            async let next: Void = database.write(.owner) { _ in }
            while database.waitingWrites < 1 { try await Task.sleep(for: .milliseconds(1)) }
            mayGoOn.open()
            #expect(try await holder == (false, true))
            try await next
            // Those who share a batch wait for one another.
            let companions = try await together(in: database, [{ try #require($0.isAwaited) }, { try #require($0.isAwaited) }])
            #expect(companions.allSatisfy { $0 == nil })
        }
    }

    @Test("an error in the middle of a batch undoes its own write only")
    func ownError() async throws {
        try await withKept { database in
            let answers = try await together(
                in: database,
                [
                    Self.insert(1),
                    { connection in
                        try connection.execute("INSERT INTO kept (n) VALUES (2)")
                        throw ChangedMind()
                    },
                    { connection in
                        try connection.execute("INSERT INTO kept (n) VALUES (3)")
                        try connection.execute("INSERT INTO kept (n) VALUES (1)")
                    },
                    Self.insert(4),
                ])
            #expect(answers[0] == nil)
            #expect(answers[1] is ChangedMind)
            #expect((answers[2] as? Fault)?.kind == .constraint)
            #expect(answers[3] == nil)
            let left = try await kept(in: database)
            #expect(left == [1, 4])
        }
    }

    @Test("a full disk in the middle of a batch fails every write of it, and the next write works")
    func fullDisk() async throws {
        try await withKept { database in
            let answers = try await together(
                in: database,
                [
                    Self.insert(1),
                    { _ in throw ChangedMind() },
                    { connection in
                        let pages = try connection.first("PRAGMA page_count") { try $0.int(0) } ?? 0
                        #expect(pages < 10)
                        _ = try connection.rows("PRAGMA max_page_count = 10") { _ in }
                        // A single row: SQLite then rolls back the whole transaction by itself.
                        try connection.execute("INSERT INTO kept (n, filling) VALUES (3, zeroblob(400000))")
                    },
                    Self.insert(4),
                ])
            #expect(answers.map { ($0 as? Fault)?.kind } == [.storage, .storage, .storage, .storage])
            let left = try await kept(in: database)
            #expect(left == [])
            try await database.write(.owner) { _ = try $0.rows("PRAGMA max_page_count = 1000000") { _ in } }
            try await database.write(.owner, Self.insert(5))
            let later = try await kept(in: database)
            #expect(later == [5])
        }
    }

    @Test("a fault that ended the transaction cannot be swallowed")
    func swallowedEnd() async throws {
        try await withKept { database in
            let answers = try await together(
                in: database,
                [
                    Self.insert(1),
                    { connection in
                        _ = try connection.rows("PRAGMA max_page_count = 10") { _ in }
                        _ = try? connection.attempt { try connection.execute("INSERT INTO kept VALUES (2, zeroblob(400000))") }
                        _ = try? connection.execute("INSERT INTO kept (n) VALUES (3)")
                    },
                    Self.insert(4),
                ])
            #expect(answers.map { ($0 as? Fault)?.kind } == [.storage, .storage, .storage])
            let left = try await kept(in: database)
            #expect(left == [])
        }
    }

    @Test("a body that ends the transaction it was lent fails the batch")
    func endedInside() async throws {
        try await withKept { database in
            let answers = try await together(in: database, [Self.insert(1), { try $0.execute("ROLLBACK") }, Self.insert(3)])
            #expect(answers.allSatisfy { $0 is Fault })
            let left = try await kept(in: database)
            #expect(left == [])
        }
    }

    @Test("a statement that failed for want of space takes only its own write with it when SQLite could undo it")
    func fullDiskUndone() async throws {
        try await withKept { database in
            let answers = try await together(
                in: database,
                [
                    Self.insert(1),
                    { connection in
                        _ = try connection.rows("PRAGMA max_page_count = 10") { _ in }
                        try connection.execute(
                            """
                            INSERT INTO kept (n, filling)
                            WITH RECURSIVE numbers (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200)
                            SELECT n, zeroblob(4000) FROM numbers
                            """)
                    },
                    Self.insert(3),
                ])
            #expect(answers.map { ($0 as? Fault)?.kind } == [nil, .storage, nil])
            let left = try await kept(in: database)
            #expect(left == [1, 3])
        }
    }

    @Test("a commit that fails fails every write of the batch")
    func failedCommit() async throws {
        try await withKept { database in
            let answers = try await together(
                in: database,
                [
                    Self.insert(1), { try $0.execute("INSERT INTO child VALUES (99)") }, Self.insert(3),
                ])
            #expect(answers.map { ($0 as? Fault)?.kind } == [.constraint, .constraint, .constraint])
            let left = try await kept(in: database)
            #expect(left == [])
            try await database.write(.owner, Self.insert(4))
            let later = try await kept(in: database)
            #expect(later == [4])
        }
    }

    @Test("more writes than one batch holds are all answered")
    func manyBatches() async throws {
        try await withKept { database in
            let answers = try await together(in: database, (1...200).map { Self.insert($0) })
            #expect(answers.allSatisfy { $0 == nil })
            let left = try await kept(in: database)
            #expect(left == Array(1...200))
        }
    }
}
