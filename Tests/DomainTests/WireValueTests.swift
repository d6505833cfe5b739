import Testing

@testable import Domain

/// Values by which strangers are counted, and texts that they make up.
@Suite("Clients, formulas and names that nobody sees")
struct WireValueTests {
    @Test(
        "an IPv6 address counts as its /64, an IPv4 address as itself, however it is written",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:40:1::17", "20010db800400001/64"),
            ("2001:DB8:40:1:ffff::2", "20010db800400001/64"), ("2001:db8:40:2::17", "20010db800400002/64"),
            ("fe80::1%eth0", "fe80000000000000/64"), ("::1", "0000000000000000/64"), ("unknown", "unknown"), ("a:b", "a:b"),
        ])
    func network(_ address: String, _ counted: String) {
        #expect(ClientNetwork(address).text == counted)
    }

    @Test(
        "a cell is marked wherever a spreadsheet may begin one, and the mark comes off again",
        arguments: [
            ("=1+1", "'=1+1"), ("x;=1+1", "x;'=1+1"), ("x; =1", "x;' =1"), ("x;\"=1", "x;'\"=1"), ("a\t@b", "a\t'@b"),
            ("a\n-b", "a\n'-b"), ("'=1", "''=1"), ("x;'=1", "x;''=1"), ("\u{FF1D}1", "'\u{FF1D}1"), ("NOC; Oslo", "NOC; Oslo"),
            ("a=b", "a=b"), ("O'Hara; x", "O'Hara; x"), ("'tis; 'twas", "'tis; 'twas"), (";;=", ";;'="), ("\t=1", "'\t'=1"), ("", ""),
        ])
    func formulas(_ text: String, _ guarded: String) {
        #expect(text.formulaGuarded == guarded)
        #expect(guarded.withoutFormulaGuard == text)
        #expect(guarded.formulaMarked == guarded)
    }

    @Test(
        "a text of invisible characters alone is refused, with its own words",
        arguments: [
            "\u{200B}", "\u{2060}\u{2060}", "\u{00AD}", "\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}", "\u{2800}", "\u{200D}", "\u{200E}",
            "\u{180E}", "\u{FE0F}", "\u{E0020}", "\u{301}", "\u{034F} \u{200C}",
        ])
    func invisible(_ text: String) {
        #expect(throws: FieldProblem.invisible) { try Line(text) }
    }

    @Test(
        "what can be seen is taken, joiners in it as well",
        arguments: ["क्\u{200D}ष", "Å", "-", "7", "من\u{200C}زل", "é", "李", "👩\u{200D}🚒"])
    func visible(_ text: String) throws {
        #expect(try Line(text).text == text)
    }
}
