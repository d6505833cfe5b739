import ArgumentParser

/// `stagedoor contacts`: the people of an organization, here or at a server.
struct ContactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts", abstract: "List, show, add, edit, invite, suspend, resume or remove contacts, here or at a server.",
        subcommands: [
            ListContacts.self, ShowContact.self, AddContact.self, EditContact.self, InviteContact.self, SuspendContact.self,
            ResumeContact.self, RemoveContact.self,
        ])
}

/// Somebody who is there already, and how they are shown afterwards.
struct ContactArgument: ParsableArguments {
    @OptionGroup var portal: PortalOptions
    @Flag(help: "The contact as JSON, as the API shows it.") var json = false
    @Argument(help: "The contact's address or id.") var who: String

    /// Makes one call about the contact, and shows what it is now.
    func run(_ call: @escaping @Sendable (Person, Sites) throws -> PortalCall) async throws {
        try await portal.run { [who, json] client in
            let sites = try await client.sites()
            let person = try await client.person(who)
            let asked = try call(person, sites)
            let changed = try Person(try await client.ask(asked).json())
            if let address = asked.member("email"), !address.isEmpty, address.lowercased() != changed.email.lowercased() {
                complain(
                    "\(person.name) signs in with this address: the new one counts once it is confirmed by the link that was sent there")
            }
            try changed.show(sites, json: json)
        }
    }
}
