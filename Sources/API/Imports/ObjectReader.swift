import Domain

/// Finds the objects of a JSON file piece by piece: those of a list at the top, of lists within one object
/// (`{"items": […]}`), or of lists one deeper (`{"net": {"data": […]}}`, as PeeringDB writes its dumps); or an object a line.
///
/// Of a wanted object its wanted members are held, within ``FileReader/rowLimit``. All else is checked to be JSON and
/// passed over, whatever its size.
struct ObjectReader: Sendable {
    struct Object {
        let line: Int64
        let list: String
        let members: [JSON.Member]
    }

    private let isLines: Bool
    private let wantedLists: Set<String>?
    private let wantedMembers: Set<String>?
    private var scanner: JSONScanner
    /// The members of the first two objects that are being read: they name the list.
    private var outerNames = ["", ""]
    /// The member's name that is being read, as it is written; cut where it is longer than any that is wanted.
    private var name: [UInt8] = []
    /// How deep the row's members are; nil outside of rows.
    private var rowDepth: Int?
    private var isWantedRow = false
    /// The value of the present member is held.
    private var isWantedMember = false
    private var row: [UInt8] = []
    private var rowLine: Int64 = 1
    private var line: Int64 = 1
    /// How many bytes of a byte order mark have come; 3 behind it, or without one.
    private var markBytes = 0

    /// More bytes than the longest wanted name has, every letter of it written as an escape.
    private static let nameLimit = 256

    /// - Parameters:
    ///   - lists: the lists whose objects are wanted; nil for all.
    ///   - members: the members that are wanted of them; nil for all.
    init(isLines: Bool, lists: Set<String>? = nil, members: Set<String>? = nil) {
        self.isLines = isLines
        (wantedLists, wantedMembers) = (lists, members)
        scanner = JSONScanner(isLines: isLines)
    }

    mutating func take(_ bytes: [UInt8], into found: inout [Object]) throws(ImportProblem) {
        for byte in bytes {
            guard byte != 0 else { throw .notText }
            if try isOfMark(byte) { continue }
            let depth = scanner.frames.count
            let part: JSONScanner.Part
            do { part = try scanner.take(byte) } catch { throw error.isTooDeep ? .tooDeep(line: line) : .notJSON(line: line) }
            if part != .blank {
                if rowDepth == nil { try takeOutside(byte, part, depth) } else { try takeInside(byte, part, depth, into: &found) }
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            }
        }
    }

    func finish() throws(ImportProblem) {
        guard scanner.isWhole else { throw .notJSON(line: line) }
    }

    /// A byte order mark, which some programs write although RFC 8259 forbids it.
    private mutating func isOfMark(_ byte: UInt8) throws(ImportProblem) -> Bool {
        guard markBytes < 3 else { return false }
        if byte == [0xEF, 0xBB, 0xBF][markBytes] {
            markBytes += 1
            return true
        }
        guard markBytes == 0 else { throw .notJSON(line: line) }
        markBytes = 3
        return false
    }

    private mutating func takeOutside(_ byte: UInt8, _ part: JSONScanner.Part, _ depth: Int) throws(ImportProblem) {
        switch part {
        case .name, .nameEnd:
            takeName(byte, limit: ObjectReader.nameLimit)
            guard part == .nameEnd else { return }
            let text = endName() ?? ""
            if depth <= outerNames.count { outerNames[depth - 1] = text }
        case .open where byte == UInt8(ascii: "{") && isRow:
            rowDepth = scanner.frames.count
            rowLine = line
            isWantedRow = wantedLists?.contains(list) ?? true
            isWantedMember = false
            row = [byte]
        default: break
        }
    }

    private mutating func takeInside(
        _ byte: UInt8, _ part: JSONScanner.Part, _ depth: Int, into found: inout [Object]
    ) throws(ImportProblem) {
        guard depth == rowDepth else {
            if isWantedMember { try hold(byte) }
            return
        }
        switch part {
        case .close:
            rowDepth = nil
            if isWantedRow { found.append(try finished()) }
        case .name where isWantedRow: takeName(byte, limit: wantedMembers == nil ? FileReader.rowLimit : ObjectReader.nameLimit)
        case .nameEnd where isWantedRow:
            takeName(byte, limit: .max)
            let text = name
            if let wantedMembers { isWantedMember = endName().map(wantedMembers.contains) ?? false } else { isWantedMember = true }
            name = []
            guard isWantedMember else { return }
            if row.count > 1 { try hold(UInt8(ascii: ",")) }
            for byte in text { try hold(byte) }
        case .comma: isWantedMember = false
        case .open where byte == UInt8(ascii: "{"):
            // No cell says what an object within a row holds.
            guard isWantedMember else { return }
            try hold(UInt8(ascii: "{"))
            try hold(UInt8(ascii: "}"))
            isWantedMember = false
        default: if isWantedMember { try hold(byte) }
        }
    }

    private mutating func takeName(_ byte: UInt8, limit: Int) {
        if name.count < limit { name.append(byte) }
    }

    /// What the name says, its escapes read; nil for one that was cut.
    private mutating func endName() -> String? {
        defer { name = [] }
        guard case .string(let text)? = try? JSON(parsing: name, lenient: true) else { return nil }
        return text
    }

    /// The object that was just opened is a row.
    private var isRow: Bool {
        let around = scanner.frames.dropLast()
        if isLines { return around.isEmpty }
        guard around.last?.isArray == true else { return false }
        return switch around.count {
        case 1: true
        case 2: !around[0].isArray
        case 3: !around[0].isArray && !around[1].isArray && outerNames[1] == "data"
        default: false
        }
    }

    private var list: String { scanner.frames.first.map { $0.isArray || isLines ? "" : outerNames[0] } ?? "" }

    private mutating func hold(_ byte: UInt8) throws(ImportProblem) {
        row.append(byte)
        if row.count > FileReader.rowLimit { throw .rowTooLong(line: rowLine) }
    }

    private mutating func finished() throws(ImportProblem) -> Object {
        row.append(UInt8(ascii: "}"))
        defer { row = [] }
        let value: JSON
        // Half a character (a text that was cut between two) spoils its text and not the file.
        do { value = try JSON(parsing: row, lenient: true) } catch {
            switch error {
            case .duplicateKey(let name): throw .memberTwice(name, line: rowLine)
            case .tooDeep: throw .tooDeep(line: rowLine)
            case .malformed: throw .notJSON(line: rowLine)
            }
        }
        guard case .object(let members) = value else { throw .notJSON(line: rowLine) }
        // The row is closed: what is open now is around it.
        return Object(line: rowLine, list: list, members: members)
    }
}
