import Credentials
import Domain
import Foundation
import Storage

/// Writes mail into the outbox, sealed: what waits there holds links and personal values.
public struct Postman: Sendable {
    let box: SecretBox
    let limits: MailLimits

    public init(box: SecretBox, limits: MailLimits = MailLimits()) {
        self.box = box
        self.limits = limits
    }

    func seal(_ post: Post, for id: Identifier<Mailing>) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try box.seal(Array(encoder.encode(post)), for: ["outbox", id.text])
    }

    func open(_ sealed: [UInt8], of id: Identifier<Mailing>) throws -> Post {
        try JSONDecoder().decode(Post.self, from: Data(box.open(sealed, for: ["outbox", id.text])))
    }

    /// Puts one mail into the outbox, in the caller's transaction.
    ///
    /// - Parameters:
    ///   - dedupe: names the occasion; a second mail for it is not written.
    ///   - sender: who causes the mail, for the limits; nil for the server itself.
    /// - Throws: `tooManyMails` for a mail that anybody can cause, past one of the limits. A notice past its limit is not
    ///   written: the log has what it would say.
    func put(
        _ post: Post, to recipient: EmailAddress, language: Language, contact: Contact.ID?, in organization: String,
        dedupe: String? = nil, by sender: String? = nil, at now: Moment, ids: IdentifierSource, on connection: any Connection
    ) throws {
        var mailbox = recipient.mailbox
        #if DEBUG
        if Planted.fault == .tagsAreMailboxes { mailbox = recipient.key }
        #endif
        if post.isNotice, try limits.isFull(of: mailbox, organization: organization, at: now, on: connection) { return }
        if post.isCounted { try limits.require(mailbox: mailbox, sender: sender, organization: organization, at: now, on: connection) }
        let id = ids.next(Mailing.self, at: now)
        try connection.execute(
            """
            INSERT INTO outbox (id, organization_id, contact_id, kind, recipient, mailbox, sender_id, language, payload, dedupe_key, created_at,
                due_at, attempts, state)
            VALUES (\(id), \(organization), \(contact), \(post.kind), \(recipient.text), \(mailbox), \(sender ?? ""), \(language.rawValue),
                \(try seal(post, for: id)), \(dedupe), \(now), \(now), 0, 'waiting')
            ON CONFLICT (dedupe_key) DO NOTHING
            """)
    }
}

/// One mail on its way. The type only names its ids.
public enum Mailing {}

extension Transaction where A: Writing {
    borrowing func post(_ post: Post, to contact: Contact, at address: EmailAddress? = nil, dedupe: String? = nil, postman: Postman) throws
    {
        guard let recipient = address ?? contact.details.email else { return }
        try postman.put(
            post, to: recipient, language: contact.details.language, contact: contact.id, in: organization.text,
            dedupe: dedupe, by: actor.id, at: now, ids: ids, on: connection)
    }

    /// Mail that still waits for a contact who is gone is not sent. What is on its way at this moment stays, and counts.
    borrowing func dropMail(of contact: Contact.ID) throws {
        try execute(
            """
            DELETE FROM outbox WHERE organization_id = \(placed) AND contact_id = \(contact) AND state = 'waiting'
                AND (leased_until IS NULL OR leased_until <= \(now))
            """)
    }
}
