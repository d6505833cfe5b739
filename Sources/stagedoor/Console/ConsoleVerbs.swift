import Credentials
@_spi(Authenticator) import Domain
import Foundation
import Pages
import Store

/// What an administrator's command does once it stands at an opened installation: in the server that has it open, or in
/// the command itself.
enum ConsoleVerbs {
    typealias Output = @Sendable (String) async throws -> Void

    /// The administrator at the server's own machine.
    static let actor = Actor(contact: nil, organization: nil, level: .console, name: "Console")

    /// - Returns: the exit code: 0 done, 1 something is wrong, 2 the words are not a command.
    static func run(_ words: [String], on installation: Installation, _ write: @escaping Output) async -> Int32 {
        do {
            switch words {
            case ["audit", "verify", "text"], ["audit", "verify", "json"]:
                return try await verify(installation, json: words[2] == "json", write)
            case ["audit", "export"]: return try await export(installation, write)
            case ["doctor", "text"], ["doctor", "json"]:
                let checks = await Examination.checks(installation.configured, installation.database)
                try await write(Examination.text(checks, json: words[1] == "json"))
                return checks.contains { $0.state == .bad } ? 1 : 0
            case let words where words.count == 3 && words[0] == "backup":
                return try await backup(installation, to: words[1], json: words[2] == "json", write)
            case let words where words.count == 4 && words[0] == "export":
                return try await export(words[1], of: installation, to: words[2], json: words[3] == "json", write)
            case let words where words.count == 3 && words[0] == "import":
                return try await bringIn(words[1], into: installation, json: words[2] == "json", write)
            case let words where words.first == "user": return try await user(Array(words.dropFirst()), on: installation, write)
            case let words where words.first == "token": return try await token(Array(words.dropFirst()), on: installation, write)
            default: return try await unknown("", words, write)
            }
        } catch {
            try? await write("stagedoor: \(complaint(error))\n")
            return 1
        }
    }

    static func unknown(_ room: String, _ words: [String], _ write: Output) async throws -> Int32 {
        try await write("stagedoor: there is no command \(([room] + words).joined(separator: " ").trimmed)\n")
        return 2
    }

    /// What to do about it, where the portal has words for it.
    private static func complaint(_ error: any Error) -> String {
        switch error {
        case let refusal as Refusal: refusal.phrase[.english]
        case Trouble.notFound: "there is nothing of this name or id"
        case Trouble.conflict(let conflict): conflict.phrase[.english]
        case Trouble.invalid(let errors): errors.map { "\($0.field): \($0.problem.phrase[.english])" }.joined(separator: "; ")
        default: "\(error)"
        }
    }

    private static func backup(_ installation: Installation, to path: String, json: Bool, _ write: @escaping Output) async throws -> Int32 {
        let progress = RowProgress()
        let summary = try await showing(progress, write) {
            try await Backup.write(
                to: path, from: installation.database, keyring: installation.keyring,
                checkpoints: CheckpointFolder(path: installation.configured.checkpoints), now: Installation.clock(), progress: progress)
        }
        try await write(json ? summary.json("file", path) : "stagedoor: wrote \(summary.rows) rows to \(path)\n")
        return 0
    }

    private static func verify(_ installation: Installation, json: Bool, _ write: Output) async throws -> Int32 {
        let folder = CheckpointFolder(path: installation.configured.checkpoints)
        let report = try await installation.store.verifyAudit(
            try actor.grant(ViewInstallation.self), checkpoints: folder, keys: Signer(installation.keyring).publicKeys)
        try await write(json ? report.json : "\(report.text)\n")
        return report.isWhole ? 0 : 1
    }

    private static func export(_ installation: Installation, _ write: @escaping Output) async throws -> Int32 {
        // The lines of one read of the database, handed over a few thousand at a time.
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        async let reading: Void = {
            defer { continuation.finish() }
            try await installation.store.exportAudit(try actor.grant(ViewInstallation.self)) { continuation.yield($0) }
        }()
        for await line in lines { try await write(line + "\n") }
        try await reading
        return 0
    }
}
