import Credentials
import Foundation
import Jobs
import Logging
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct CheckpointTests {
    private static let all = Backend.allCases

    @Test("a checkpoint is due after a minute with entries, or after a thousand of them", arguments: all)
    func due(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (writer, grant) = (world.checkpoints(), try world.worker().grant(WriteCheckpoint.self))
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let first = try #require(try await writer.writeIfDue(grant))
            #expect(first.number == 1 && first.previous == "")
            #expect(Set(first.heads.map(\.chain)).isSuperset(of: [world.nordlys.text, world.helix.text]))
            #expect(try await writer.writeIfDue(grant) == nil)

            try await world.edit(world.nordlys, to: 40, by: ada)
            #expect(try await writer.writeIfDue(grant) == nil)
            world.pass(.minutes(1))
            let second = try #require(try await writer.writeIfDue(grant))
            #expect(second.number == 2 && second.previous == first.hash && second.heads.map(\.chain) == [world.nordlys.text])
            world.pass(.minutes(5))
            #expect(try await writer.writeIfDue(grant) == nil)

            try await world.database.write(.tenants([world.nordlys.text])) { connection in
                let ledger = try Ledger(locking: world.nordlys, on: connection, now: world.now)
                for _ in 0..<1000 {
                    try ledger.append(Record(action: "test"), by: .system, from: .none, to: world.nordlys.text, on: connection)
                }
                try ledger.close(on: connection)
            }
            #expect(try await writer.writeIfDue(grant)?.number == 3)
            let report = try await world.verify()
            #expect(report.isWhole && report.checkpoints == 3)
            #expect(report.text == "audit: \(report.entries) entries, \(report.chains) chains, 3 checkpoints, ok")
        }
    }

    @Test("several writers make one sequence that verifies, whoever comes first", arguments: all)
    func several(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (writers, grant) = ((0..<3).map { _ in world.checkpoints() }, try world.worker().grant(WriteCheckpoint.self))
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            var written = 0
            for round in 0..<6 {
                try await world.edit(world.nordlys, to: 40 + round, by: ada)
                written += try await withThrowingTaskGroup { group in
                    for writer in writers { group.addTask { try await writer.write(grant) == nil ? 0 : 1 } }
                    return try await group.reduce(0, +)
                }
            }
            let report = try await world.verify()
            #expect(report.isWhole && report.checkpoints == written && written >= 6, "\(report.text)")
        }
    }

    @Test("the runner leaves a last checkpoint when the process ends", arguments: all)
    func runner(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let runner = CheckpointRunner(writer: world.checkpoints(), logger: Logger(label: "test"), pause: .milliseconds(5))
            let running = Task { try await runner.run() }
            while try world.folder.last() == nil { try await Task.sleep(for: .milliseconds(5)) }
            // Not due for a minute of a clock that stands still.
            try await world.edit(world.nordlys, to: 40, by: ada)
            running.cancel()
            try await running.value
            #expect(try world.folder.last()?.number == 2)
            #expect(try await world.verify().isWhole)
        }
    }

    @Test("a line that a crash cut short is replaced by the next checkpoint")
    func torn() async throws {
        try await LedgerWorld.lend(.sqlite) { world in
            let (writer, grant) = (world.checkpoints(), try world.worker().grant(WriteCheckpoint.self))
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            _ = try await writer.write(grant)
            let file = URL(fileURLWithPath: world.folder.linesPath)
            let whole = try Data(contentsOf: file)
            try (whole + whole.prefix(whole.count / 2)).write(to: file)
            #expect(try await world.verify().isWhole)
            try await world.edit(world.nordlys, to: 50, by: ada)
            #expect(try await writer.write(grant)?.number == 2)
            #expect(try await world.verify().isWhole)
            #expect(try Data(contentsOf: file).starts(with: whole))
        }
    }

    @Test("files are the owner's alone, and the public keys stand beside, those of a rotated keyring too")
    func files() async throws {
        try await LedgerWorld.lend(.sqlite) { world in
            let (grant, rotated) = (try world.worker().grant(WriteCheckpoint.self), Signer(world.keyring.rotated(created: 1)))
            _ = try await world.checkpoints().write(grant)
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            try await world.edit(world.nordlys, to: 50, by: ada)
            _ = try await CheckpointWriter(store: world.store, folder: world.folder, signer: rotated).write(grant)
            let keys = try #require(try world.folder.publicKeys())
            #expect(keys.text == rotated.publicKeys.text)
            #expect(try await world.store.verifyAudit(world.auditor().grant(), checkpoints: world.folder, keys: keys).isWhole)
            for path in [world.folder.linesPath, world.folder.keysPath] {
                #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            }
            let strangers = Signer(Keyring.generate(created: 0)).publicKeys
            #expect(
                try await world.store.verifyAudit(world.auditor().grant(), checkpoints: world.folder, keys: strangers).problemCount == 2)
        }
    }

    @Test("a checkpoint is one text: the same JSON written otherwise is none")
    func canonical() async throws {
        try await LedgerWorld.lend(.sqlite) { world in
            let checkpoint = try #require(try await world.checkpoints().write(world.worker().grant()))
            #expect(Checkpoint(line: checkpoint.line) == checkpoint)
            #expect(Checkpoint(line: checkpoint.line.replacing("{\"v\":1", with: "{ \"v\":1")) == nil)
            #expect(Checkpoint(line: checkpoint.line.replacing("{\"v\":1,", with: "{\"v\":1,\"x\":2,")) == nil)
            #expect(Checkpoint(line: "") == nil && Checkpoint(line: "{}") == nil)
        }
    }
}
