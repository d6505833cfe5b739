import Storage
import TestSupport
import Testing

struct ChangedMind: Error {}

@Suite struct TransactionTests {
    @Test("each kind of broken constraint is a constraint fault", arguments: Backend.allCases)
    func constraints(backend: Backend) async throws {
        try await backend.withFresh { database in
            try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE sites (id \(.text) PRIMARY KEY NOT NULL, n \(.int) NOT NULL CHECK (n > 0))")
                try connection.execute("CREATE TABLE roles (site \(.text) NOT NULL REFERENCES sites (id))")
                try connection.execute("INSERT INTO sites VALUES ('a', 1)")
            }
            let broken: [Query] = [
                "INSERT INTO sites VALUES ('a', 1)", "INSERT INTO sites VALUES ('b', 0)",
                "INSERT INTO sites VALUES ('c', NULL)", "INSERT INTO roles VALUES ('nowhere')", "DELETE FROM sites",
            ]
            try await database.write(.owner) { try $0.execute("INSERT INTO roles VALUES ('a')") }
            for query in broken {
                let fault = await #expect(throws: Fault.self) { try await database.write(.owner) { try $0.execute(query) } }
                #expect(fault?.kind == .constraint, "\(query)")
                #expect(fault?.statement == query.rendered(for: database.dialect).sql)
            }
        }
    }

    @Test("a mistake in the text is a fault that names the statement", arguments: Backend.allCases)
    func mistakes(backend: Backend) async throws {
        try await backend.withFresh { database in
            let fault = await #expect(throws: Fault.self) {
                try await database.read(.owner) { try $0.rows("SELECT nothing FROM nowhere") { _ in } }
            }
            #expect(fault?.kind == .other)
            #expect(fault?.statement == "SELECT nothing FROM nowhere")
        }
    }

    @Test("what a body throws undoes its changes and is rethrown", arguments: Backend.allCases)
    func rollback(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            await #expect(throws: ChangedMind.self) {
                try await database.write(.owner) { connection in
                    try connection.execute("UPDATE counter SET n = n + 1")
                    throw ChangedMind()
                }
            }
            let counted = try await count(in: database)
            #expect(counted == 0)
        }
    }

    @Test("a transaction cannot go on after a fault that its body swallowed", arguments: Backend.allCases)
    func swallowedFault(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let fault = await #expect(throws: Fault.self) {
                try await database.write(.owner) { connection in
                    try connection.execute("UPDATE counter SET n = n + 1")
                    _ = try? connection.execute("INSERT INTO counter VALUES (NULL)")
                    _ = try? connection.execute("UPDATE counter SET n = n + 1")
                }
            }
            #expect(fault?.kind == .constraint)
            let counted = try await count(in: database)
            #expect(counted == 0)
        }
    }

    @Test("trouble of a statement that was only sent undoes the whole transaction", arguments: Backend.allCases)
    func sent(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let fault = await #expect(throws: Fault.self) {
                try await database.write(.owner) { connection in
                    try connection.execute("UPDATE counter SET n = n + 1")
                    try connection.send("INSERT INTO counter VALUES (NULL)")
                    try connection.send("UPDATE counter SET n = n + 1")
                }
            }
            #expect(fault?.kind == .constraint)
            #expect(fault?.statement == "INSERT INTO counter VALUES (NULL)")
            let counted = try await count(in: database)
            #expect(counted == 0)
        }
    }

    @Test("trouble of what an attempt sent shows inside it, and what was sent before stays", arguments: Backend.allCases)
    func sentInside(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            try await database.write(.owner) { connection in
                try connection.send("UPDATE counter SET n = n + 1")
                #expect(throws: Fault.self) {
                    try connection.attempt {
                        try connection.send("UPDATE counter SET n = n + 10")
                        try connection.send("INSERT INTO counter VALUES (NULL)")
                    }
                }
                #expect(throws: ChangedMind.self) {
                    try connection.attempt {
                        try connection.send("UPDATE counter SET n = n + 100")
                        throw ChangedMind()
                    }
                }
                try connection.send("UPDATE counter SET n = n + 1000")
            }
            let counted = try await count(in: database)
            #expect(counted == 1001)
        }
    }

    @Test("an attempt does not hide the trouble of what was sent before it", arguments: Backend.allCases)
    func sentBefore(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            await #expect(throws: Fault.self) {
                try await database.write(.owner) { connection in
                    try connection.attempt {
                        try connection.send("UPDATE counter SET n = n + 1")
                        try connection.send("INSERT INTO counter VALUES (NULL)")
                        _ = try? connection.attempt { try connection.execute("UPDATE counter SET n = n + 10") }
                    }
                }
            }
            let counted = try await count(in: database)
            #expect(counted == 0)
        }
    }

    @Test("an attempt undoes its own changes only, after a fault and after a change of mind", arguments: Backend.allCases)
    func attempts(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            try await database.write(.owner) { connection in
                try connection.execute("UPDATE counter SET n = n + 1")
                #expect(throws: Fault.self) {
                    try connection.attempt {
                        try connection.execute("UPDATE counter SET n = n + 10")
                        try connection.execute("INSERT INTO counter VALUES (NULL)")
                    }
                }
                #expect(throws: ChangedMind.self) {
                    try connection.attempt {
                        try connection.attempt { try connection.execute("UPDATE counter SET n = n + 100") }
                        throw ChangedMind()
                    }
                }
                try connection.attempt { try connection.execute("UPDATE counter SET n = n + 1000") }
            }
            let counted = try await count(in: database)
            #expect(counted == 1001)
        }
    }

    @Test("a statement says how many rows it changed", arguments: Backend.allCases)
    func changes(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let changed = try await database.write(.owner) { connection in
                [
                    try connection.execute("INSERT INTO counter VALUES (1), (2), (3)"),
                    try connection.execute("UPDATE counter SET n = n + 1 WHERE n > \(1)"),
                    try connection.execute("UPDATE counter SET n = 9 WHERE n = \(77)"),
                    try connection.execute("SELECT n FROM counter"),
                    try connection.execute("DELETE FROM counter WHERE n >= 1 RETURNING n"),
                    try connection.execute("CREATE TABLE more (n \(.int))"),
                    try connection.rows("UPDATE counter SET n = 5 RETURNING n") { try $0.int(0) }.count,
                ]
            }
            #expect(changed == [3, 2, 0, 0, 3, 0, 1])
        }
    }

    @Test("a read cannot write", arguments: Backend.allCases)
    func readOnly(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let fault = await #expect(throws: Fault.self) {
                try await database.read(.owner) { try $0.execute("UPDATE counter SET n = 1") }
            }
            #expect(fault?.kind == .other)
            let counted = try await count(in: database)
            #expect(counted == 0)
        }
    }

    @Test("a read sees one moment, whatever is written meanwhile", arguments: Backend.allCases)
    func snapshot(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let hasRead = Gate(), mayReadAgain = Gate()
            async let seen = database.readAtLength(.owner) { connection in
                let first = try connection.first("SELECT n FROM counter") { try $0.int(0) }
                hasRead.open()
                mayReadAgain.pass()
                return [first, try connection.first("SELECT n FROM counter") { try $0.int(0) }]
            }
            await hasRead.passed()
            try await database.write(.owner) { try $0.execute("UPDATE counter SET n = 1") }
            mayReadAgain.open()
            #expect(try await seen == [0, 0])
            let counted = try await count(in: database)
            #expect(counted == 1)
        }
    }

    @Test("reads run beside each other, and more of them than there are connections are all answered", arguments: Backend.allCases)
    func concurrentReads(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let isInside = Gate(), mayLeave = Gate()
            async let long: Void = database.readAtLength(.owner) { _ in
                isInside.open()
                mayLeave.pass()
            }
            await isInside.passed()
            let counts = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for _ in 0..<100 { group.addTask { try await count(in: database) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts == [Int64?](repeating: 0, count: 100))
            mayLeave.open()
            try await long
        }
    }

    @Test("a query may be asked again inside its own rows", arguments: Backend.allCases)
    func nestedQueries(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let pairs = try await database.write(.owner) { connection in
                try connection.execute("INSERT INTO counter VALUES (1), (2)")
                return try connection.rows("SELECT n FROM counter ORDER BY n") { outer in
                    try connection.rows("SELECT n FROM counter ORDER BY n") { try [outer.int(0), $0.int(0)] }
                }.flatMap { $0 }
            }
            #expect(pairs == (0...2).flatMap { outer in (0...2).map { [outer, $0] } })
        }
    }

    @Test("a statement whose table was changed meanwhile is prepared anew", arguments: Backend.allCases)
    func changedTable(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let all: Query = "SELECT * FROM counter"
            for _ in 0..<2 { _ = try await database.write(.owner) { try $0.rows(all) { try $0.int(0) } } }
            try await database.write(.owner) { try $0.execute("ALTER TABLE counter ADD COLUMN m \(.int) NOT NULL DEFAULT 7") }
            for _ in 0..<8 {
                let written = try await database.write(.owner) { try $0.rows(all) { try $0.int(1) } }
                let read = try await database.read(.owner) { try $0.rows(all) { try $0.int(1) } }
                #expect(written == [7] && read == [7])
            }
        }
    }

    @Test("a connection that a body kept is of no use afterwards", arguments: Backend.allCases)
    func keptConnection(backend: Backend) async throws {
        final class Thief: @unchecked Sendable { var loot: (any Connection)? }
        try await withCounter(on: backend) { database in
            let thief = Thief()
            try await database.write(.owner) { thief.loot = $0 }
            #expect(throws: Fault.self) { try thief.loot?.execute("UPDATE counter SET n = 7") }
            #expect(throws: Fault.self) { try thief.loot?.attempt {} }
        }
    }

    @Test("32 writers at once lose nothing, and errors stay with those who made them", arguments: Backend.allCases)
    func concurrentWriters(backend: Backend) async throws {
        try await withCounter(on: backend) { database in
            let refused = try await withThrowingTaskGroup(of: Int.self) { group in
                for writer in 0..<32 {
                    group.addTask {
                        var refused = 0
                        for round in 0..<20 {
                            do {
                                try await database.write(.owner) { connection in
                                    try connection.execute("UPDATE counter SET n = n + 1")
                                    if (writer + round).isMultiple(of: 5) { throw ChangedMind() }
                                    if (writer + round) % 5 == 1 { try connection.execute("INSERT INTO counter VALUES (NULL)") }
                                }
                            } catch is ChangedMind {
                                refused += 1
                            } catch let fault as Fault where fault.kind == .constraint {
                                refused += 1
                            }
                        }
                        return refused
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(refused == 256)
            let counted = try await count(in: database)
            #expect(counted == 384)
        }
    }

    @Test("what was acknowledged is there after the database is opened again", arguments: Backend.allCases)
    func reopening(backend: Backend) async throws {
        let location = try await backend.freshLocation()
        let before = try await backend.open(location)
        try await before.write(.owner) { connection in
            try connection.execute("CREATE TABLE counter (n \(.int) NOT NULL)")
            try connection.execute("INSERT INTO counter VALUES (42)")
        }
        try await before.close()
        let after = try await backend.open(location)
        let counted = try await count(in: after)
        #expect(counted == 42)
        try await after.close()
    }

    @Test("a cancelled task can still close the database", arguments: Backend.allCases)
    func closingWhenCancelled(backend: Backend) async throws {
        let location = try await backend.freshLocation()
        let database = try await backend.open(location)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await database.close()
        }
        task.cancel()
        try await task.value
        // On SQLite this fails while the file is open.
        try await backend.open(location).close()
    }

    @Test("a closed database waits for who is in it and refuses who comes later", arguments: Backend.allCases)
    func closing(backend: Backend) async throws {
        let database = try await backend.fresh()
        try await database.write(.owner) { try $0.execute("CREATE TABLE counter (n \(.int) NOT NULL)") }
        let isInside = Gate()
        async let late: Void = database.write(.owner) { connection in
            isInside.open()
            try connection.execute("INSERT INTO counter VALUES (1)")
        }
        await isInside.passed()
        try await database.close()
        try await late
        try await database.close()
        for _ in 0..<2 {
            let write = await #expect(throws: Fault.self) { try await database.write(.owner) { _ in } }
            #expect(write?.kind == .unavailable)
            let read = await #expect(throws: Fault.self) { try await database.read(.owner) { _ in } }
            #expect(read?.kind == .unavailable)
        }
    }
}

/// A table `counter` with one row of 0.
func withCounter(on backend: Backend, _ body: (any Database) async throws -> Void) async throws {
    try await backend.withFresh { database in
        try await database.write(.owner) { connection in
            try connection.execute("CREATE TABLE counter (n \(.int) NOT NULL)")
            try connection.execute("INSERT INTO counter VALUES (0)")
        }
        try await body(database)
    }
}

func count(in database: any Database) async throws -> Int64? {
    try await database.read(.owner) { try $0.first("SELECT n FROM counter") { try $0.int(0) } }
}
