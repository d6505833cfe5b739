import Domain
import Markup

extension Sheet {
    /// A moment in full, with the machine's form beneath: `21 Nov 2026, 14:05 CET, in 3 h`.
    public func moment(_ moment: Moment) {
        time(Attribute("datetime", moment.text)) { text(dates.full(moment)) }
    }

    /// A moment as short as a column asks for.
    public func shortMoment(_ moment: Moment) {
        time(Attribute("datetime", moment.text)) { text(dates.short(moment)) }
    }
}
