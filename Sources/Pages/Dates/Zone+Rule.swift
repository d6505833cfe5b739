import Domain

/// The rule at the end of a time zone file, for the years after its table: `CET-1CEST,M3.5.0,M10.5.0/3`
/// (POSIX, "TZ", with the extensions of RFC 8536, 3.3).
extension Zone {
    struct Rule {
        let standard: Period
        let daylight: (period: Period, begins: Day, ends: Day)?

        struct Day {
            /// Month, week (5 is the last) and weekday; the Julian forms are not in use by any zone today.
            let month, week, weekday: Int
            /// Seconds after local midnight.
            let time: Int64
        }

        init?(footer: ArraySlice<UInt8>) {
            var text = String(decoding: footer, as: UTF8.self)[...]
            text = text.drop { $0 == "\n" }.prefix { $0 != "\n" }
            guard let standard = Rule.period(&text, defaulting: nil) else { return nil }
            self.standard = standard
            if text.isEmpty {
                daylight = nil
                return
            }
            guard let summer = Rule.period(&text, defaulting: standard.offset + 3600),
                let begins = Rule.day(&text), let ends = Rule.day(&text)
            else { return nil }
            daylight = (summer, begins, ends)
        }

        /// Every change after `last` until the end of 2100, in order.
        func transitions(after last: Int64) -> [(Int64, Period)] {
            guard let daylight else { return [] }
            var found: [(Int64, Period)] = []
            let firstYear = last == .min ? 1970 : max(1970, Civil(seconds: last).year)
            for year in firstYear...max(firstYear, 2100) {
                found.append((daylight.begins.seconds(in: year) - standard.offset, daylight.period))
                found.append((daylight.ends.seconds(in: year) - daylight.period.offset, standard))
            }
            return found.filter { $0.0 > last }.sorted { $0.0 < $1.0 }
        }

        private static func period(_ text: inout Substring, defaulting offset: Int64?) -> Period? {
            let name: Substring
            if text.first == "<" {
                name = text.dropFirst().prefix { $0 != ">" }
                text = text.dropFirst(name.count + 2)
            } else {
                name = text.prefix { $0.isLetter }
                text = text.dropFirst(name.count)
            }
            guard !name.isEmpty else { return nil }
            var seconds = offset
            // POSIX counts hours west of Greenwich.
            if let first = text.first, first != ",", let west = time(&text) { seconds = -west }
            guard let seconds else { return nil }
            return Period(offset: seconds, abbreviation: Zone.spelled(name.utf8, offset: seconds))
        }

        private static func day(_ text: inout Substring) -> Day? {
            guard text.hasPrefix(",M") else { return nil }
            text = text.dropFirst(2)
            let date = text.prefix { $0 != "," && $0 != "/" }
            text = text.dropFirst(date.count)
            let parts = date.split(separator: ".").compactMap { Int($0) }
            guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]), (0...6).contains(parts[2]) else { return nil }
            var at: Int64 = 7200
            if text.first == "/" {
                text = text.dropFirst()
                guard let given = time(&text) else { return nil }
                at = given
            }
            return Day(month: parts[0], week: parts[1], weekday: parts[2], time: at)
        }

        /// `[+-]h[:mm[:ss]]`
        private static func time(_ text: inout Substring) -> Int64? {
            let isNegative = text.first == "-"
            if text.first == "-" || text.first == "+" { text = text.dropFirst() }
            let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
            text = text.dropFirst(digits.count)
            let parts = digits.split(separator: ":").compactMap { Int64($0) }
            guard let hours = parts.first, hours <= 167 else { return nil }
            let seconds = hours * 3600 + (parts.count > 1 ? parts[1] * 60 : 0) + (parts.count > 2 ? parts[2] : 0)
            return isNegative ? -seconds : seconds
        }
    }
}

extension Zone.Rule.Day {
    /// As if local time were UTC.
    func seconds(in year: Int) -> Int64 {
        let first = Civil.days(year: year, month: month, day: 1)
        let firstWeekday = Int((first + 4) % 7 + 7) % 7
        var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
        while day >= Civil.length(ofMonth: month, in: year) { day -= 7 }
        return (first + Int64(day)) * 86_400 + time
    }
}
