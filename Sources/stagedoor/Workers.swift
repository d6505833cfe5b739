import Credentials
import Jobs
import Logging
import Mail
import ServiceLifecycle
import Store
import Web

/// The work beside answering requests: mail, checkpoints, retention.
enum Workers {
    static func services(_ installation: Installation, _ settings: Settings, _ logger: Logger) throws -> [any Service] {
        let store = installation.store
        let folder = CheckpointFolder(path: installation.configured.checkpoints)
        var services: [any Service] = [
            CheckpointRunner(writer: CheckpointWriter(store: store, folder: folder, signer: Signer(installation.keyring)), logger: logger),
            ImportRunner(store: store, postman: installation.postman, logger: logger),
            ArchiveRunner(store: store, imprint: installation.imprint, logger: logger),
            SweepRunner(store: store, postman: installation.postman, retention: installation.configured.retention, logger: logger),
        ]
        if let transport = try transport(installation.configured, isDemo: settings.isDemo) {
            let writer = Letters(settings: settings, sender: try sender(installation.configured, settings))
            services.append(
                MailRunner(
                    store: store, postman: installation.postman, writer: writer, transport: transport, logger: logger,
                    keepsPosts: settings.isDemo, pause: settings.isDemo ? .milliseconds(100) : .seconds(1)))
        } else {
            logger.warning("no mail server is set: invitations wait in the outbox until STAGEDOOR_SMTP_URL names one")
        }
        return services
    }

    /// Without a mail server, the demo's mail stays where it can be read; everybody else's waits.
    private static func transport(_ configured: Configured, isDemo: Bool) throws -> (any Transport)? {
        if let url = configured.smtp { return SMTPClient(try SMTPServer(url)) }
        return isDemo ? StayHere() : nil
    }

    private static func sender(_ configured: Configured, _ settings: Settings) throws -> Mailbox {
        let address =
            configured.mailFrom ?? "stagedoor@\(settings.publicURL.host == "localhost" ? "localhost.localdomain" : settings.publicURL.host)"
        return try Mailbox(address, name: settings.operatorName)
    }
}

/// The demo's mail carrier: the letter is readable in the portal, and goes nowhere.
private struct StayHere: Transport {
    func deliver(_ letter: Letter) async throws(DeliveryFailure) {}
}
