public import Domain
import Storage

extension Store {
    /// True when some mail is due: a look that writes nothing, to ask before ``leaseMail(_:most:postman:patience:)``.
    public func hasDueMail(_ grant: Grant<DeliverMail>) async throws -> Bool {
        let now = clock()
        return try await database.read(.tenants([])) { connection in
            try connection.first("SELECT id FROM outbox WHERE \(due(at: now)) LIMIT 1") { try $0.text(0) } != nil
        }
    }

    /// Takes up to `most` due mails for this process alone, until their lease ends. After a crash the lease lapses and
    /// the mail is taken again: each is delivered at least once. A mail that cannot be opened is parked.
    public func leaseMail(_ grant: Grant<DeliverMail>, most: Int, postman: Postman, patience: DeliveryPatience) async throws -> [LeasedMail]
    {
        let now = clock()
        return try await database.write(.tenants([])) { connection in
            let mails = try connection.rows(
                """
                UPDATE outbox SET attempts = attempts + 1, leased_until = \(now + patience.lease)
                WHERE id IN (SELECT id FROM outbox WHERE \(due(at: now)) ORDER BY due_at, id LIMIT \(most)\(only: .postgres, " FOR UPDATE SKIP LOCKED"))
                RETURNING id, kind, recipient, language, payload, attempts, created_at
                """
            ) { row in
                let id = Identifier<Mailing>(stored: try row.text(0))
                let post = try row.optionalBytes(4).flatMap { try? postman.open($0, of: id) }
                return (
                    id: id,
                    mail: try post.map { post in
                        LeasedMail(
                            id: id, kind: try row.text(1), post: post, recipient: EmailAddress(stored: try row.text(2)),
                            language: Language(rawValue: try row.text(3)) ?? .english, attempt: Int(try row.int(5)),
                            createdAt: Moment(milliseconds: try row.int(6)))
                    }
                )
            }
            for (id, mail) in mails where mail == nil {
                try park(id, because: "its content cannot be opened: the key that sealed it is not in the keyring", on: connection)
            }
            return mails.compactMap(\.mail).sorted { $0.id < $1.id }
        }
    }

    /// Marks a mail as sent, also when its lease has ended meanwhile: it has been sent.
    ///
    /// - Parameter keepingPost: leaves the content, for the demo's own mail page. Otherwise it is gone.
    public func markSent(_ mail: LeasedMail, _ grant: Grant<DeliverMail>, keepingPost: Bool = false) async throws {
        let now = clock()
        let content: Query = keepingPost ? "payload" : "NULL"
        try await database.write(.tenants([])) { connection in
            try connection.execute(
                """
                UPDATE outbox SET state = 'sent', sent_at = \(now), leased_until = NULL, last_error = NULL, payload = \(content)
                WHERE id = \(mail.id) AND state <> 'sent'
                """)
        }
    }

    /// Notes a failure: the mail is tried again after a pause, or parked after the tenth failure or when trying again
    /// does not help. Nothing happens when the lease has ended and another process has the mail.
    ///
    /// - Parameter reason: one line for the operator, without addresses.
    public func markFailed(_ mail: LeasedMail, _ grant: Grant<DeliverMail>, reason: String, isPermanent: Bool, patience: DeliveryPatience)
        async throws
    {
        let now = clock()
        try await database.write(.tenants([])) { connection in
            let isMine: Query = "id = \(mail.id) AND state = 'waiting' AND attempts = \(mail.attempt)"
            if isPermanent || mail.attempt >= DeliveryPatience.attempts {
                try connection.execute("UPDATE outbox SET state = 'parked', leased_until = NULL, last_error = \(reason) WHERE \(isMine)")
            } else {
                try connection.execute(
                    """
                    UPDATE outbox SET due_at = \(now + patience.pause(after: mail.attempt)), leased_until = NULL, last_error = \(reason) WHERE \(isMine)
                    """)
            }
        }
    }

    /// Gives a mail back untried, when the process ends: it is due at once, and the attempt does not count.
    public func giveBack(_ mail: LeasedMail, _ grant: Grant<DeliverMail>) async throws {
        try await database.write(.tenants([])) { connection in
            try connection.execute(
                """
                UPDATE outbox SET attempts = attempts - 1, leased_until = NULL WHERE id = \(mail.id) AND state = 'waiting' AND attempts = \(mail.attempt)
                """)
        }
    }
}

private func due(at now: Moment) -> Query {
    "state = 'waiting' AND due_at <= \(now) AND (leased_until IS NULL OR leased_until <= \(now))"
}

private func park(_ id: Identifier<Mailing>, because reason: String, on connection: any Connection) throws {
    try connection.execute("UPDATE outbox SET state = 'parked', leased_until = NULL, last_error = \(reason) WHERE id = \(id)")
}
