import Domain

/// Moments as one reader reads them: absolute in the reader's time zone, with the relative beside.
public struct Dates: Sendable {
    public let language: Language
    public let zone: Zone
    public let now: Moment

    public init(language: Language, zone: Zone, now: Moment) {
        self.language = language
        self.zone = zone
        self.now = now
    }

    /// `21 Nov 2026, 14:05 CET, in 3 h`
    public func full(_ moment: Moment) -> String {
        var text = absolute(moment)
        text += ", "
        text += relative(moment)
        return text
    }

    /// `21 Nov 2026, 14:05 CET`
    public func absolute(_ moment: Moment) -> String {
        let (civil, period) = local(moment)
        var text = day(civil)
        text += " "
        text += String(civil.year)
        text += ", "
        addTime(civil, to: &text)
        text += " "
        text += period.abbreviation
        return text
    }

    /// `21 Nov 2026`
    public func date(_ moment: Moment) -> String {
        let (civil, _) = local(moment)
        return "\(day(civil)) \(civil.year)"
    }

    /// For a column of a table: `today, 08:12`, `yesterday, 22:40`, `19 Nov`, `14 Jun 2025`.
    public func short(_ moment: Moment) -> String {
        let (civil, _) = local(moment)
        let (today, _) = local(now)
        let days =
            Civil.days(year: today.year, month: today.month, day: today.day)
            - Civil.days(year: civil.year, month: civil.month, day: civil.day)
        switch days {
        case 0, 1:
            var text = (days == 0 ? Phrase.today : .yesterday)[language]
            text += ", "
            addTime(civil, to: &text)
            return text
        default: return civil.year == today.year ? day(civil) : "\(day(civil)) \(civil.year)"
        }
    }

    /// `in 3 h`, `2 days ago`, `just now`: the largest unit of which there is at least one.
    public func relative(_ moment: Moment) -> String {
        let milliseconds = moment.since(now).milliseconds
        let seconds = milliseconds.magnitude / 1000
        guard seconds >= 60 else { return Phrase.justNow[language] }
        let span = Dates.span(seconds: seconds)
        return (milliseconds > 0 ? Phrase.ahead(span) : Phrase.ago(span))[language]
    }

    /// `2 days left`, for what lapses.
    public func left(until moment: Moment) -> Phrase {
        .left(Dates.span(seconds: max(60, moment.since(now).milliseconds / 1000).magnitude))
    }

    static func span(seconds: UInt64) -> Phrase {
        switch seconds {
        case ..<3600: .minutes(Int(seconds / 60))
        case ..<86_400: .hours(Int(seconds / 3600))
        case ..<(60 * 86_400): .days(Int(seconds / 86_400))
        case ..<(730 * 86_400): .months(Int(seconds / (30 * 86_400)))
        default: .years(Int(seconds / (365 * 86_400)))
        }
    }

    private func local(_ moment: Moment) -> (Civil, Zone.Period) {
        let seconds = moment.seconds
        let period = zone.period(at: seconds)
        return (Civil(seconds: seconds &+ period.offset), period)
    }

    private func day(_ civil: Civil) -> String {
        var text = String(civil.day)
        text.reserveCapacity(40)
        text += " "
        text += Phrase.months[civil.month - 1][language]
        return text
    }

    private func addTime(_ civil: Civil, to text: inout String) {
        text += Dates.twoDigits[civil.hour]
        text += ":"
        text += Dates.twoDigits[civil.minute]
    }

    /// `00` to `99`.
    private static let twoDigits = (0..<100).map { ($0 < 10 ? "0" : "") + String($0) }
}
