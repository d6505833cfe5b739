import ArgumentParser

/// The one program: the server, its work, and the administrator's commands.
@main
struct Stagedoor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stagedoor",
        abstract: "The portal between a content company and its partners.",
        version: Release.version,
        subcommands: [
            Serve.self, Work.self, Migrate.self, PermissionsCommand.self, RoutesCommand.self, AuditCommand.self, BackupCommand.self,
            RestoreCommand.self, ExportCommand.self, ImportCommand.self, ContactsCommand.self, DoctorCommand.self, ConfigCommand.self,
            UserCommand.self, TokenCommand.self,
        ])
}

enum Release {
    static let version = "0.1.0"
}
