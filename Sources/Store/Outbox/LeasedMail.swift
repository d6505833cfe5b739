public import Domain

/// A mail that this process may deliver until its lease ends.
public struct LeasedMail: Sendable, Hashable {
    /// The row's id, and with it the Message-ID of every attempt.
    public let id: Identifier<Mailing>
    public let kind: String
    public let post: Post
    public let recipient: EmailAddress
    public let language: Language
    /// 1 for the first.
    public let attempt: Int
    /// The date of every attempt: two of them are the same letter, byte for byte.
    public let createdAt: Moment
}

/// How often and how long a mail is tried.
public struct DeliveryPatience: Sendable, Hashable {
    /// After this many failures a mail is parked, and the operator decides.
    public static let attempts = 10

    /// The pause after the first failure; it doubles with each …
    public var first: Moment.Span
    /// … up to this.
    public var ceiling: Moment.Span
    /// How long a lease lasts. Longer than any delivery may take: a mail whose lease ends is sent again.
    public var lease: Moment.Span

    /// By default ten attempts take about six hours.
    public init(first: Moment.Span = .seconds(30), ceiling: Moment.Span = .hours(2), lease: Moment.Span = .minutes(5)) {
        (self.first, self.ceiling, self.lease) = (first, ceiling, lease)
    }

    /// The pause after failure number `attempt`.
    public func pause(after attempt: Int) -> Moment.Span {
        let doublings = min(max(attempt - 1, 0), 30)
        return min(Moment.Span(milliseconds: first.milliseconds.multipliedReportingOverflow(by: 1 << doublings).partialValue), ceiling)
    }
}
