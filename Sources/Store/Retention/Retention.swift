public import Domain

/// How long what is personal is kept when nobody asks for its erasure. Each period is the installation's to set;
/// `docs/decisions` says why these are the defaults.
public struct Retention: Sendable, Hashable {
    /// Names, addresses and network addresses in the audit log: long enough for a yearly audit of the year before. The
    /// entries themselves, with levels, roles and ids, stay: they prove the chain.
    public var auditValues: Moment.Span
    /// Mails that were sent, of which only recipient, kind and times are left.
    public var sentMail: Moment.Span
    /// Invitations, changes of address and recoveries that are over, with the addresses and names in them.
    public var closedLinks: Moment.Span

    public init(auditValues: Moment.Span = .days(730), sentMail: Moment.Span = .days(30), closedLinks: Moment.Span = .days(180)) {
        (self.auditValues, self.sentMail, self.closedLinks) = (auditValues, sentMail, closedLinks)
    }
}
