import Credentials
import Foundation
import Storage
import Synchronization
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct VerifyTests {
    @Test("an edit made in the database itself is found, and where it is", arguments: Backend.allCases)
    func database(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            try await world.addContact("lena", in: world.nordlys, by: ada)
            try await world.edit(world.nordlys, to: 60, by: ada)
            _ = try await world.checkpoints().write(world.worker().grant())
            let entry: Query = "organization_id = \(world.nordlys) AND number = 2"
            let edits: [(edit: Query, undo: Query, place: String)] = [
                (
                    "UPDATE audit_entries SET at = at + 1 WHERE \(entry)", "UPDATE audit_entries SET at = at - 1 WHERE \(entry)",
                    "entry 2: the column at"
                ),
                (
                    "UPDATE audit_entries SET body = body || ' ' WHERE \(entry)",
                    "UPDATE audit_entries SET body = substr(body, 1, length(body) - 1) WHERE \(entry)", "entry 2: its hash"
                ),
                (
                    "UPDATE audit_values SET personal = replace(personal, 'lena B', 'Lena B') WHERE \(entry) AND person_id <> \(ada.contact)",
                    "UPDATE audit_values SET personal = replace(personal, 'Lena B', 'lena B') WHERE \(entry) AND person_id <> \(ada.contact)",
                    "entry 2: the value label"
                ),
                (
                    "UPDATE audit_chains SET entries = entries + 1 WHERE organization_id = \(world.helix)",
                    "UPDATE audit_chains SET entries = entries - 1 WHERE organization_id = \(world.helix)", "chain \(world.helix): it ends"
                ),
            ]
            for (edit, undo, place) in edits {
                try await world.database.write(.tenants([world.nordlys.text, world.helix.text])) {
                    let changed = try $0.execute(edit)
                    #expect(changed == 1)
                }
                let report = try await world.verify()
                #expect(report.problemCount == 1 && report.text.contains(place), "\(report.text)")
                try await world.database.write(.tenants([world.nordlys.text, world.helix.text])) { try $0.execute(undo) }
            }
            try await world.database.write(.tenants([world.nordlys.text])) { connection in
                try connection.execute("DELETE FROM audit_values WHERE organization_id = \(world.nordlys)")
                try connection.execute("DELETE FROM audit_entries WHERE organization_id = \(world.nordlys)")
                try connection.execute("DELETE FROM audit_chains WHERE organization_id = \(world.nordlys)")
            }
            #expect(try await world.verify().text.contains("chain \(world.nordlys) entry 3: checkpoint 1 saw it, and it is gone"))
        }
    }

    @Test("a log of more entries than a page holds is read whole", arguments: Backend.allCases)
    func pages(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            for chain in [world.nordlys.text, world.helix.text] {
                try await world.database.write(.tenants([chain])) { connection in
                    let ledger = try Ledger(chains: [chain], on: connection, now: world.now)
                    for number in 0..<700 {
                        try ledger.append(
                            Record(action: "test", label: .personal("p\(number)")), by: .system, from: .none, to: chain, on: connection)
                    }
                    try ledger.close(on: connection)
                }
            }
            let report = try await world.verify()
            #expect(report.isWhole && report.entries > 1400 && report.erasedValues == 0, "\(report.text)")
        }
    }

    @Test("the verifier in Python says of an export what ours says of the database", arguments: Backend.allCases)
    func python(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            try await world.addContact("lena", in: world.nordlys, by: ada)
            _ = try await world.checkpoints().write(world.worker().grant())
            let lines = Mutex<[String]>([])
            try await world.store.exportAudit(world.auditor().grant()) { line in lines.withLock { $0.append(line) } }
            let export = try TemporaryFolder.make().appendingPathComponent("audit.jsonl")
            let text = lines.withLock { $0.joined(separator: "\n") + "\n" }
            try Data(text.utf8).write(to: export)
            let report = try await world.verify()
            let verdict = try PythonProgram.run("audit_verifier.py", export.path, world.folder.linesPath, world.folder.keysPath)
            #expect(report.isWhole && verdict == (report.text + "\n", 0))

            try Data(text.replacing("lena", with: "Lena").utf8).write(to: export)
            let (answer, status) = try PythonProgram.run("audit_verifier.py", export.path, world.folder.linesPath, world.folder.keysPath)
            #expect(status == 1 && answer.contains("entry 2: the value "))
        }
    }
}

/// A program beside the proofs.
enum PythonProgram {
    /// What it prints, and its exit status.
    static func run(_ name: String, _ arguments: String...) throws -> (String, Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, path(of: name)] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    static var python: String { ProcessInfo.processInfo.environment["STAGEDOOR_TEST_PYTHON"] ?? "python3" }

    static func path(of name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../proof/\(name)").path
    }
}
