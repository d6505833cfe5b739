import Domain

/// Reads comma-separated values (RFC 4180) piece by piece, as spreadsheets write them: with or without a byte order mark,
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

    mutating func take(_ bytes: [UInt8], into rows: inout [Row]) throws(ImportProblem) {
        guard separator == nil else { return try read(bytes, into: &rows) }
        for (place, byte) in bytes.enumerated() {
            head.append(byte)
            if byte == UInt8(ascii: "\"") { isHeadQuoted.toggle() }
            let isLine = !isHeadQuoted && (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r"))
            guard isLine || head.count == FileReader.rowLimit else { continue }
            try readHead(into: &rows)
            return try read(Array(bytes[(place + 1)...]), into: &rows)
        }
    }

    mutating func finish(into rows: inout [Row]) throws(ImportProblem) {
        if separator == nil { try readHead(into: &rows) }
        if place == .quoted { throw .unclosedQuote(line: rowLine) }
        endRow(into: &rows)
    }

    /// A quote in the middle of a cell makes the head longer than its line: then several rows are in it.
    private mutating func readHead(into rows: inout [Row]) throws(ImportProblem) {
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .notText }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
        // Excel's own first line: `sep=;` says what stands between cells, and is no row.
        if head.count <= 6, head.prefix(4).elementsEqual("sep=".utf8) || head.prefix(4).elementsEqual("SEP=".utf8), head.count > 4,
            (UInt8(ascii: "!")...UInt8(ascii: "~")).contains(head[4]) || head[4] == UInt8(ascii: "\t"), head[4] != UInt8(ascii: "\"")
        {
            separator = head[4]
            try read(Array(head[5...]), into: &rows)
            return head = []
        }
        let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var isQuoted = false, counts = [0, 0, 0]
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let which = candidates.firstIndex(of: byte) { counts[which] += 1 }
        }
        separator = candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
        try read(head, into: &rows)
        head = []
    }

    private mutating func read(_ bytes: [UInt8], into rows: inout [Row]) throws(ImportProblem) {
        for byte in bytes {
            guard byte != 0 else { throw .notText }
            size += 1
            if size > FileReader.rowLimit { throw place == .quoted ? .unclosedQuote(line: rowLine) : .rowTooLong(line: rowLine) }
            let followsReturn = isAfterReturn
            isAfterReturn = byte == UInt8(ascii: "\r")
            if isAfterReturn || byte == UInt8(ascii: "\n") && !followsReturn { line += 1 }
            switch (place, byte) {
            case (.quoted, UInt8(ascii: "\"")): place = .quoteInQuoted
            case (.quoted, _): cell.append(byte)
            case (.cellStart, UInt8(ascii: "\"")): place = .quoted
            case (.quoteInQuoted, UInt8(ascii: "\"")):
                cell.append(byte)
                place = .quoted
            case (_, separator): endCell()
            case (_, UInt8(ascii: "\n")), (_, UInt8(ascii: "\r")):
                if !followsReturn || isAfterReturn { endRow(into: &rows) }
                (rowLine, size) = (line, 0)
            default:
                cell.append(byte)
                place = .plain
            }
        }
    }

    private mutating func endCell() {
        cells.append(String(validating: cell, as: UTF8.self) ?? String(windows1252: cell))
        cell.removeAll(keepingCapacity: true)
        place = .cellStart
    }

    /// A line without anything in it is no row.
    private mutating func endRow(into rows: inout [Row]) {
        endCell()
        if !cells.allSatisfy(\.isEmpty) { rows.append(Row(line: rowLine, cells: cells)) }
        cells.removeAll(keepingCapacity: true)
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
