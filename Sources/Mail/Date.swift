/// A moment as RFC 5322, section 3.3, writes it, in UTC: `Sat, 21 Nov 2026 09:41:00 +0000`.
/// - Parameter unixSeconds: seconds since 1970, not negative.
func rfc5322Date(unixSeconds: Int64) -> String {
    let days = unixSeconds / 86_400
    let seconds = unixSeconds % 86_400
    // The proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March, so that a leap day is the
    // last day of its year. 719,468 days lie between 0000-03-01 and 1970-01-01.
    let shifted = days + 719_468
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let year = shifted / 146_097 * 400 + yearOfEra + (monthFromMarch >= 10 ? 1 : 0)

    let months = ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"]
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return
        "\(weekdays[Int(days % 7)]), \(day) \(months[Int(monthFromMarch)]) \(year) \(clock.joined(separator: ":")) +0000"
}
