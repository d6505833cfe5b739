import Domain
import Foundation
import Testing

@testable import API

/// What stands in a file beside the rows and members that are wanted.
@Suite("What no row is made of")
struct SkippedTests {
    private func read(_ text: String, of kind: Import.Kind = .contacts, _ format: Import.Format = .json, piece: Int = 1 << 16)
        throws(ImportProblem) -> (columns: [String], rows: [FileRow])
    {
        var reader = FileReader(format, of: kind), rows: [FileRow] = []
        let bytes = Array(text.utf8)
        for from in stride(from: 0, to: bytes.count, by: piece) {
            rows += try reader.take(Array(bytes[from..<min(from + piece, bytes.count)]))
        }
        rows += try reader.finish()
        return (reader.columns, rows)
    }

    private static let long = String(repeating: "x", count: FileReader.rowLimit + 1)
    private static let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)

    /// `as_set` of a public dump is one object with a member for each of some 4,000 networks.
    private static let asSet = "{" + (0..<9_000).map { "\"\(64_512 + $0)\": \"AS-EXAMPLE\($0)\"" }.joined(separator: ",") + "}"

    @Test(
        "of a dump, lists, members and values that are not read are passed over, whatever their size",
        arguments: [
            "\"as_set\":{\"data\":[\(asSet)]}", "\"ix\":{\"data\":[{\"id\":1,\"notes\":\"\(long)\"}]}",
            "\"meta\":\"\(long)\"", "\"meta\":\(String(repeating: "9", count: 70_000))", "\"\(long)\":1", "\"meta\":[\"\(long)\",\(deep)]",
            "\"as_set\":{\"\(long)\":[{\"\(long)\":\(deep)}]}", "\"meta\":\(String(repeating: " ", count: 70_000))1",
        ])
    func lists(_ beside: String) throws {
        let net = #""net":{"data":[{"id":10,"org_id":1,"asn":64991}]}"#
        for text in ["{\(beside),\(net)}", "{\(net),\(beside)}"] {
            let rows = try read(text, of: .peeringDB).rows
            #expect(rows.map(\.list) == ["net"])
            #expect(rows.first?.cells.filter { !$0.isEmpty } == ["10", "1", "64991"])
        }
    }

    @Test(
        "of a dump's rows the members that are not read are passed over, whatever their size and wherever they stand",
        arguments: [
            "\"notes\":\"\(long)\"", "\"\(long)\":null", "\"info_types\":[\"\(long)\"]", "\"social_media\":\(deep)",
            "\"x\":\(asSet)", "\"notes\":\"\(String(repeating: "\\u00e9", count: 20_000))\"", "\"x\":{\"id\":77,\"data\":[{\"id\":78}]}",
            "\"n\":1.5e+300,\"t\":true,\"f\":false,\"u\":null,\"e\":\"\",\"o\":{},\"a\":[]",
        ])
    func members(_ other: String) throws {
        for text in [
            "{\(other),\"id\":7,\"name\":\"A\"}", "{\"id\":7,\(other),\"name\":\"A\"}", "{\"id\":7,\"name\":\"A\",\(other)}",
            "{ \"\\u0069d\" : 7 , \(other) , \"name\"\(String(repeating: " ", count: 70_000)): \"A\" }",
        ] {
            for piece in [1 << 16, 7] {
                let (columns, rows) = try read("{\"org\":{\"data\":[\(text),{\"id\":8}]}}", of: .peeringDB, piece: piece)
                #expect(columns == PeeringDB.members)
                #expect(rows.map { $0.cells.filter { !$0.isEmpty } } == [["7", "A"], ["8"]])
            }
        }
    }

    @Test("an object within a row makes a cell that no field takes, whatever its size; a list within it counts")
    func objects() throws {
        let (columns, rows) = try read("[{\"a\":1,\"o\":{\"x\":\"\(Self.long)\"},\"b\":2}]")
        #expect(columns == ["a", "o", "b"])
        #expect(rows.map(\.cells) == [["1", "{}", "2"]])
        #expect(throws: ImportProblem.rowTooLong(line: 1)) { try read("[{\"a\":[\"\(Self.long)\"]}]") }
        #expect(throws: ImportProblem.rowTooLong(line: 1)) { try read("[{\"\(Self.long)\":1}]") }
        #expect(throws: ImportProblem.rowTooLong(line: 1)) {
            try read("{\"org\":{\"data\":[{\"name\":\"\(Self.long)\"}]}}", of: .peeringDB)
        }
    }

    private static let broken = [
        #""\x""#, #""\u12g4""#, "\"a\nb\"", "\"a\tb\"", "nul", "nulll", "True", "01", "-", "1.", ".5", "1e", "+1", "1e+", "--1", "0x1",
        "NaN",
        "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:2}", "[1}", "{\"a\":1]", "'a'", "\"a", "[", "}", ":",
        "1,",
    ]

    @Test("what is passed over is JSON all the same, beside the rows and within them", arguments: broken)
    func notJSON(_ value: String) {
        for text in ["{\"meta\":{\"n\":\(value)},\"items\":[{\"a\":1}]}", "{\"items\":[{\"a\":1}],\"meta\":\(value)}"] {
            #expect(throws: ImportProblem.self) { try read(text) }
        }
        for text in [
            "{\"ix\":{\"data\":[{\"n\":\(value)}]},\"org\":{\"data\":[]}}", "{\"org\":{\"data\":[{\"id\":1,\"notes\":\(value)}]}}",
        ] {
            #expect(throws: ImportProblem.self) { try read(text, of: .peeringDB) }
        }
    }

    @Test(
        "text that is no UTF-8 is no JSON",
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF],
            [0xE2, 0x82],
        ] as [[UInt8]])
    func notUTF8(_ bytes: [UInt8]) {
        var reader = FileReader(.json, of: .contacts)
        #expect(throws: ImportProblem.notJSON(line: 1)) {
            _ = try reader.take(Array("{\"meta\":\"".utf8) + bytes + Array("\",\"items\":[]}".utf8))
        }
    }

    @Test("what is JSON is taken for it beside the rows, and what is not is not: Python agrees")
    func python() throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["STAGEDOOR_TEST_PYTHON"], "set STAGEDOOR_TEST_PYTHON to a Python interpreter")
        var random = Seeded(17)
        let crumbs = [
            "1", "0", "-", ".", "e", "E5", "+", "\"", "\"a\"", "\\n", "\\u00e9", "\\x", "[", "]", "{", "}", ",", ":", " ", "\n", "true",
            "null",
            "fals", "é", "\"k\":",
        ]
        let values =
            Self.broken + (0..<4_000).map { _ in (0..<Int(random.next() % 9)).map { _ in crumbs[Int(random.next() % 25)] }.joined() }
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            "-c",
            """
            import json, sys
            def refuse(word): raise ValueError(word)
            for text in json.load(sys.stdin):
                try: json.loads('{"m":[%s],"items":[]}' % text, parse_constant=refuse); print(1)
                except ValueError: print(0)
            """,
        ]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let question = try JSONEncoder().encode(values)
        Thread.detachNewThread {
            input.fileHandleForWriting.write(question)
            try? input.fileHandleForWriting.close()
        }
        let answers = output.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n")).map {
            $0 == [UInt8(ascii: "1")]
        }
        try #require(answers.count == values.count)
        for (value, isJSON) in zip(values, answers) {
            #expect(((try? read("{\"m\":[\(value)],\"items\":[]}")) != nil) == isJSON, "\(value.debugDescription)")
        }
        #expect(answers.count { $0 } > 100)
    }
}
