import Domain
import Foundation
import Testing

@testable import API

@Suite("Files that are imported")
struct FileReaderTests {
    private func read(_ bytes: [UInt8], _ format: Import.Format, in pieces: [Int] = []) throws(ImportProblem) -> (
        columns: [String], records: [FileRow]
    ) {
        var reader = FileReader(format, of: .contacts), records: [FileRow] = [], from = 0
        for end in pieces.sorted() + [bytes.count] {
            records += try reader.take(Array(bytes[from..<end]))
            from = end
        }
        records += try reader.finish()
        return (reader.columns, records)
    }

    private func rows(_ text: String, _ format: Import.Format = .csv) throws(ImportProblem) -> [[String]] {
        let (columns, records) = try read(Array(text.utf8), format)
        return [columns] + records.map(\.cells)
    }

    private func lines(_ text: String, _ format: Import.Format = .csv) throws(ImportProblem) -> [Int64] {
        try read(Array(text.utf8), format).records.map(\.line)
    }

    // MARK: CSV

    @Test("lines end as any system ends them, and each row says where it stands", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        let text = ["a,b", "1,\"x\(end)y\"", "", "3,4", "5,6"].joined(separator: end)
        #expect(try rows(text) == [["a", "b"], ["1", "x\(end)y"], ["3", "4"], ["5", "6"]])
        #expect(try rows(text + end) == rows(text))
        #expect(try lines(text) == [2, 5, 6])
    }

