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

    /// Whole seconds since 1970, rounded down also before it, and kept within years that have four digits.
    public var seconds: Int64 {
        let bounded = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
        return bounded >= 0 ? bounded / 1000 : (bounded - 999) / 1000
    }

    /// As machines exchange it: `2026-01-31T08:05:00Z`, in UTC (RFC 3339).
    public var text: String {
        let civil = Civil(seconds: seconds)
        return String(unsafeUninitializedCapacity: 20) { bytes in
            _ = bytes.initialize(from: "0000-00-00T00:00:00Z".utf8)
            for (end, number) in [
                (3, civil.year), (6, civil.month), (9, civil.day), (12, civil.hour), (15, civil.minute), (18, civil.second),
            ] {
                var rest = number, place = end
                while rest > 0, place >= 0 {
                    bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                    place -= 1
                }
            }
            return 20
        }
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
