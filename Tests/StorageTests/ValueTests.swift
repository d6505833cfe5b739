import Storage
import TestSupport
import Testing

@Suite struct ValueTests {
    @Test("values of every kind come back as they were bound", arguments: Backend.allCases)
    func roundTrip(backend: Backend) async throws {
        let texts = [
            "", "a", "Zoë \u{1F3AC} ﷽ e\u{301}", "'; DROP TABLE kept; --", "\\x00 \u{1}\u{7F}\r\n\t", String(repeating: "ü", count: 70_000),
        ]
        let ints: [Int64] = [0, 1, -1, .min, .max, 1 << 53 + 1]
        let blobs: [[UInt8]] = [[], [0], [0, 255, 0, 92, 120], [UInt8](repeating: 7, count: 100_000)]
        try await backend.withFresh { database in
            try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (n \(.int), t \(.text), b \(.bytes))\(only: .sqlite, " STRICT")")
                for text in texts { try connection.execute("INSERT INTO kept (t) VALUES (\(text))") }
                for int in ints { try connection.execute("INSERT INTO kept (n) VALUES (\(int))") }
                for blob in blobs { try connection.execute("INSERT INTO kept (b) VALUES (\(blob))") }
            }
            let kept = try await database.read(.owner) { connection in
                (
                    texts: try connection.rows("SELECT t FROM kept WHERE t IS NOT NULL") { try $0.text(0) },
                    ints: try connection.rows("SELECT n FROM kept WHERE n IS NOT NULL") { try $0.int(0) },
                    blobs: try connection.rows("SELECT b FROM kept WHERE b IS NOT NULL") { try $0.bytes(0) }
                )
            }
            // By code units: Swift's own comparison would not tell é from e followed by an accent.
            #expect(kept.texts.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
            #expect(kept.ints == ints)
            #expect(kept.blobs == blobs)
        }
    }

    @Test("values are found by what they are bound to", arguments: Backend.allCases)
    func comparison(backend: Backend) async throws {
        try await backend.withFresh { database in
            let counts = try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (n \(.int), t \(.text), b \(.bytes))")
                try connection.execute("INSERT INTO kept (n, t, b) VALUES (\(Int64.max), \("x'\"y"), \([0, 1] as [UInt8]))")
                return [
                    try connection.first("SELECT count(*) FROM kept WHERE n = \(Int64.max)") { try $0.int(0) },
                    try connection.first("SELECT count(*) FROM kept WHERE n > \(Int64.max) - 1000") { try $0.int(0) },
                    try connection.first("SELECT count(*) FROM kept WHERE t = \("x'\"y")") { try $0.int(0) },
                    try connection.first("SELECT count(*) FROM kept WHERE b = \([0, 1] as [UInt8])") { try $0.int(0) },
                    try connection.first("SELECT count(*) FROM kept WHERE t = \("x")") { try $0.int(0) },
                ]
            }
            #expect(counts == [1, 1, 1, 1, 0])
        }
    }

    @Test("a null is a null, whatever the statement was used for before", arguments: Backend.allCases)
    func nulls(backend: Backend) async throws {
        try await backend.withFresh { database in
            let kept = try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (n \(.int), t \(.text), b \(.bytes))")
                let lines: [(Int?, String?, [UInt8]?)] = [(nil, nil, nil), (1, "t", [2]), (nil, "t", nil), (nil, nil, nil)]
                for (n, t, b) in lines {
                    try connection.execute("INSERT INTO kept VALUES (\(n), \(t), \(b))")
                }
                return try connection.rows("SELECT n, t, b FROM kept") { row in
                    "\(try row.optionalInt(0).map(String.init) ?? "-") \(try row.optionalText(1) ?? "-") "
                        + "\(try row.optionalBytes(2).map { "\($0)" } ?? "-") \(row.isNull(0))"
                }
            }
            #expect(kept == ["- - - true", "1 t [2] false", "- t - true", "- - - true"])
        }
    }

    @Test("a truth, a count and a sum are integers", arguments: Backend.allCases)
    func integers(backend: Backend) async throws {
        try await backend.withFresh { database in
            let found = try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (n \(.int))")
                try connection.execute("INSERT INTO kept VALUES (\(true)), (\(7))")
                return try connection.first("SELECT count(*), sum(n), min(n) = 1, max(n) = 1, 5 FROM kept") { row in
                    try (0..<5).map { try row.int($0) }
                }
            }
            #expect(found == [2, 8, 1, 0, 5])
        }
    }

    @Test("a column of another type, or none, is a fault and not a guess", arguments: Backend.allCases)
    func mismatches(backend: Backend) async throws {
        try await backend.withFresh { database in
            try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (n \(.int), t \(.text), b \(.bytes), e \(.text))")
                try connection.execute("INSERT INTO kept VALUES (1, '12', \([1] as [UInt8]), NULL)")
                _ = try connection.rows("SELECT n, t, b, e FROM kept") { row in
                    #expect(throws: Fault.self) { try row.int(1) }
                    #expect(throws: Fault.self) { try row.int(2) }
                    #expect(throws: Fault.self) { try row.text(0) }
                    #expect(throws: Fault.self) { try row.text(2) }
                    #expect(throws: Fault.self) { try row.bytes(1) }
                    #expect(throws: Fault.self) { try row.text(3) }
                    #expect(throws: Fault.self) { try row.optionalText(4) }
                    #expect(throws: Fault.self) { try row.optionalText(-1) }
                    #expect(throws: Fault.self) { try row.int(Int.max) }
                }
            }
        }
    }

    @Test("text with a NUL is refused, not cut", arguments: Backend.allCases)
    func nul(backend: Backend) async throws {
        try await backend.withFresh { database in
            try await database.write(.owner) { try $0.execute("CREATE TABLE kept (t \(.text))") }
            await #expect(throws: Fault.self) {
                try await database.write(.owner) { try $0.execute("INSERT INTO kept VALUES (\("a\u{0}b"))") }
            }
            let count = try await database.read(.owner) { try $0.first("SELECT count(*) FROM kept") { try $0.int(0) } }
            #expect(count == 0)
        }
    }

    @Test("text is ordered by its bytes", arguments: Backend.allCases)
    func order(backend: Backend) async throws {
        try await backend.withFresh { database in
            let ordered = try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (t \(.text))")
                for text in ["b", "B", "é", "a", "_", "Z"] { try connection.execute("INSERT INTO kept VALUES (\(text))") }
                return try connection.rows("SELECT t FROM kept ORDER BY t") { try $0.text(0) }
            }
            #expect(ordered == ["B", "Z", "_", "a", "b", "é"])
        }
    }

    @Test("a statement with a hundred holes works", arguments: Backend.allCases)
    func manyHoles(backend: Backend) async throws {
        try await backend.withFresh { database in
            let sum = try await database.write(.owner) { connection in
                try connection.execute("CREATE TABLE kept (n \(.int))")
                try connection.execute("INSERT INTO kept VALUES (\(3)), (\(99)), (\(500))")
                let list = Query.joined((0..<100).map { "\($0)" as Query }, separator: ", ")
                return try connection.first("SELECT sum(n) FROM kept WHERE n IN (\(list))") { try $0.int(0) }
            }
            #expect(sum == 102)
        }
    }
}
