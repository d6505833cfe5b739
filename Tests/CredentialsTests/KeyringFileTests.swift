import Foundation
import Testing

@testable import Credentials

@Suite struct KeyringFileTests {
    /// A folder of its own for a test, removed afterwards.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keyring-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("a missing file is made once, with mode 0600, and loaded after that")
    func create() throws {
        try inFolder { folder in
            let file = KeyringFile(path: folder + "/keys.json")
            #expect(throws: KeyringProblem.missing) { try file.load() }
            let made = try file.loadOrCreate(now: 5)
            #expect(try mode(file.path) == 0o600)
            let loaded = try file.loadOrCreate(now: 6)
            #expect(loaded.created == 5)
            #expect(try made.json() == loaded.json())
            #expect(try file.load().json() == made.json())
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["keys.json"])
        }
    }

    @Test("a rotation adds newest keys and keeps the old ones")
    func rotate() throws {
        try inFolder { folder in
            let file = KeyringFile(path: folder + "/keys.json")
            let first = try file.loadOrCreate(now: 1)
            let second = try file.rotate(now: 2)
            #expect(second.created == 2 && second.encryptionKeys.count == 2 && second.signingKeys.count == 2)
            #expect(second.encryptionKeys[0].id == first.newestEncryptionKey.id)
            #expect(try file.load().json() == second.json())
            #expect(try mode(file.path) == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["keys.json"])
        }
    }

    @Test("a file that others may read is refused, for loading and rotating", arguments: [0o640, 0o604, 0o644, 0o660, 0o601, 0o777])
    func exposed(mode: Int) throws {
        try inFolder { folder in
            let file = KeyringFile(path: folder + "/keys.json")
            _ = try file.loadOrCreate(now: 1)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
            #expect(throws: KeyringProblem.exposed(mode: UInt32(mode))) { try file.load() }
            #expect(throws: KeyringProblem.exposed(mode: UInt32(mode))) { try file.loadOrCreate(now: 2) }
            #expect(throws: KeyringProblem.exposed(mode: UInt32(mode))) { try file.rotate(now: 2) }
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file.path)
            _ = try file.load()
        }
    }

    @Test("what is no keyring is refused and never replaced")
    func malformed() throws {
        try inFolder { folder in
            let file = KeyringFile(path: folder + "/keys.json")
            for text in ["", "{}", "null", #"{"format":1,"encryption":[],"signing":[]}"#, String(repeating: "[", count: 100_000)] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
                #expect(throws: KeyringProblem.malformed) { try file.loadOrCreate(now: 1) }
                #expect(throws: KeyringProblem.malformed) { try file.rotate(now: 1) }
                #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == Data(text.utf8))
            }
            #expect(throws: KeyringProblem.malformed) { try KeyringFile(path: folder).load() }
            #expect(throws: KeyringProblem.self) { try KeyringFile(path: folder + "/none/keys.json").loadOrCreate(now: 1) }
        }
    }

    @Test("every prefix of a keyring is refused")
    func prefixes() throws {
        let json = try Keyring.generate(created: 1).json()
        #expect(Keyring(json: json) != nil)
        // The last byte is the end of the line.
        for count in 0..<json.count - 1 { #expect(Keyring(json: Array(json.prefix(count))) == nil) }
    }

    @Test("a backup is put back, but over an existing file only when told")
    func restore() throws {
        try inFolder { folder in
            let file = KeyringFile(path: folder + "/keys.json")
            let (one, other) = (Keyring.generate(created: 1), Keyring.generate(created: 2))
            try file.restore(one)
            #expect(throws: KeyringProblem.exists) { try file.restore(other) }
            #expect(try file.load().json() == one.json())
            try file.restore(other, replacing: true)
            #expect(try file.load().json() == other.json())
            #expect(try mode(file.path) == 0o600)
        }
    }

    @Test("of many who create or rotate at once no key is lost")
    func races() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keyring-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = KeyringFile(path: folder + "/keys.json")
        let made = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for number in 0..<16 { group.addTask { try file.loadOrCreate(now: Int64(number)).json() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(made.count == 1)
        let newest = try await withThrowingTaskGroup(of: KeyID.self) { group in
            for number in 0..<32 { group.addTask { try file.rotate(now: Int64(number)).newestSigningKey.id } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        let kept = try file.load().signingKeys.map(\.id)
        #expect(newest.count == 32 && kept.count == 33 && newest.isSubset(of: kept))
    }
}
