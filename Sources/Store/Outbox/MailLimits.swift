import Domain
import Storage

/// How many mails go out within an hour. Those that anybody may cause for an address of their choice (invitations, changes of
/// address, recoveries) are refused past a limit; notices of what somebody did are left out then. Mail that was taken back
/// before it left does not count.
public struct MailLimits: Sendable, Hashable {
    public static let period = Moment.Span.hours(1)
    /// So many notices one mailbox gets for one organization.
    static let notices = 10

    /// To one mailbox, for one organization. Addresses that differ by their plus-tag are one mailbox.
    public var mailbox: Int
    /// By one person or token.
    public var sender: Int
    /// For one organization.
    public var organization: Int

    public init(mailbox: Int = 5, sender: Int = 500, organization: Int = 1000) {
        (self.mailbox, self.sender, self.organization) = (mailbox, sender, organization)
    }

    func require(mailbox: String, sender: String?, organization: String, at now: Moment, on connection: any Connection) throws {
        let hour: Query =
            "\(Self.hour(of: organization, at: now)) AND kind IN ('invitation', 'email_confirm', 'email_notice', 'email_changed', 'recovery')"
        try require("\(hour) AND mailbox = \(mailbox)", at: self.mailbox, .mailbox, on: connection)
        if let sender { try require("\(hour) AND sender_id = \(sender)", at: self.sender, .sender, on: connection) }
        try require(hour, at: self.organization, .organization, on: connection)
    }

    /// True when a mailbox has had its notices for this hour.
    func isFull(of mailbox: String, organization: String, at now: Moment, on connection: any Connection) throws -> Bool {
        let notices: Query = """
            \(Self.hour(of: organization, at: now)) AND mailbox = \(mailbox)
                AND kind IN ('suspended', 'sessions_ended', 'admin_notice', 'recovery_notice')
            """
        // Who raised the limits for a day wants to hear as much.
        return try count(notices, on: connection) >= Int64(max(Self.notices, self.mailbox))
    }

    private static func hour(of organization: String, at now: Moment) -> Query {
        "organization_id = \(organization) AND mailbox <> '' AND created_at > \(now - period)"
    }

    private func require(_ which: Query, at most: Int, _ limit: MailLimit, on connection: any Connection) throws {
        if try count(which, on: connection) >= Int64(most) { throw Trouble.conflict(.tooManyMails(to: limit, perHour: most)) }
    }

    private func count(_ which: Query, on connection: any Connection) throws -> Int64 {
        try connection.first("SELECT COUNT(*) FROM outbox WHERE \(which)") { try $0.int(0) } ?? 0
    }
}

extension Post {
    /// Somebody can cause it, for an address of their choice.
    var isCounted: Bool {
        switch self {
        case .invitation, .emailConfirm, .emailNotice, .emailChanged, .recovery: true
        default: false
        }
    }

    /// It tells of what somebody did, as often as they do it.
    var isNotice: Bool {
        switch self {
        case .suspended, .sessionsEnded, .adminNotice, .recoveryNotice: true
        default: false
        }
    }
}
