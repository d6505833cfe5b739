/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
public struct Moment: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    public static func + (moment: Moment, span: Span) -> Moment {
        Moment(milliseconds: moment.milliseconds &+ span.milliseconds)
    }

    public static func - (moment: Moment, span: Span) -> Moment {
        Moment(milliseconds: moment.milliseconds &- span.milliseconds)
    }

    /// How long after `earlier` this is; negative when it is before.
    public func since(_ earlier: Moment) -> Span {
        Span(milliseconds: milliseconds &- earlier.milliseconds)
    }

    /// A length of time.
    public struct Span: Hashable, Sendable, Comparable {
        public let milliseconds: Int64

        public init(milliseconds: Int64) {
            self.milliseconds = milliseconds
        }

        public static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1000) }
        public static func minutes(_ count: Int64) -> Span { seconds(count * 60) }
        public static func hours(_ count: Int64) -> Span { minutes(count * 60) }
        public static func days(_ count: Int64) -> Span { hours(count * 24) }

        public static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
    }
}

/// What time it is. Injected, so that a test can move it.
public typealias Clock = @Sendable () -> Moment
