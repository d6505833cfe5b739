import API
import ArgumentParser
import Domain

struct ListContacts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the contacts of an organization, all pages.")
    @OptionGroup var portal: PortalOptions
    @Option(help: "The beginnings of words of name, address or phone.") var search: String?
    @Option(help: "Holding this role anywhere; several for any of them.") var role: [String] = []
    @Option(help: "Of this site, by its code or id; several for any of them.") var site: [String] = []
    @Option(help: "At this level; several for any of them.") var level: [String] = []
    @Option(help: "With this status; several for any of them.") var status: [String] = []
    @Flag(help: "As JSON, one contact a line, as the API shows it.") var json = false
    @Flag(help: "As CSV.") var csv = false

    func validate() throws {
        if json && csv { throw ValidationError("Choose --json or --csv.") }
    }

    func run() async throws {
        try await portal.run { [self] client in
            let sites = try await client.sites()
            let query =
                (search.map { [("search", $0)] } ?? []) + role.map { ("role", $0) } + level.map { ("level", $0) }
                + status.map { ("status", $0) }
                + (try site.map { ("site", try sites.id($0)) })
            if csv {
                return try await CSVList.write(
                    "/api/v1/contacts", of: Contact.shape, query: query, sites, to: try OutputFile(nil), from: client)
            }
            var rows = [["name", "email", "phone", "roles", "level", "status", "id"]]
            try await client.each("/api/v1/contacts", query: query) { item in
                if json { return say(item.line) }
                let person = try Person(item)
                rows.append([
                    person.name, person.email, person["phone"], sites.roles(item["roles"] ?? .null), person["level"], person["status"],
                    person.id,
                ])
            }
            if !json { Columns.print(rows) }
        }
    }
}
