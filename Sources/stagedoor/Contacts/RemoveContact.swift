import ArgumentParser
import Foundation

struct RemoveContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Delete a contact. Asks first; a script says --yes.")
    @OptionGroup var portal: PortalOptions
    @Flag(help: "Without asking.") var yes = false
    @Flag(help: "The contact as it was, as JSON.") var json = false
    @Argument(help: "The contact's address or id.") var who: String

    func run() async throws {
        try await portal.run { [who, yes, json] client in
            let person = try await client.person(who)
            if !yes {
                guard isatty(STDIN_FILENO) == 1 else {
                    throw Failure(.usage, "nobody is here to be asked whether \(person.name) shall be deleted: say --yes")
                }
                FileHandle.standardError.write(Data("Delete \(person.name) (\(person.email))? [y/N] ".utf8))
                guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw Failure(.refused, "nothing was deleted") }
            }
            _ = try await client.ask(PortalCall(.delete, person.path, version: person.version))
            say(json ? person.json.line : "stagedoor: \(person.name) is deleted")
        }
    }
}
