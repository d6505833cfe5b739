import API
import ArgumentParser
import Domain
import Foundation

/// `stagedoor import`: of a file a dry run that says what would become of each row, and the import itself when it is asked
/// for; or a whole organization from an archive.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a CSV or JSON file: a dry run, and with --apply the import. Or bring an organization in from an archive.")
    @OptionGroup var portal: PortalOptions
    @Option(help: "What the file holds: contacts, sites, organizations or peeringdb.") var kind: String?
    @Option(
        name: .customLong("map"),
        help:
            "What a column means, such as \"Mobile=phone\"; \"Notes=\" leaves it out. Once for each column that the portal cannot tell by itself."
    )
    var columns: [String] = []
    @Option(help: "csv, json or ndjson; otherwise the file's name says it.") var format: String?
    @Flag(help: "Do it. Without, nothing is changed.") var apply = false
    @Option(
        help: "An archive, as stagedoor export or the portal made it: brought in on this machine, all of it or nothing.",
        completion: .file()) var archive: String?
    @Flag(
        help:
            "As JSON: each refused row a line, the import itself the last. Of an archive: {organization, name, made_at, sites, contacts, entries}."
    ) var json = false
    @Argument(help: "The file.", completion: .file()) var file: String?

    func validate() throws {
        if (file == nil) == (archive == nil) { throw ValidationError("Name a file, or an archive with --archive FILE.") }
        if file != nil, kind == nil { throw ValidationError("Say what the file holds, such as --kind contacts.") }
    }

    func run() async throws {
        if let archive {
            if portal.isRemote { throw ValidationError("An archive is brought in on the server's own machine, without --server.") }
            return try await Administer.run(portal.options, ["import", URL(fileURLWithPath: archive).path, json ? "json" : "text"])
        }
        guard let file, let kind else { return }
        try await portal.run { [self] client in
            let url = URL(fileURLWithPath: file)
            guard let format = Import.Format(ending: format ?? url.pathExtension) else {
                throw Failure(.usage, "what \(file) is cannot be seen from its name: say --format csv, json or ndjson")
            }
            let columns = try self.columns.map(column)
            var work = try ImportWork(
                try await client.ask(
                    PortalCall(
                        .post, "/api/v1/imports", query: [("kind", kind), ("name", url.lastPathComponent)],
                        .file(path: url.path, mediaType: format.mediaType))
                ).json(), client)
            if !columns.isEmpty {
                try await work.ask(PortalCall(.patch, work.path, .json([JSON.Member(name: "columns", value: .object(columns))])))
            }
            try await work.run("check", "Checking")
            let isApplied = apply && work.name == "checked"
            if isApplied { try await work.run("apply", "Importing") }
            let refused = try await work.tell(json: json)
            if !isApplied, !json { say("stagedoor: nothing was changed\(apply ? "" : "; --apply does it")") }
            if work.name == "cancelled" { throw ExitCode(130) }
            if refused > 0 { throw ExitCode(1) }
        }
    }

    private func column(_ text: String) throws -> JSON.Member {
        guard let equal = text.lastIndex(of: "="), equal > text.startIndex else {
            throw Failure(.usage, "--map \(text): write \"Column=field\"")
        }
        let field = text[text.index(after: equal)...]
        return JSON.Member(name: String(text[..<equal]), value: field.isEmpty ? .null : .string(String(field)))
    }
}
