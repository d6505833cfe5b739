import Foundation
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite struct SQLiteTests {
    private func location() async throws -> String { try await Backend.sqlite.freshLocation() }

    @Test("the writer syncs each commit, in a write-ahead log, with foreign keys and without a memory map")
    func settings() async throws {
        let database = try SQLiteDatabase(path: await location())
        let settings = try await database.write(.owner) { connection in
            (
                try connection.first("PRAGMA synchronous") { try $0.int(0) },
                try connection.first("PRAGMA journal_mode") { try $0.text(0) },
                try connection.first("PRAGMA foreign_keys") { try $0.int(0) },
                try connection.first("PRAGMA mmap_size") { try $0.int(0) }
            )
        }
        #expect(settings.0 == 2)
        #expect(settings.1 == "wal")
        #expect(settings.2 == 1)
        #expect(settings.3 == 0)
        try await database.close()
    }

    @Test("only the owner may read the file, its log and its lock, even if they were open to all")
    func mode() async throws {
        let path = try await location()
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o666])
        let database = try SQLiteDatabase(path: path)
        for file in [path, path + "-wal", path + "-shm", path + ".lock"] {
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(file)")
        }
        try await database.close()
    }

    @Test("a database that another process holds is refused")
    func secondProcess() async throws {
        let path = try await location()
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        other.arguments = [path + ".lock", "-c", "echo held; read line"]
        let input = Pipe(), output = Pipe()
        other.standardInput = input
        other.standardOutput = output
        try other.run()
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        let refusal = #expect(throws: UnfitDatabase.self) { try SQLiteDatabase(path: path) }
        #expect(refusal?.reason == .inUse)
        try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        other.waitUntilExit()
        let database = try SQLiteDatabase(path: path)
        try await database.close()
    }

    @Test("while the database is open no other process gets the lock, nor this one a second time")
    func holdsTheLock() async throws {
        func othersAttempt(_ path: String) throws -> Int32 {
            let other = try Process.run(URL(fileURLWithPath: "/usr/bin/flock"), arguments: ["-n", path + ".lock", "true"])
            other.waitUntilExit()
            return other.terminationStatus
        }
        let path = try await location()
        let database = try SQLiteDatabase(path: path)
        #expect(try othersAttempt(path) == 1)
        let refusal = #expect(throws: UnfitDatabase.self) { try SQLiteDatabase(path: path) }
        #expect(refusal?.description.contains("(\(ProcessInfo.processInfo.processIdentifier))") == true)
        try await database.close()
        #expect(try othersAttempt(path) == 0)
    }

    @Test("a file that is no database, or a folder that is not there, is a fault")
    func noDatabase() async throws {
        let path = try await location()
        try Data(repeating: 65, count: 4096).write(to: URL(fileURLWithPath: path))
        #expect(throws: Fault.self) { try SQLiteDatabase(path: path) }
        #expect(throws: Fault.self) { try SQLiteDatabase(path: path + "/no/such/folder.db") }
    }
}
