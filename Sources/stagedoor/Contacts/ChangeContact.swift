import API
import ArgumentParser

struct ShowContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a contact.")
    @OptionGroup var contact: ContactArgument

    func run() async throws {
        try await contact.run { person, _ in PortalCall(.get, person.path) }
    }
}

struct EditContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a contact. Refused when somebody else is faster.")
    @OptionGroup var contact: ContactArgument
    @OptionGroup var fields: ContactFields

    func validate() throws {
        if fields.isEmpty { throw ValidationError("Say what to change, such as --phone +4755201143.") }
    }

    func run() async throws {
        try await contact.run { [fields] person, sites in
            PortalCall(.patch, person.path, .json(try fields.members(sites)), version: person.version)
        }
    }
}

struct InviteContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Invite a contact to the portal, or change its level; none takes the access away.")
    @OptionGroup var contact: ContactArgument
    @Argument(help: "The level: read_only, engineering, admin or none.") var level: String

    func run() async throws {
        try await contact.run { [level] person, _ in
            PortalCall(.put, "\(person.path)/access", .json([JSON.Member(name: "level", value: .string(level))]))
        }
    }
}

struct ResumeContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "End a contact's suspension: they sign in as before.")
    @OptionGroup var contact: ContactArgument

    func run() async throws {
        try await contact.run { person, _ in PortalCall(.post, "\(person.path)/access/resume") }
    }
}

struct SuspendContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Stop a contact from signing in, at once; sessions and tokens end.")
    @OptionGroup var contact: ContactArgument

    func run() async throws {
        try await contact.run { person, _ in PortalCall(.post, "\(person.path)/access/suspend") }
    }
}
