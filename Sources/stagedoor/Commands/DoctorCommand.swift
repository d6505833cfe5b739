import API
import ArgumentParser
import Credentials
import Domain
import Foundation
import Mail
import Pages
import PostgresStorage
import Storage
import Store
import Web

/// `stagedoor doctor`: what is wrong, and how to mend it. Exit 1 when something does not work.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor", abstract: "Say what is wrong and how to mend it.")
    @OptionGroup var options: Options

    @Flag(help: "As JSON: [{name, state, message, mend}].")
    var json = false

    func run() async throws {
        let configured = try await Configured.read(options)
        let words = ["doctor", json ? "json" : "text"]
        if let socket = configured.database.beside("socket"), let code = try ConsoleClient.run(words, at: socket, Screen()) {
            throw ExitCode(code)
        }
        let checks = await examine(configured)
        say(Examination.text(checks, json: json), terminator: "")
        throw ExitCode(checks.contains { $0.state == .bad } ? 1 : 0)
    }

    private func examine(_ configured: Configured) async -> [Check] {
        do {
            let database = try await Installation.openDatabase(configured)
            let checks = await Examination.checks(configured, database)
            try await database.close()
            return checks
        } catch {
            let problem = Check(
                "database", .bad, "it cannot be opened: \(error)", mend: "see that STAGEDOOR_DATABASE leads to it and that it runs")
            return [problem] + Examination.outside(configured)
        }
    }
}

/// Everything that doctor looks at: the store's health, and what surrounds the program.
enum Examination {
    static func checks(_ configured: Configured, _ database: any Storage.Database) async -> [Check] {
        var file: String?
        if case .sqlite(let path) = configured.database { file = path }
        let inside = await Doctor.examine(
            database, file: file, keyring: KeyringFile(path: configured.keys), checkpoints: CheckpointFolder(path: configured.checkpoints),
            zones: Zone.names(), now: Installation.clock())
        return inside + outside(configured) + [await mail(configured)]
    }

    static func outside(_ configured: Configured) -> [Check] {
        [address(configured), support(configured)]
    }

    private static func address(_ configured: Configured) -> Check {
        do {
            let url = try configured.portalAddress()
            if url.isHTTPS { return Check("public URL", ok: "\(url); changing it ends all passkeys") }
            return Check(
                "public URL", .warn, "\(url) is good for this machine only",
                mend: "set STAGEDOOR_PUBLIC_URL to the https address before people enroll: changing it ends all passkeys")
        } catch {
            return Check("public URL", .bad, "\(error)", mend: "set STAGEDOOR_PUBLIC_URL")
        }
    }

    private static func support(_ configured: Configured) -> Check {
        guard let text = configured.support else {
            return Check(
                "support address", .warn, "none is set: whoever cannot sign in is told nobody to write to",
                mend: "set STAGEDOOR_SUPPORT_EMAIL")
        }
        guard (try? EmailAddress(text)) != nil else {
            return Check("support address", .bad, "STAGEDOOR_SUPPORT_EMAIL is no address", mend: "write one such as help@lumen.example")
        }
        return Check("support address", ok: "is set")
    }

    private static func mail(_ configured: Configured) async -> Check {
        guard let url = configured.smtp else {
            return Check("mail", .warn, "no mail server is set: invitations wait in the outbox", mend: "set STAGEDOOR_SMTP_URL")
        }
        do {
            try await SMTPClient(try SMTPServer(url)).check()
            return Check("mail", ok: "the server answers and takes our name")
        } catch let failure as DeliveryFailure {
            return Check("mail", .bad, "\(failure)", mend: "see STAGEDOOR_SMTP_URL: host, port, encryption, user and password")
        } catch {
            return Check("mail", .bad, "\(error)", mend: "correct STAGEDOOR_SMTP_URL")
        }
    }

    static func text(_ checks: [Check], json: Bool) -> String {
        guard json else {
            return checks.map { check in
                let mark =
                    switch check.state {
                    case .ok: "ok  "
                    case .warn: "warn"
                    case .bad: "bad "
                    }
                return "\(mark)  \(check.name): \(check.message)\n" + (check.mend.map { "      \($0)\n" } ?? "")
            }.joined()
        }
        var writer = JSONWriter()
        writer.array(checks) { writer, check in
            writer.object {
                $0.member("name", check.name)
                $0.member("state", check.state.rawValue)
                $0.member("message", check.message)
                $0.member("mend", check.mend)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
