import ArgumentParser
import Credentials
import Foundation
import Storage
import Store

/// `stagedoor backup FILE`: everything, with the keys, of a running installation.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write a backup of a running installation, its keys included.")
    @OptionGroup var options: Options
    @Argument(help: "The file to write; it must not exist.") var file: String
    @Flag(help: "As JSON: {file, rows, created_at, checkpoint}.") var json = false

    func run() async throws {
        try await Administer.run(options, ["backup", URL(fileURLWithPath: file).path, json ? "json" : "text"])
    }
}

/// `stagedoor restore FILE`: into an empty database of either kind.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore a backup into an empty database of either kind.")
    @OptionGroup var options: Options
    @Argument(help: "The backup.") var file: String
    @Flag(help: "As JSON: {database, rows, created_at, checkpoint}.") var json = false

    func run() async throws {
        let configured = try await Configured.read(options)
        let database = try await Installation.openDatabase(configured)
        do {
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let summary = try await Backup.restore(
                file, into: database, keyringFile: KeyringFile(path: configured.keys),
                checkpoints: CheckpointFolder(path: configured.checkpoints),
                now: Installation.clock())
            try await database.close()
            say(
                json
                    ? summary.json("database", "\(configured.database)")
                    : "stagedoor: restored \(summary.rows) rows into \(configured.database)\n", terminator: "")
        } catch {
            try? await database.close()
            throw error
        }
    }
}
