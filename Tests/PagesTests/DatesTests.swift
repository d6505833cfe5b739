import Domain
import Testing
@testable import Pages

@Suite("Dates")
struct DatesTests {
    private let now = Moment(milliseconds: 1_795_266_300_000)

    private func dates(_ zone: String = "Europe/Oslo", _ language: Language = .english) -> Dates {
        Dates(language: language, zone: .named(zone) ?? .utc, now: now)
    }

    @Test("a moment is absolute in the reader's zone, with the relative beside")
    func full() {
        #expect(dates().full(now + .hours(3)) == "21 Nov 2026, 17:05 CET, in 3 h")
        #expect(dates("Europe/Oslo", .spanish).full(now + .hours(3)) == "21 nov 2026, 17:05 CET, dentro de 3 h")
        #expect(dates("America/New_York").full(now - .days(2)) == "19 Nov 2026, 08:05 EST, 2 days ago")
        #expect(dates("UTC").absolute(now) == "21 Nov 2026, 13:05 UTC")
    }

    @Test(
        "a zone without letters of its own is written by its offset",
        arguments: [("America/Sao_Paulo", "UTC-3"), ("Asia/Dubai", "UTC+4"), ("Asia/Kathmandu", "UTC+5:45")])
    func digits(zone: String, written: String) {
        #expect(dates(zone).absolute(now).hasSuffix(" " + written))
    }

    @Test("summer time begins and ends at its second")
    func changes() {
        // 2026-10-25T01:00:00Z and 2026-03-29T01:00:00Z (Directive 2000/84/EC).
        let end = Moment(milliseconds: 1_792_890_000_000), begin = Moment(milliseconds: 1_774_746_000_000)
        #expect(dates().absolute(end - .seconds(1)) == "25 Oct 2026, 02:59 CEST")
        #expect(dates().absolute(end) == "25 Oct 2026, 02:00 CET")
        #expect(dates().absolute(begin - .seconds(1)) == "29 Mar 2026, 01:59 CET")
        #expect(dates().absolute(begin) == "29 Mar 2026, 03:00 CEST")
    }

    @Test("a file that only has the rule of its last line gives the same summers")
    func footer() throws {
        // A version-2 file with one type (CET), no transitions, and the rule in its footer.
        func block(_ version: UInt8) -> [UInt8] {
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15) + [
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4,
            ]
                + [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
        }
        let file = block(0x32) + block(0x32) + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
        let slim = try #require(Zone(name: "slim", file: file))
        let whole = try #require(Zone.named("Europe/Oslo"))
        for day in stride(from: Int64(0), to: 3650, by: 1) {
            let seconds = 1_700_000_000 + day * 86_400
            #expect(slim.period(at: seconds) == whole.period(at: seconds))
        }
    }

    @Test("a file cut short anywhere is refused or read, never trusted", arguments: 0..<60)
    func cut(length: Int) throws {
        let file = Array("TZif2".utf8) + Array(repeating: UInt8(0), count: 15) + Array(repeating: UInt8(1), count: 60)
        _ = Zone(name: "cut", file: Array(file.prefix(length)))
    }

    @Test("an unknown or wandering name has no times", arguments: ["Nowhere/City", "../../etc/passwd", "/etc/localtime", ""])
    func unknown(name: String) {
        #expect(Zone.named(name) == nil)
        #expect(Zone.named("UTC")?.period(at: 0).abbreviation == "UTC")
    }

    @Test("a column says today, yesterday, the day, and the year only when it is another")
    func short() {
        #expect(dates().short(now - .hours(6)) == "today, 08:05")
        #expect(dates().short(now - .hours(17)) == "yesterday, 21:05")
        #expect(dates().short(now - .days(2)) == "19 Nov")
        #expect(dates("Europe/Oslo", .spanish).short(now - .days(400)) == "17 oct 2025")
    }

    @Test(
        "the relative takes the largest unit there is one of",
        arguments: [
            (0, "just now"), (59, "just now"), (-60, "1 min ago"), (3599, "in 59 min"), (3600, "in 1 h"), (86_399, "in 23 h"),
            (86_400, "in 1 day"),
            (-172_800, "2 days ago"), (5_184_000, "in 2 months"), (-63_158_400, "2 years ago"),
        ] as [(Int64, String)])
    func relative(seconds: Int64, text: String) {
        #expect(dates().relative(now + .seconds(seconds)) == text)
    }

    @Test("the machine's form is RFC 3339 in UTC")
    func machine() {
        #expect(now.text == "2026-11-21T13:05:00Z")
        #expect(Moment(milliseconds: 0).text == "1970-01-01T00:00:00Z")
        #expect(Moment(milliseconds: -1).text == "1969-12-31T23:59:59Z")
        #expect(Moment(milliseconds: .max).text == "9999-12-31T23:59:59Z")
        #expect(Moment(milliseconds: .min).text == "0001-01-01T00:00:00Z")
    }

    @Test("days and dates are each other's inverse over four centuries")
    func civil() {
        for day in stride(from: Int64(-80_000), to: 80_000, by: 1) {
            let civil = Civil(seconds: day * 86_400 + 43_200)
            #expect(Civil.days(year: civil.year, month: civil.month, day: civil.day) == day)
            #expect(civil.hour == 12)
        }
    }
}
