import Testing

@testable import API
@testable import Domain
@testable import Web

@Suite("Files in forms")
struct MultipartTests {
    private static let type = "multipart/form-data; boundary=\"x-1\""

    /// The parts, with the pieces of a file put together.
    private func read(_ text: [UInt8], at cuts: [Int] = []) throws -> [Multipart.Part] {
        var form = try #require(Multipart(contentType: Self.type)), parts: [Multipart.Part] = [], from = 0
        for end in cuts.sorted() + [text.count] {
            for part in try form.take(text[from..<end]) {
                if case .piece(let more) = part, case .piece(let before)? = parts.last {
                    parts[parts.count - 1] = .piece(before + more)
                } else {
                    parts.append(part)
                }
            }
            from = end
        }
        guard form.isAtEnd else { throw BadRequest.malformed }
        return parts
    }

    private func body(_ file: String, name: String = "a \"b\".csv") -> [UInt8] {
        let head = name.replacing("\"", with: "%22")
        return Array(
            """
            --x-1\r\ncontent-disposition: form-data; name="kind"\r\n\r\ncontacts\r\n\
            --x-1\r\nContent-Disposition: form-data; name="file"; filename="\(head)"\r\nContent-Type: text/csv\r\n\r\n\(file)\r\n--x-1--\r\n
            """.utf8)
    }

    @Test(
        "a form has its fields and its file, however it is cut into pieces",
        arguments: ["a,b\r\n1,2\r\n", "", "\r\n--x-\r\n--x-2\r\n-", "\r\n\r\n--x"])
    func pieces(_ file: String) throws {
        let bytes = body(file)
        let expected: [Multipart.Part] =
            [.field("kind", "contacts"), .file("a \"b\".csv")] + (file.isEmpty ? [] : [.piece(Array(file.utf8))])
        #expect(try read(bytes) == expected)
        #expect(try read(bytes, at: Array(0..<bytes.count)) == expected)
        for cut in 0..<bytes.count { #expect(try read(bytes, at: [cut]) == expected, "cut at \(cut)") }
    }

    @Test("a form that breaks off, and one without end, is refused")
    func broken() {
        let bytes = body("a,b")
        for end in 0..<bytes.count - 4 { #expect(throws: BadRequest.self) { _ = try read(Array(bytes[..<end])) } }
        #expect(throws: BadRequest.self) { _ = try read(Array(repeating: UInt8(ascii: "x"), count: 20_000)) }
        #expect(throws: BadRequest.self) {
            _ = try read(
                Array("--x-1\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n".utf8) + Array(repeating: 0x61, count: 100_000))
        }
        #expect(Multipart(contentType: "multipart/form-data") == nil)
        #expect(Multipart(contentType: "text/csv") == nil)
    }

    @Test("any bytes give a form or a refusal")
    func fuzz() throws {
        let seed = body("a,b\r\n1,2")
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if Bool.random(using: &random) { bytes[place] = UInt8.random(in: 0...255, using: &random) } else { bytes.remove(at: place) }
            }
            let cuts = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &random) }
            let whole = try? read(bytes)
            #expect(whole == (try? read(bytes, at: cuts)))
        }
    }

    @Test(
        "what leaves as CSV reads the same when it comes back",
        arguments: [
            "", "x", "=1+1", "+4755201143", "-", "--", "@x", "'", "''", "'=1", "''=1", "'x", "a,b", "a\"b", "a\r\nb", "'-", "\"", "é",
        ])
    func back(_ text: String) throws {
        var reader = FileReader(.csv, of: .contacts)
        let records = try reader.take(CSV.byteOrderMark + CSV.line(["title", "email"]) + CSV.line([text, "x"])) + reader.finish()
        let columns = reader.columns.map { ImportColumn(name: $0) }.guessed(kind: .contacts, severalOrganizations: false)
        #expect(columns.fields(try #require(records.first).cells)[.title] ?? "" == text)
        // A refused row is written as it came, and means the same when it is brought back.
        let again = try #require(records.first).cells[0]
        var second = FileReader(.csv, of: .contacts)
        let refused =
            try second.take(CSV.line(["title", "email"], asTheyCame: true) + CSV.line([again, "x"], asTheyCame: true)) + second.finish()
        #expect(columns.fields(try #require(refused.first).cells) == columns.fields(records[0].cells))
        let raw = ["-", "+47", "=x", "'=x", "x"].map { CSV.line([$0, "x"], asTheyCame: true) }
        #expect(raw.map { $0.first } == [UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "'"), UInt8(ascii: "'"), UInt8(ascii: "x")])
    }
}
