import ArgumentParser

/// Where somebody or something is.
struct OrganizationOption: ParsableArguments {
    @Option(name: .customLong("organization"), help: "The organization, by its name or id.")
    var organization: String
}

/// `stagedoor user`: who can sign in, and what an administrator does when somebody has to stop or cannot get in.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "List, suspend or recover people with portal access.",
        subcommands: [List.self, Suspend.self, Resume.self, Recover.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everybody with portal access at an organization.")
        @OptionGroup var options: Options
        @OptionGroup var place: OrganizationOption
        @Flag(help: "As JSON, one contact a line, as the API shows it.") var json = false

        func run() async throws { try await Administer.run(options, ["user", "list", place.organization, json ? "json" : "text"]) }
    }

    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop somebody from signing in, at once; sessions and tokens end.")
        @OptionGroup var person: PersonArgument
        func run() async throws { try await person.run("suspend") }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a suspension: they sign in as before.")
        @OptionGroup var person: PersonArgument
        func run() async throws { try await person.run("resume") }
    }

    struct Recover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Mail somebody who lost what they sign in with a link to begin anew.")
        @OptionGroup var person: PersonArgument
        func run() async throws { try await person.run("recover") }
    }
}

struct PersonArgument: ParsableArguments {
    @OptionGroup var options: Options
    @OptionGroup var place: OrganizationOption
    @Flag(help: "The contact as JSON, as the API shows it.") var json = false
    @Argument(help: "The person's address or id.") var who: String

    func run(_ verb: String) async throws {
        try await Administer.run(options, ["user", verb, place.organization, who, json ? "json" : "text"])
    }
}

/// `stagedoor token`: the keys of programs. They are made in the portal, by whoever they act for.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "List, pause, resume or end tokens of programs.",
        subcommands: [List.self, Pause.self, Resume.self, End.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens of an organization and of its people.")
        @OptionGroup var options: Options
        @OptionGroup var place: OrganizationOption
        @Flag(help: "As JSON, one token a line, as the API shows it.") var json = false

        func run() async throws { try await Administer.run(options, ["token", "list", place.organization, json ? "json" : "text"]) }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Refuse what comes with a token, until it is resumed.")
        @OptionGroup var token: TokenArgument
        func run() async throws { try await token.run("pause") }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a paused token go on.")
        @OptionGroup var token: TokenArgument
        func run() async throws { try await token.run("resume") }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token for good.")
        @OptionGroup var token: TokenArgument
        func run() async throws { try await token.run("end") }
    }
}

struct TokenArgument: ParsableArguments {
    @OptionGroup var options: Options
    @OptionGroup var place: OrganizationOption
    @Flag(help: "The token as JSON, as the API shows it.") var json = false
    @Argument(help: "The token's id.") var id: String

    func run(_ verb: String) async throws {
        try await Administer.run(options, ["token", verb, place.organization, id, json ? "json" : "text"])
    }
}
