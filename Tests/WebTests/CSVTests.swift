import Testing
@testable import Web

@Suite("Lists as files")
struct CSVTests {
    @Test(
        "a cell that a spreadsheet would run begins with an apostrophe, and nothing else is touched",
        arguments: [
            ("=1+1", "'=1+1"), ("+4755201143", "'+4755201143"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t'=1"),
            ("Oslo;=1", "Oslo;'=1"),
            ("\r=1", "\"'\r'=1\""),
            ("Oslo", "Oslo"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("two\nlines", "\"two\nlines\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("", ""),
        ])
    func cells(text: String, cell: String) {
        #expect(CSV.cell(text) == cell)
    }

    @Test("a long list is read chunk after chunk to its end, under one line of columns")
    func chunks() async throws {
        let columns = Columns<Int>(("number", { String($0) }), ("double", { String(2 * $0) }))
        guard case .stream(let next) = Reply.csv("numbers.csv", columns, from: 0, { ([$0, $0 + 1], $0 < 4 ? $0 + 2 : nil) }).body else {
            Issue.record("it is not read in chunks")
            return
        }
        var parts: [[UInt8]] = []
        while let part = try await next() { parts.append(part) }
        #expect(
            parts.map { String(decoding: $0, as: UTF8.self) } == [
                "\u{FEFF}number,double\r\n", "0,0\r\n1,2\r\n", "2,4\r\n3,6\r\n", "4,8\r\n5,10\r\n",
            ])
    }
}
