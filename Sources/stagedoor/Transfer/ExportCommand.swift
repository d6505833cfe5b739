import API
import ArgumentParser
import Domain
import Foundation
import Store
import Web

/// `stagedoor export`: an organization as one archive, or a list of it as CSV.
struct ExportCommand: AsyncParsableCommand {
    enum List: String, CaseIterable, ExpressibleByArgument {
        case contacts, sites, organizations, activity
    }

    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write an organization to an archive, or one of its lists as CSV.")
    @OptionGroup var portal: PortalOptions
    @Option(help: "This list as CSV, instead of the archive.") var csv: List?
    @Option(name: .shortAndLong, help: "The file to write. A list goes to standard output without it.", completion: .file()) var output:
        String?
    @Flag(help: "As JSON: of an archive {file, organization, rows, size, sha256}; of a list its items, one a line, instead of CSV.")
    var json = false

    func validate() throws {
        if csv == nil, output == nil { throw ValidationError("Name the archive's file: --output FILE. Or choose a list: --csv contacts.") }
    }

    func run() async throws {
        // The console writes it at once, without the portal keeping one.
        if csv == nil, let output, let organization = portal.organization, !portal.isRemote {
            return try await Administer.run(
                portal.options, ["export", organization, URL(fileURLWithPath: output).path, json ? "json" : "text"])
        }
        try await portal.run { [csv, output, json] client in
            if let csv {
                // The operator itself stands in its own list, and is no partner that an import could bring.
                let isOf: @Sendable (JSON) -> Bool = { csv != .organizations || $0["kind"]?.text != "operator" }
                if json {
                    let file = try OutputFile(output)
                    try await client.each("/api/v1/\(csv.rawValue)") { if isOf($0) { try file.write("\($0.line)\n".utf8) } }
                    return try file.finish()
                }
                let sites = csv == .contacts ? try await client.sites() : Sites([])
                let path = "/api/v1/\(csv.rawValue)", file = try OutputFile(output)
                switch csv {
                case .contacts: try await CSVList.write(path, of: Contact.shape, sites, to: file, from: client)
                case .sites: try await CSVList.write(path, of: Site.shape, sites, to: file, from: client)
                case .organizations: try await CSVList.write(path, of: Organization.shape, sites, to: file, from: client, where: isOf)
                case .activity: try await CSVList.write(path, of: ActivityEntry.shape, sites, to: file, from: client)
                }
            } else if let output {
                let archive = try await client.archive(to: output)
                let told: [(String, JSON?)] = [
                    ("file", .string(URL(fileURLWithPath: output).path)), ("organization", archive["organization"]),
                    ("rows", archive["rows_total"]), ("size", archive["size"]), ("sha256", archive["sha256"]),
                ]
                say(
                    json
                        ? JSON.object(told.map { JSON.Member(name: $0.0, value: $0.1 ?? .null) }).line
                        : "stagedoor: wrote \(archive["rows_total"]?.integer ?? 0) rows to \(output)")
            }
        }
    }
}
