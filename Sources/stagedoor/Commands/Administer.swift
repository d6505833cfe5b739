import API
import ArgumentParser
import Foundation
import PostgresStorage
import SQLiteStorage
import Storage

/// How an administrator's command reaches the installation: through the running server where only one process may have
/// the database open, otherwise by opening it.
enum Administer {
    static func run(_ options: Options, _ words: [String]) async throws {
        let configured = try await Configured.read(options)
        let screen = Screen()
        if let socket = configured.database.beside("socket"), let code = try ConsoleClient.run(words, at: socket, screen) {
            throw ExitCode(code)
        }
        let installation = try await Installation.open(configured)
        let code = await ConsoleVerbs.run(words, on: installation) { screen.show(Data($0.utf8)) }
        try await installation.database.close()
        throw ExitCode(code)
    }
}

/// `stagedoor audit verify` and `stagedoor audit export`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verify or export the audit log.", subcommands: [Verify.self, Export.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Verify every chain against itself and the signed checkpoints (exit 0 or 1).")
        @OptionGroup var options: Options
        @Flag(help: "As JSON: {ok, entries, chains, checkpoints, erased_values, restores, problem_count, problems}.") var json = false

        func run() async throws { try await Administer.run(options, ["audit", "verify", json ? "json" : "text"]) }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print every entry as a line of JSON.")
        @OptionGroup var options: Options
        @Flag(help: "It is JSON either way.") var json = false

        func run() async throws { try await Administer.run(options, ["audit", "export"]) }
    }
}

/// `stagedoor migrate`: brings the schema up to date, which `serve` does, too.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's schema up to date.")
    @OptionGroup var options: Options
    @Flag(help: "As JSON: {database}.") var json = false

    func run() async throws {
        let configured = try await Configured.read(options)
        let installation = try await Installation.open(configured)
        try await installation.database.close()
        let told = JSON.object([JSON.Member(name: "database", value: .string("\(configured.database)"))])
        say(json ? told.line : "stagedoor: the schema of \(configured.database) is up to date")
    }
}
