import Credentials
import Foundation
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

/// 10,000 falsifications, each of which both verifiers must find. One line each in `audit.jsonl` of the proofs' folder.
@Suite struct TamperingTests {
    private static let rounds = ProcessInfo.processInfo.environment["STAGEDOOR_PROOF_LEVEL"] == "assurance" ? 100_000 : 10_000
    private static let block = 1000

    @Test("both verifiers find every tampering, and nothing in the log as it is")
    func everyTampering() async throws {
        let seed = ProcessInfo.processInfo.environment["STAGEDOOR_PROOF_SEED"].flatMap(UInt64.init) ?? 20_261_121
        let (whole, keyring) = try await Self.log()
        let (keys, stranger) = (Signer(keyring).publicKeys, Signer(Keyring.generate(created: 0)))
        let primed = whole.primed(keys)
        let python = try PythonVerifier(keys: keys)
        let untouched = try await python.verdicts(of: [whole])
        // With the planted fault `unsigned-checkpoint` both of them say so here.
        #expect(untouched == ["ok"])
        try #require(whole.report(primed).isWhole, "\(whole.report(primed).text)")

        let proof = try ProofFile("audit.jsonl")
        var random = Seeded(seed)
        var attempt = 0
        var pending: [(kinds: [(Tampering, String)], swift: [Bool], python: Task<[String], any Error>)] = []
        for _ in 0..<(Self.rounds / Self.block) {
            var copies: [AuditCopy] = []
            var kinds: [(Tampering, String)] = []
            while copies.count < Self.block {
                // One kind after the other; what changed nothing is no round.
                attempt += 1
                let kind = Tampering.allCases[attempt % Tampering.allCases.count]
                var copy = whole
                let place = kind.apply(to: &copy, &random, stranger: stranger)
                guard copy != whole else { continue }
                copies.append(copy)
                kinds.append((kind, place))
            }
            let judged = copies
            let verdicts = Task { try await python.verdicts(of: judged) }
            let swift = copies.map { !$0.report($0.checkpoints == whole.checkpoints ? primed : $0.primed(keys)).isWhole }
            pending.append((kinds, swift, verdicts))
        }
        var round = 0
        for block in pending {
            let verdicts = try await block.python.value
            #expect(verdicts.count == block.kinds.count)
            for ((kind, place), (swift, verdict)) in zip(block.kinds, zip(block.swift, verdicts)) {
                round += 1
                let isFound = swift && verdict != "ok"
                #expect(isFound, "round \(round), seed \(seed): \(kind.rawValue) at \(place): Swift \(swift), Python \(verdict)")
                try proof.write(
                    """
                    {"seed":\(seed),"round":\(round),"kind":"\(kind.rawValue)","where":"\(place)","found_swift":\(swift),\
                    "found_python":\(verdict != "ok"),"expected":"found","got":"\(isFound ? "found" : "missed")"}
                    """)
            }
        }
        #expect(round == Self.rounds)
    }

    /// A log as the product writes it: several chains, changes, refusals, erased values, and checkpoints up to its end.
    private static func log() async throws -> (AuditCopy, Keyring) {
        let location = try await Backend.sqlite.freshLocation()
        let database = try await Backend.sqlite.open(location)
        _ = try await Migrator(migrations: Schema.migrations).run(on: database)
        let world = try await LedgerWorld(database)
        let (writer, grant) = (world.checkpoints(), try world.worker().grant(WriteCheckpoint.self))
        let (ada, uma) = (try await world.person("ada", .admin, in: world.nordlys), try await world.person("uma", .admin, in: world.helix))
        for round in 0..<3 {
            _ = try await writer.write(grant)
            try await world.edit(world.nordlys, to: 40 + round, by: ada)
            let contact = try await world.addContact("lena\(round)", in: world.nordlys, by: ada)
            try await world.addContact("ivo\(round)", in: world.helix, by: uma)
            try await world.store.note(
                Refusal(permission: .mailRetry, level: .admin), by: uma, target: contact.id.text, from: LedgerWorld.origin)
            try await world.store.note(
                Refusal(permission: .mailRetry, level: .worker), by: world.worker(), target: nil, from: LedgerWorld.origin)
            world.pass(.minutes(2))
        }
        try await database.write(.tenants([world.helix.text])) { connection in
            try connection.execute("DELETE FROM audit_values WHERE organization_id = \(world.helix) AND number = 2")
        }
        _ = try await writer.write(grant)
        let copy = try await database.read(.wide) { connection in
            var copy = AuditCopy(heads: try chainHeads(on: connection), entries: [], checkpoints: [])
            try eachStoredEntry(on: connection) { copy.entries.append($0) }
            return copy
        }
        var complete = copy
        try world.folder.eachLine { complete.checkpoints.append($0) }
        try await database.close()
        return (complete, world.keyring)
    }
}

/// The verifier in Python, over files.
private struct PythonVerifier: Sendable {
    private let folder: URL
    private let keys: URL

    init(keys publicKeys: PublicKeys) throws {
        folder = try TemporaryFolder.make()
        keys = folder.appendingPathComponent("keys.txt")
        try Data(publicKeys.text.utf8).write(to: keys)
    }

    /// `ok`, or the first problem, of each.
    func verdicts(of copies: [AuditCopy]) async throws -> [String] {
        let rounds = folder.appendingPathComponent("\(UUID().uuidString).rounds")
        let answers = rounds.appendingPathExtension("answers")
        var text = ""
        for copy in copies {
            let export = copy.exportLines
            text += "\(export.count) \(copy.checkpoints.count)\n\((export + copy.checkpoints).joined(separator: "\n"))\n"
        }
        try Data(text.utf8).write(to: rounds)
        try Data().write(to: answers)
        defer { for file in [rounds, answers] { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [PythonProgram.python, PythonProgram.path(of: "audit_rounds.py"), rounds.path, keys.path]
        process.standardOutput = try FileHandle(forWritingTo: answers)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        try #require(process.terminationStatus == 0, "the verifier in Python failed; it needs the package cryptography")
        return String(decoding: try Data(contentsOf: answers), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// A file of the proofs: a line a round.
private struct ProofFile {
    private let file: FileHandle

    init(_ name: String) throws {
        let folder = ProcessInfo.processInfo.environment["STAGEDOOR_PROOF"] ?? FileManager.default.currentDirectoryPath + "/var/proof"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func write(_ line: String) throws { try file.write(contentsOf: Data("\(line)\n".utf8)) }
}
