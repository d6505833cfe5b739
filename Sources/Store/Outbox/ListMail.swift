public import Domain
import Storage

/// A mail in the operator's list. It never shows what the mail says.
public struct MailingSummary: Sendable, Hashable, Identifiable {
    public enum State: String, Sendable, CaseIterable, Codable {
        case waiting, sent, parked
    }

    public let id: Identifier<Mailing>
    /// ``Post/kind``.
    public let kind: String
    /// An organization's id, or `installation`.
    public let organization: String
    public let recipient: EmailAddress
    public let state: State
    public let attempts: Int
    public let createdAt: Moment
    /// When it is tried next, while it waits.
    public let dueAt: Moment
    public let sentAt: Moment?
    /// Why the last attempt failed, without addresses.
    public let lastError: String?
}

/// Mails, newest first.
public struct MailingPage: Sendable, Hashable {
    public let mailings: [MailingSummary]
    /// Where the page of older ones begins; nil when there are none.
    public let older: Identifier<Mailing>?
}

extension WideTransaction where A == ViewMail {
    /// One page of the outbox.
    ///
    /// - Parameters:
    ///   - state: nil for all.
    ///   - before: ``MailingPage/older`` of the page before.
    public borrowing func mailings(_ state: MailingSummary.State?, before: Identifier<Mailing>? = nil, limit: Int = 50) throws
        -> MailingPage
    {
        let limit = min(max(limit, 1), 200)
        var conditions: [Query] = ["1 = 1"]
        if let state { conditions.append("state = \(state.rawValue)") }
        if let before { conditions.append("id < \(before)") }
        var found = try connection.rows(
            """
            SELECT id, kind, organization_id, recipient, state, attempts, created_at, due_at, sent_at, last_error FROM outbox
            WHERE \(Query.joined(conditions, separator: " AND ")) ORDER BY id DESC LIMIT \(limit + 1)
            """
        ) { row in
            MailingSummary(
                id: Identifier(stored: try row.text(0)), kind: try row.text(1), organization: try row.text(2),
                recipient: EmailAddress(stored: try row.text(3)), state: MailingSummary.State(rawValue: try row.text(4)) ?? .parked,
                attempts: Int(try row.int(5)), createdAt: Moment(milliseconds: try row.int(6)), dueAt: Moment(milliseconds: try row.int(7)),
                sentAt: try row.optionalInt(8).map(Moment.init(milliseconds:)), lastError: try row.optionalText(9))
        }
        let hasOlder = found.count > limit
        if hasOlder { found.removeLast() }
        return MailingPage(mailings: found, older: hasOlder ? found.last?.id : nil)
    }
}

/// How the outbox stands.
public struct OutboxCounts: Sendable, Hashable {
    public var waiting = 0
    public var parked = 0
    /// Since when the oldest of the waiting is due; later than now when none is.
    public var oldestDue: Moment?
}

extension Store {
    /// For metrics and the doctor: numbers only.
    public func outboxCounts() async throws -> OutboxCounts {
        try await database.read(.tenants([])) { connection in
            var counts = OutboxCounts()
            _ = try connection.rows("SELECT state, COUNT(*), MIN(due_at) FROM outbox WHERE state IN ('waiting', 'parked') GROUP BY state") {
                row in
                switch MailingSummary.State(rawValue: try row.text(0)) {
                case .waiting: (counts.waiting, counts.oldestDue) = (Int(try row.int(1)), Moment(milliseconds: try row.int(2)))
                case .parked: counts.parked = Int(try row.int(1))
                case .sent, nil: break
                }
            }
            return counts
        }
    }

    /// The mails that ``markSent(_:_:keepingPost:)`` left readable, newest first. Of the demo world only: elsewhere
    /// content does not outlive its delivery.
    public func keptMail(to recipient: EmailAddress? = nil, postman: Postman, limit: Int = 100) async throws -> [LeasedMail] {
        let whose: Query = recipient.map { "recipient = \($0.text)" } ?? "1 = 1"
        return try await database.read(.tenants([])) { connection in
            try connection.rows(
                """
                SELECT id, kind, recipient, language, payload, attempts, created_at FROM outbox
                WHERE state = 'sent' AND payload IS NOT NULL AND \(whose) ORDER BY id DESC LIMIT \(min(max(limit, 1), 1000))
                """
            ) { row in
                let id = Identifier<Mailing>(stored: try row.text(0))
                return LeasedMail(
                    id: id, kind: try row.text(1), post: try postman.open(try row.bytes(4), of: id),
                    recipient: EmailAddress(stored: try row.text(2)),
                    language: Language(rawValue: try row.text(3)) ?? .english, attempt: Int(try row.int(5)),
                    createdAt: Moment(milliseconds: try row.int(6)))
            }
        }
    }
}
