import Testing

@testable import Credentials

@Suite struct QRCodeTests {
    @Test(
        "a reader written from the standard reads the text back",
        arguments: [
            "HELLO", "otpauth://x", "ñandú ✓", "12345678", "26 bytes of text, no more!", "forty-two bytes of text for version three.",
        ])
    func readBack(text: String) throws {
        let code = try #require(QRCode(text))
        #expect(QRReader(code).text == text)
    }

    @Test("one damaged data module changes what is read, so the reader does read")
    func planted() throws {
        let code = try #require(QRCode("HELLO"))
        #expect(QRReader(code, flipping: (code.size - 6, code.size - 1)).text != "HELLO")
    }

    @Test("the path draws exactly the dark modules")
    func path() throws {
        let code = try #require(QRCode(TOTP.generate().uri(issuer: "Portal", account: "someone@example.net")))
        var drawn: Set<[Int]> = []
        let form = /M(\d+) (\d+)h(\d+)v1h-(\d+)z/
        var length = 0
        for match in code.path().matches(of: form) {
            length += match.0.count
            let (column, row, width) = (try #require(Int(match.1)), try #require(Int(match.2)), try #require(Int(match.3)))
            #expect(match.3 == match.4 && column + width <= code.extent - QRCode.quietZone)
            for place in column..<column + width { drawn.insert([row - QRCode.quietZone, place - QRCode.quietZone]) }
        }
        #expect(length == code.path().count)
        for row in -1...code.size {
            for column in -1...code.size { #expect(code[row: row, column: column] == drawn.contains([row, column])) }
        }
    }

    @Test("a text that does not fit is refused, the longest fits")
    func limits() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "a", count: 2331))?.size == 177)
        #expect(QRCode(String(repeating: "a", count: 2332)) == nil)
    }
}

/// Reads codes of versions 1 to 3 and level M: one block of data, so the codewords stand in order.
private struct QRReader {
    let code: QRCode
    let flipped: (Int, Int)?

    init(_ code: QRCode, flipping flipped: (Int, Int)? = nil) { (self.code, self.flipped) = (code, flipped) }

    var text: String? {
        guard format >> 3 == 0 else { return nil }  // level M
        let bits = self.bits
        func number(_ start: Int, _ count: Int) -> Int { bits[start..<start + count].reduce(0) { $0 * 2 + ($1 ? 1 : 0) } }
        guard number(0, 4) == 4 else { return nil }  // byte mode
        let count = number(4, 8)
        guard 12 + count * 8 <= bits.count else { return nil }
        return String(validating: (0..<count).map { UInt8(number(12 + $0 * 8, 8)) }, as: UTF8.self)
    }

    /// Level and mask: the first five format bits, beside the upper left finder.
    private var format: Int {
        (0..<5).reduce(0) { $0 * 2 + (code[row: 8, column: $1] ? 1 : 0) } ^ 0b10101
    }

    private var bits: [Bool] {
        var bits: [Bool] = []
        var columns = Array(stride(from: code.size - 1, to: 6, by: -2))
        columns += [5, 3, 1]
        for (pass, right) in columns.enumerated() {
            for step in 0..<code.size {
                let row = pass.isMultiple(of: 2) ? code.size - 1 - step : step
                for column in [right, right - 1] where !isFunction(row, column) {
                    let isDark = code[row: row, column: column] != (flipped.map { $0 == (row, column) } ?? false)
                    bits.append(isDark != isMasked(row, column))
                }
            }
        }
        return bits
    }

    private func isFunction(_ row: Int, _ column: Int) -> Bool {
        if row == 6 || column == 6 { return true }
        if row <= 8 && (column <= 8 || column >= code.size - 8) || row >= code.size - 8 && column <= 8 { return true }
        let center = code.size - 7
        return code.size > 21 && abs(row - center) <= 2 && abs(column - center) <= 2
    }

    private func isMasked(_ i: Int, _ j: Int) -> Bool {
        switch format & 7 {
        case 0: (i + j) % 2 == 0
        case 1: i % 2 == 0
        case 2: j % 3 == 0
        case 3: (i + j) % 3 == 0
        case 4: (i / 2 + j / 3) % 2 == 0
        case 5: i * j % 2 + i * j % 3 == 0
        case 6: (i * j % 2 + i * j % 3) % 2 == 0
        default: ((i + j) % 2 + i * j % 3) % 2 == 0
        }
    }
}
