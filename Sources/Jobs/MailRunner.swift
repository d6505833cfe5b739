import Domain
public import Logging
public import Mail
public import Store

/// Delivers the outbox, several mails at a time. Any number of processes may run one.
public struct MailRunner: Job {
    public let label = "mail"
    public let pause: Duration
    public let logger: Logger
    public let lanes: Int

    private let store: Store
    private let postman: Postman
    private let writer: any LetterWriter
    private let transport: any Transport
    private let patience: DeliveryPatience
    private let keepsPosts: Bool

    /// - Parameters:
    ///   - lanes: how many letters go out at once.
    ///   - keepsPosts: leaves what was sent readable. For the demo world only.
    ///   - pause: how long a mail may wait for a look at the outbox.
    public init(
        store: Store, postman: Postman, writer: any LetterWriter, transport: any Transport, logger: Logger, lanes: Int = 2,
        patience: DeliveryPatience = DeliveryPatience(), keepsPosts: Bool = false, pause: Duration = .seconds(1)
    ) {
        (self.store, self.postman, self.writer, self.transport, self.logger) = (store, postman, writer, transport, logger)
        (self.lanes, self.patience, self.keepsPosts, self.pause) = (lanes, patience, keepsPosts, pause)
    }

    /// Delivers one mail that is due: a server that hangs holds up its own lane and no other.
    public func tick() async throws -> Bool {
        let grant = try Worker.actor.grant(DeliverMail.self)
        guard try await store.hasDueMail(grant) else { return false }
        let mails = try await store.leaseMail(grant, most: 1, postman: postman, patience: patience)
        for mail in mails { try await deliver(mail, grant) }
        // None when another process was faster.
        return !mails.isEmpty
    }

    private func deliver(_ mail: LeasedMail, _ grant: Grant<DeliverMail>) async throws {
        let letter: Letter
        do throws(Unmailable) {
            letter = try writer.letter(for: mail)
        } catch {
            return try await fail(mail, grant, because: "\(error)", isPermanent: true)
        }
        do throws(DeliveryFailure) {
            try await transport.deliver(letter)
        } catch {
            // We broke it off ourselves: the process ends.
            if Task.isCancelled { return try await store.giveBack(mail, grant) }
            return try await fail(mail, grant, because: error.description, isPermanent: error.kind == .permanent)
        }
        try await store.markSent(mail, grant, keepingPost: keepsPosts)
    }

    private func fail(_ mail: LeasedMail, _ grant: Grant<DeliverMail>, because reason: String, isPermanent: Bool) async throws {
        logger.warning(
            "mail \(mail.id) (\(mail.kind)) failed at attempt \(mail.attempt): \(reason)",
            metadata: ["mail": "\(mail.id)", "attempt": "\(mail.attempt)"])
        try await store.markFailed(mail, grant, reason: reason, isPermanent: isPermanent, patience: patience)
    }
}
