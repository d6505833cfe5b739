import ArgumentParser

/// The flags that every command takes. They come before the environment, which comes before the file.
struct Options: ParsableArguments {
    @Option(help: "Where the data is: sqlite:PATH or postgres://USER@HOST/NAME (STAGEDOOR_DATABASE).")
    var database: String?

    @Option(help: "A file of settings, one NAME=value a line (STAGEDOOR_CONFIG; otherwise /etc/stagedoor/stagedoor.env if it is there).")
    var config: String?

    @Option(help: "The file with the keys (STAGEDOOR_KEYS; beside the SQLite database unless set).")
    var keys: String?

    @Option(help: "The folder for signed checkpoints of the audit log (STAGEDOOR_CHECKPOINTS).")
    var checkpoints: String?
}

/// The flags of the server on top.
struct ServerOptions: ParsableArguments {
    @Option(help: "The port to listen on, 0 for any (STAGEDOOR_PORT, 8080).")
    var port: Int?

    @Option(help: "The address to listen on (STAGEDOOR_BIND, 127.0.0.1).")
    var bind: String?

    @Option(help: "Where people reach the portal, https:// or http://localhost (STAGEDOOR_PUBLIC_URL).")
    var publicURL: String?

    @Option(help: "The mail server, smtp://USER:PASSWORD@HOST:587 or smtps://… (STAGEDOOR_SMTP_URL).")
    var smtpURL: String?
}
