import ArgumentParser
import Foundation

/// `stagedoor export`: one organization as one file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "export", abstract: "Write an organization to an archive, which another installation can bring in.")
    @OptionGroup var options: Options
    @OptionGroup var place: OrganizationOption
    @Option(help: "The file to write, a ZIP file; it must not exist.") var output: String
    @Flag(help: "As JSON: {file, organization, rows, size, sha256}.") var json = false

    func run() async throws {
        try await Administer.run(options, ["export", place.organization, URL(fileURLWithPath: output).path, json ? "json" : "text"])
    }
}

/// `stagedoor import`: brings an organization in from an archive, whole or not at all.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "import", abstract: "Bring an organization in from an archive: all of it or nothing.")
    @OptionGroup var options: Options
    @Option(help: "The archive, as `stagedoor export` or the portal made it.") var archive: String
    @Flag(help: "As JSON: {organization, name, made_at, sites, contacts, entries}.") var json = false

    func run() async throws {
        try await Administer.run(options, ["import", URL(fileURLWithPath: archive).path, json ? "json" : "text"])
    }
}
