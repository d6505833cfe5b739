import API
import ArgumentParser

struct AddContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a contact; with a level, invite it.")
    @OptionGroup var portal: PortalOptions
    @OptionGroup var fields: ContactFields
    @Option(help: "What the contact may do in the portal; anything but none sends an invitation.") var level: String?
    @Flag(help: "The contact as JSON, as the API shows it.") var json = false

    func run() async throws {
        try await portal.run { [fields, level, json] client in
            let sites = try await client.sites()
            let members = try fields.members(sites) + (level.map { [JSON.Member(name: "level", value: .string($0))] } ?? [])
            try Person(try await client.ask(PortalCall(.post, "/api/v1/contacts", .json(members))).json()).show(sites, json: json)
        }
    }
}