    @Test("the separator is what the first line has most of, outside quotes", arguments: [",", ";", "\t"])
    func separators(_ separator: String) throws {
        #expect(
            try rows("\"a,;\t,;\tz\"\(separator)b\(separator)c\n1\(separator)\"2,;\t\"\(separator)3") == [
                ["a,;\t,;\tz", "b", "c"], ["1", "2,;\t", "3"],
            ])
    }

    @Test("a first line that says what stands between cells is no row", arguments: ["\n", "\r\n", "\r"])
    func saidSeparator(_ end: String) throws {
        for separator in [";", ",", "|", "\t"] {
            let text = "\u{FEFF}sep=\(separator)\(end)a,;b\(separator)c\(end)1\(separator)2"
            guard separator == "|" || separator == "\t" else {
                #expect(try rows("sep=\(separator)\(end)a\(separator)c\(end)1\(separator)2") == [["a", "c"], ["1", "2"]])
                continue
            }
            #expect(try rows(text) == [["a,;b", "c"], ["1", "2"]])
            #expect(try lines(text) == [3])
            #expect(try read(Array(text.utf8), .csv, in: Array(0..<text.utf8.count)).records.map(\.cells) == [["1", "2"]])
        }
        #expect(try rows("sep=x,b\(end)1,2") == [["sep=x", "b"], ["1", "2"]])
    }

    @Test(
        "quotes hold what they hold, and in the middle of a cell are plain",
        arguments: [
            ("a\n\"x\"\"y\"", "x\"y"), ("a\nx\"y", "x\"y"), ("a\n\"x\"y", "xy"), ("a\n\"x,y\nz\"", "x,y\nz"), ("a\n x\"", " x\""),
            ("a\n\"\"\"\"", "\""),
        ])
    func quotes(_ text: String, _ cell: String) throws {
        #expect(try rows(text) == [["a"], [cell]])
    }

    @Test("a quote in the middle of a heading costs no row")
    func quotedHead() throws {
        #expect(
            try rows("name,size 5\",x\nA,1,2\nB,2\",3\nC,3,4") == [
                ["name", "size 5\"", "x"], ["A", "1", "2"], ["B", "2\"", "3"], ["C", "3", "4"],
            ])
        #expect(try rows("a\"b,c\n1,2\n3,4") == [["a\"b", "c"], ["1", "2"], ["3", "4"]])
    }

    @Test("the separators with which a spreadsheet ends its lines are no cells; a cell too many is one")
    func trailing() throws {
        #expect(try rows("a,b,,\n1,2,,\n3,4, ,\n5,6,7,") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6", "7"]])
    }

    @Test("a byte order mark is none of the first name, and what is not UTF-8 is Windows-1252")
    func encodings() throws {
        #expect(try rows("\u{FEFF}naïve,b\n€,2") == [["naïve", "b"], ["€", "2"]])
        let old = try read([UInt8](Data("n\n".utf8)) + [0x4A, 0xF6, 0x72, 0x67, 0x20, 0x80, 0x93], .csv)
        #expect(old.records.map(\.cells) == [["Jörg €“"]])
    }

    @Test(
        "UTF-16 and bytes that are no text are refused",
        arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00, 0x2C, 0x00], [0x61, 0x0A, 0x62, 0x00]])
    func noText(_ bytes: [UInt8]) {
        #expect(throws: ImportProblem.notText) { try read(bytes, .csv) }
    }

    @Test("an unclosed quote says where it was opened, also in a file longer than any row")
    func unclosed() {
        #expect(throws: ImportProblem.unclosedQuote(line: 3)) { try rows("a,b\n1,2\n3,\"4\n5,6") }
        #expect(throws: ImportProblem.unclosedQuote(line: 3)) { try rows("a,b\n1,2\n3,\"4\n" + String(repeating: "5,6\n", count: 20_000)) }
        #expect(throws: ImportProblem.unclosedQuote(line: 1)) { try rows("\"a,b\n" + String(repeating: "5,6\n", count: 20_000)) }
    }

    @Test("rows, columns and depth are bounded")
    func bounds() throws {
        let long = String(repeating: "x", count: FileReader.rowLimit)
        #expect(throws: ImportProblem.rowTooLong(line: 2)) { try rows("a\n\(long)\n") }
        #expect(throws: ImportProblem.rowTooLong(line: 1)) { try rows(long + "x") }
        #expect(throws: ImportProblem.rowTooLong(line: 2)) { try rows("[\n{\"a\": \"\(long)\"}]", .json) }
        let names = (0...FileReader.columnLimit).map { "c\($0)" }
        #expect(throws: ImportProblem.tooManyColumns) { try rows(names.joined(separator: ",")) }
        #expect(throws: ImportProblem.tooManyColumns) { try rows("[" + names.map { "{\"\($0)\":1}" }.joined(separator: ",") + "]", .json) }
        #expect(throws: ImportProblem.columnTwice("a")) { try rows("a,b, a\n") }
        #expect(throws: ImportProblem.self) { try rows(String(repeating: "[", count: 100_000), .json) }
        #expect(throws: ImportProblem.self) { try rows("[" + String(repeating: "{\"a\":", count: 100_000), .json) }
    }

    // MARK: JSON

    @Test(
        "the objects of a list are rows, wherever the list stands",
        arguments: [
            #"[{"a":1,"b":"x"},{"b":"y"}]"#, #"{"meta":{"a":9},"items":[{"a":1,"b":"x"},{"b":"y"}]}"#,
            #"{"net":{"data":[{"a":1,"b":"x"},{"b":"y"}]}}"#,
            "\u{FEFF}[{\"a\":1,\"b\":\"x\"},\n{\"b\":\"y\"}]",
        ])
    func objects(_ text: String) throws {
        #expect(try rows(text, .json) == [["a", "b"], ["1", "x"], ["", "y"]])
    }

    @Test("an object a line, and lines may be empty")
    func objectLines() throws {
        #expect(try rows("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":\"}{\"}", .jsonLines) == [["a"], ["1"], ["2"], ["}{"]])
        #expect(try lines("{\"a\":1}\n\n{\"a\":2}", .jsonLines) == [1, 3])
    }

    @Test("values read as a cell would say them")
    func values() throws {
        let text =
            #"[{"t":true,"n":null,"l":["a","b"],"e":[],"o":{"x":1},"r":[{"role":"noc","site":"osl1"},{"role":"legal","site":null}],"u":"é\n"}]"#
        #expect(
            try rows(text, .json) == [["t", "n", "l", "e", "o", "r", "u"], ["true", "-", "a b", "-", "{}", "noc@osl1 legal@*", "é\n"]])
    }

    @Test(
        "a role is held everywhere where no site is named, and nowhere else; what is no role is a word that no field takes",
        arguments: [
            (#"[{"role":"noc"}]"#, "noc@*"), (#"[{"role":"noc","site":null}]"#, "noc@*"), (#"[{"role":"noc","site":"*"}]"#, "noc@*"),
            (#"[{"role":"noc","site":{"code":"osl1"}}]"#, "noc@{}"), (#"[{"role":"noc","site":7}]"#, "noc@7"),
            (#"[{"role":"noc","site":true}]"#, "noc@true"), (#"[{"role":"noc","site":[]}]"#, "noc@-"),
            (#"[{"role":"noc","site":""}]"#, "noc@{}"), (#"[{"role":"noc","site":"osl1 legal"}]"#, "noc@osl1_legal"),
            (#"[{"role":"noc","site":"osl1,legal"},{"role":"legal"}]"#, "noc@osl1_legal legal@*"), (#"[{"role":5}]"#, "{}"),
            (#"[{"site":"x"}]"#, "{}"), (#"[{"role":null}]"#, "{}"), (#"[{"role":""}]"#, "{}@*"), (#"{"role":"noc"}"#, "{}"), ("{}", "{}"),
        ])
    func roles(_ value: String, _ cell: String) throws {
        #expect(try rows("[{\"roles\":\(value)}]", .json) == [["roles"], [cell]])
    }

    @Test(
        "a null in a list says nothing",
        arguments: [
            ("[null]", ""), ("[null,null]", ""), (#"[null,"a",null]"#, "a"), ("[[]]", ""), ("[[null]]", ""), ("[]", "-"), ("null", "-"),
            (#"[""]"#, ""),
        ])
    func nulls(_ value: String, _ cell: String) throws {
        #expect(try rows("[{\"asns\":\(value),\"name\":\"x\"}]", .json) == [["asns", "name"], [cell, "x"]])
    }

    @Test(
        "what is no JSON is refused with its line",
        arguments: [
            ("[{\"a\":1}", Int64(1)), ("{\"a\":1", 1), ("[}", 1), ("x", 1), ("\"a\"", 1),
            ("[{\"a\":nul}]", 1), ("[{\"a\":\"\n\"}]", 1), ("[\n\n{\"a\" 1}]", 3), ("[{\"o\":{\"x\" 1}}]", 1),
        ])
    func broken(_ text: String, _ line: Int64) {
        #expect(throws: ImportProblem.notJSON(line: line)) { try rows(text, .json) }
    }

    @Test("what is JSON is never said to be none: a member that stands twice, nesting beyond all bounds")
    func unfit() {
        #expect(throws: ImportProblem.memberTwice("a", line: 2)) { try rows("[\n{\"a\":1,\"a\":2}]", .json) }
        #expect(throws: ImportProblem.memberTwice("a", line: 1)) { try rows(#"{"a":1,"\u0061":2}"#, .jsonLines) }
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: ImportProblem.tooDeep(line: 2)) { try rows("[\n{\"a\":\(deep)}]", .json) }
        #expect(throws: ImportProblem.tooDeep(line: 3)) { try rows("{\"a\":\n1,\"b\":\n" + String(repeating: "[", count: 1001), .json) }
    }

    @Test(
        "half of a character spoils its text and not the file",
        arguments: [
            (#"\ud83d"#, "\u{FFFD}"), (#"a\ud83db"#, "a\u{FFFD}b"), (#"\ude00"#, "\u{FFFD}"), (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"),
            (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\ud83d\ude00"#, "😀"),
        ])
    func surrogates(_ text: String, _ cell: String) throws {
        #expect(try rows("[{\"a\":\"\(text)\",\"b\":1}]", .json) == [["a", "b"], [cell, "1"]])
        #expect(try rows("[{\"x\(text)\":1}]", .json) == [["x" + cell], ["1"]])
    }

    @Test("members that look alike and are written with other characters are other members")
    func lookalikes() throws {
        let (columns, records) = try read(Array("[{\"é\":1,\"e\u{301}\":2},{\"e\u{301}\":3}]".utf8), .json)
        #expect(columns.map { $0.unicodeScalars.count } == [1, 2])
        #expect(records.map(\.cells) == [["1", "2"], ["", "3"]])
    }

    // MARK: anything

    private static let crumbs =
        [
            "a", "b", "é", "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", "'", "-", " ", "{", "}", "[", "]", ":", "\\", "\\u00e9",
            "null", "1", "\"a\":", "\"data\":[{", "\u{FEFF}",
        ].map { Array($0.utf8) } + [[0x00], [0x80], [0xFF]]

    @Test(
        "however a file is cut into pieces, it has the same rows; whatever it is, it has rows or is refused",
        arguments: Import.Format.allCases)
    func pieces(_ format: Import.Format) throws {
        var random = Seeded(11), taken = 0
        for _ in 0..<3_000 {
            var bytes: [UInt8] = format == .csv ? [] : random.next() % 2 == 0 ? Array("[{\"a\":".utf8) : []
            for _ in 0..<Int(random.next() % 40) {
                bytes += Self.crumbs[Int(random.next() % UInt64(Self.crumbs.count - (random.next() % 8 == 0 ? 0 : 3)))]
            }
            let cuts = (0..<Int(random.next() % 6)).map { _ in Int(random.next() % UInt64(bytes.count + 1)) }
            let whole = try? read(bytes, format), cut = try? read(bytes, format, in: cuts),
                single = try? read(bytes, format, in: Array(0..<bytes.count))
            for other in [cut, single] {
                #expect(whole?.columns == other?.columns && whole?.records == other?.records, "\(bytes) at \(cuts)")
            }
            taken += whole == nil ? 0 : 1
        }
        #expect(taken > (format == .csv ? 1_000 : 20))
    }

    @Test("random files have the rows that Python's csv module finds in them")
    func python() throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["STAGEDOOR_TEST_PYTHON"], "set STAGEDOOR_TEST_PYTHON to a Python interpreter")
        var random = Seeded(13)
        let letters = ["a", "b", "é", "\"", "\"\"", ",", ",", "\n", "\r\n", " ", "'", "x,\"y\nz\",", "\"q\"\n"]
        let files = (0..<2_000).map { _ in
            "a,b,c\n" + (0..<Int(random.next() % 30)).map { _ in letters[Int(random.next() % UInt64(letters.count))] }.joined()
        }
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            "-c",
            """
            import csv, io, json, sys
            for text in json.load(sys.stdin):
                rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
                print(json.dumps([row for row in rows if any(row)]))
            """,
        ]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let question = try JSONEncoder().encode(files)
        Thread.detachNewThread {
            input.fileHandleForWriting.write(question)
            try? input.fileHandleForWriting.close()
        }
        let answers = output.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
        try #require(answers.count == files.count)
        var compared = 0
        for (text, answer) in zip(files, answers) {
            // Python takes a quote that is never closed for one that is.
            guard let found = try? read(Array(text.utf8), .csv) else { continue }
            let expected = try JSONDecoder().decode([[String]].self, from: Data(answer)).map { cells in
                var cells = cells
                while cells.count > 3, cells.last?.trimmed == "" { cells.removeLast() }
                return cells
            }
            #expect(found.records.map(\.cells) == expected, "\(text.debugDescription)")
            compared += 1
        }
        #expect(compared > 1_000)
    }
}
