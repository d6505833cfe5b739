import Domain
import Storage

/// How many mails that anybody may cause go out within an hour: invitations, changes of address, recoveries. What tells people
/// of something is not among them. Mail that was taken back before it left does not count.
public struct MailLimits: Sendable, Hashable {
    public static let period = Moment.Span.hours(1)

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
        let hour: Query = "organization_id = \(organization) AND mailbox <> '' AND created_at > \(now - MailLimits.period)"
        try require("\(hour) AND mailbox = \(mailbox)", at: self.mailbox, .mailbox, on: connection)
        if let sender { try require("\(hour) AND sender_id = \(sender)", at: self.sender, .sender, on: connection) }
        try require(hour, at: self.organization, .organization, on: connection)
    }

    private func require(_ which: Query, at most: Int, _ limit: MailLimit, on connection: any Connection) throws {
        let sent = try connection.first("SELECT COUNT(*) FROM outbox WHERE \(which)") { try $0.int(0) } ?? 0
        if sent >= Int64(most) { throw Trouble.conflict(.tooManyMails(to: limit, perHour: most)) }
    }
}

extension Post {
    /// Somebody can cause it, for an address of their choice.
    var isCounted: Bool {
        switch self {
        case .invitation, .emailConfirm, .emailNotice, .emailChanged, .recovery: true
        case .recoveryNotice, .factorNotice, .newDevice, .inactivityWarning, .inactivitySuspended, .suspended, .sessionsEnded, .adminNotice,
            .signInLink,
            .recoveryAfterUndo:
            false
        }
    }
}
