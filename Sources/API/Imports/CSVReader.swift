import Domain

/// Reads comma-separated values (RFC 4180) a byte at a time, as spreadsheets write them: with or without a byte order mark,
/// with commas, semicolons or tabs between cells, in UTF-8 or else in Windows-1252.
struct CSVReader: Sendable {
    struct Row {
        let line: Int64
        let cells: [String]
    }

    private enum Place {
        case cellStart, plain, quoted, quoteInQuoted
    }

    /// Known once the first line is whole.
    private var separator: UInt8?
    private var head: [UInt8] = []
    private var isHeadQuoted = false

    private var place = Place.cellStart
    private var cell: [UInt8] = []
    private var cells: [String] = []
    private var size = 0
    private var line: Int64 = 1
    private var rowLine: Int64 = 1
    private var isAfterReturn = false

    mutating func take(_ byte: UInt8) throws(ImportProblem) -> Row? {
        guard byte != 0 else { throw .notText }
        guard separator == nil else { return try read(byte) }
        head.append(byte)
        if byte == UInt8(ascii: "\"") { isHeadQuoted.toggle() }
        guard head.count <= FileReader.rowLimit else { throw .rowTooLong(line: 1) }
        guard !isHeadQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { return nil }
        return try readHead()
    }

    mutating func finish() throws(ImportProblem) -> Row? {
        let first = separator == nil ? try readHead() : nil
        if place == .quoted { throw .unclosedQuote(line: rowLine) }
        // The head's own line end has not come: then it is what is still held.
        return first ?? endRow()
    }

    private mutating func readHead() throws(ImportProblem) -> Row? {
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .notText }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
        let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var isQuoted = false, counts = [0, 0, 0]
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let which = candidates.firstIndex(of: byte) { counts[which] += 1 }
        }
        separator = candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
        var row: Row?
        for byte in head { row = try read(byte) ?? row }
        head = []
        return row
    }

    private mutating func read(_ byte: UInt8) throws(ImportProblem) -> Row? {
        let followsReturn = isAfterReturn
        isAfterReturn = byte == UInt8(ascii: "\r")
        size += 1
        if size > FileReader.rowLimit { throw place == .quoted ? .unclosedQuote(line: rowLine) : .rowTooLong(line: rowLine) }
        switch (place, byte) {
        case (.quoted, UInt8(ascii: "\"")): place = .quoteInQuoted
        case (.quoted, _):
            if byte == UInt8(ascii: "\n") { line += 1 }
            cell.append(byte)
        case (.cellStart, UInt8(ascii: "\"")): place = .quoted
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            cell.append(byte)
            place = .quoted
        case (_, separator): endCell()
        case (_, UInt8(ascii: "\n")) where followsReturn:
            line += 1
            (rowLine, size) = (line, 0)
        case (_, UInt8(ascii: "\n")), (_, UInt8(ascii: "\r")):
            let row = endRow()
            if byte == UInt8(ascii: "\n") { line += 1 }
            (rowLine, size) = (line, 0)
            return row
        default:
            cell.append(byte)
            place = .plain
        }
        return nil
    }

    private mutating func endCell() {
        cells.append(String(validating: cell, as: UTF8.self) ?? String(windows1252: cell))
        cell.removeAll(keepingCapacity: true)
        place = .cellStart
    }

    /// Nil for a line without anything in it.
    private mutating func endRow() -> Row? {
        endCell()
        defer { cells.removeAll(keepingCapacity: true) }
        return cells.allSatisfy(\.isEmpty) ? nil : Row(line: rowLine, cells: cells)
    }
}

extension String {
    /// Windows-1252 is Latin-1 but for these 32 (WHATWG Encoding).
    fileprivate init(windows1252 bytes: [UInt8]) {
        let upper: [Unicode.Scalar] = [
            "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
            "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
        ]
        self.init(String.UnicodeScalarView(bytes.map { (0x80...0x9F).contains($0) ? upper[Int($0) - 0x80] : Unicode.Scalar($0) }))
    }
}
