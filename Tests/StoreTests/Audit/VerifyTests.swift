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

    @Test("a log whose values stand in a row each is whole after the migration, and shows and erases the same", arguments: Backend.allCases)
    func migration(backend: Backend) async throws {
        try await backend.withFresh { database in
            let chain = "0198f3c0-0000-7000-8000-000000000001", lena = "0198f3c0-0000-7000-8000-000000000002"
            _ = try await Migrator(migrations: Schema.migrations.filter { $0.name < "0013" }).run(on: database)
            let body = EntryBody(
                chain: chain, number: 1, at: LedgerWorld.start,
                actor: ActorStamp(id: "0198f3c0-0000-7000-8000-000000000003", organization: chain, level: "admin", name: "Ada \"A\" Lind"),
                record: Record(
                    action: "contact.create", target: lena, label: .personal("Lena"),
                    changes: [Record.Change("title", personal: nil, "\u{2028}of nets")].compactMap(\.self)), origin: .none, repeats: 0)
            let values = body.values.rows(of: chain, 1).map { row in
                row.rendered(for: .sqlite).values.suffix(2).map { if case .text(let text) = $0 { text } else { "" } }
            }
            try await database.write(.tenants([chain])) { connection in
                try connection.execute(
                    "INSERT INTO organizations (id, name, sort_key, kind, status, allows_exemption, email_domains, version, created_at) VALUES (\(chain), 'N', 'n', 'network', 'active', \(false), '', 1, 1)"
                )
                let hash = EntryBody.hash(after: "", body.bytes)
                try connection.execute("INSERT INTO audit_chains (organization_id, entries, hash) VALUES (\(chain), 1, \(hash))")
                try connection.execute(
                    """
                    INSERT INTO audit_entries (organization_id, number, at, action, outcome, actor_id, target_id, body, hash)
                    VALUES (\(chain), 1, \(LedgerWorld.start), 'contact.create', 'done', '0198f3c0-0000-7000-8000-000000000003', \(lena), \(body.text), \(hash))
                    """)
                for (person, personal) in values.map({ ($0[0], $0[1]) }) {
                    for (name, held) in try PersonalValues.read(personal) {
                        try connection.execute(
                            """
                            INSERT INTO audit_values (organization_id, number, name, person_id, salt, value)
                            VALUES (\(chain), 1, \(name), \(person), \(held.salt), \(held.value))
                            """)
                    }
                }
            }
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let entries = try await database.read(.tenants([chain])) { connection in
                var entries: [StoredEntry] = []
                try eachStoredEntry(on: connection) { entries.append($0) }
                return entries
            }
            #expect(
                entries.first?.values.mapValues(\.value) == [
                    "actor.name": "Ada \"A\" Lind", "label": "Lena", "changes.0.after": "\u{2028}of nets",
                ])
            var verifier = AuditVerifier(keys: Signer(Keyring.generate(created: 0)).publicKeys)
            try await database.read(.tenants([chain])) { try chainHeads(on: $0) }.forEach { verifier.take($0) }
            for entry in entries { verifier.take(entry) }
            let report = verifier.finish()
            #expect(report.isWhole && report.entries == 1 && report.erasedValues == 0, "\(report.text)")
            let gone = try await database.write(.tenants([chain])) {
                try $0.execute("DELETE FROM audit_values WHERE organization_id = \(chain) AND person_id = \(lena)")
            }
            #expect(gone == 1)
            // The wall is up again: whoever names no organization sees nothing of it.
            if backend == .postgres {
                #expect(try await database.read(.owner) { try $0.rows("SELECT number FROM audit_values") { try $0.int(0) } }.isEmpty)
            }
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
