import Domain

/// Finds the objects of a JSON file piece by piece: those of a list at the top, of lists within one object
/// (`{"items": […]}`), or of lists one deeper (`{"net": {"data": […]}}`, as PeeringDB writes its dumps); or an object a line.
struct ObjectReader: Sendable {
    struct Object {
        let line: Int64
        let list: String
        let members: [JSON.Member]
    }

    /// What is open, and what may come next in it.
    private struct Frame {
        enum Next {
            /// The first value or key, or the end.
            case first
            /// A value or key, after a comma.
            case item
            case colon
            /// The value of a member.
            case value
            /// A comma, or the end.
            case separator
        }

        let isArray: Bool
        /// The member that is being read, where the frame is an object.
        var key = ""
        var next = Next.first
        /// A value of a list, or the key of a member, may come next.
        var beginsItem: Bool { next == .first || next == .item }
    }

    private let isLines: Bool
    private var frames: [Frame] = []
    /// The object that is being gathered, and how deep it began.
    private var object: [UInt8] = []
    private var objectDepth: Int?
    private var objectLine: Int64 = 1
    private var isText = false
    private var isEscaped = false
    private var text: [UInt8] = []
    /// A number or word that is being read.
    private var word: [UInt8] = []
    private var line: Int64 = 1
    private var isBegun = false
    private var mark: [UInt8] = []

    init(isLines: Bool) {
        self.isLines = isLines
    }

    mutating func take(_ bytes: [UInt8], into found: inout [Object]) throws(ImportProblem) {
        for byte in bytes {
            guard byte != 0 else { throw .notText }
            if mark.count < 3, !isBegun {
                // A byte order mark, which some programs write although RFC 8259 forbids it.
                mark.append(byte)
                if [0xEF, 0xBB, 0xBF].starts(with: mark) { continue }
            }
            if isText { try takeText(byte) } else { try take(byte, into: &found) }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
    }

    func finish() throws(ImportProblem) {
        guard frames.isEmpty, !isText else { throw .notJSON(line: line) }
    }

    private mutating func take(_ byte: UInt8, into found: inout [Object]) throws(ImportProblem) {
        if objectDepth != nil { return try gather(byte, into: &found) }
        if !word.isEmpty, !isOfWord(byte) { try endWord() }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let isArray = byte == UInt8(ascii: "[")
            let isRow = !isArray && isRecord
            try beginValue()
            if isRow {
                objectDepth = frames.count
                objectLine = line
                object = [byte]
            }
            try open(isArray)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard let frame = frames.popLast(), frame.isArray == (byte == UInt8(ascii: "]")),
                frame.next == .first || frame.next == .separator
            else { throw .notJSON(line: line) }
        case 0x20, 0x09, 0x0A, 0x0D: break
        // At the top there are lists and objects alone.
        case _ where frames.isEmpty: throw .notJSON(line: line)
        case UInt8(ascii: "\""):
            if isKey { set(.colon) } else { try beginValue() }
            isText = true
            text = []
        case UInt8(ascii: ","): try pass(.separator, to: .item)
        case UInt8(ascii: ":"): try pass(.colon, to: .value)
        case _ where isOfWord(byte):
            if word.isEmpty { try beginValue() }
            word.append(byte)
            if word.count > 64 { throw .notJSON(line: line) }
        default: throw .notJSON(line: line)
        }
    }

    /// Within a row only its end is looked for: it is read as a whole then.
    private mutating func gather(_ byte: UInt8, into found: inout [Object]) throws(ImportProblem) {
        try keep(byte)
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): try open(byte == UInt8(ascii: "["))
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard let frame = frames.popLast(), frame.isArray == (byte == UInt8(ascii: "]")) else { throw .notJSON(line: line) }
            if objectDepth == frames.count { found.append(try finished()) }
        case UInt8(ascii: "\""): isText = true
        default: break
        }
    }

    private mutating func open(_ isArray: Bool) throws(ImportProblem) {
        guard frames.count < JSON.depthLimit else { throw .notJSON(line: line) }
        frames.append(Frame(isArray: isArray))
    }

    private var isKey: Bool { frames.last.map { !$0.isArray && $0.beginsItem } ?? false }

    private mutating func set(_ next: Frame.Next) { frames[frames.count - 1].next = next }

    private mutating func pass(_ here: Frame.Next, to next: Frame.Next) throws(ImportProblem) {
        guard frames.last?.next == here else { throw .notJSON(line: line) }
        set(next)
    }

    /// A value may begin here. At the top of a file there is one, at the top of a file of lines any number.
    private mutating func beginValue() throws(ImportProblem) {
        guard let frame = frames.last else {
            guard isLines || !isBegun else { throw .notJSON(line: line) }
            isBegun = true
            return
        }
        guard frame.isArray ? frame.beginsItem : frame.next == .value else { throw .notJSON(line: line) }
        set(.separator)
    }

    private func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func endWord() throws(ImportProblem) {
        guard (try? JSON(parsing: word)) != nil else { throw .notJSON(line: line) }
        word = []
    }

    /// An object that begins here is a row.
    private var isRecord: Bool {
        if isLines { return frames.isEmpty }
        guard frames.last?.isArray == true else { return false }
        return switch frames.count {
        case 1: true
        case 2: !frames[0].isArray
        case 3: !frames[0].isArray && !frames[1].isArray && frames[1].key == "data"
        default: false
        }
    }

    private mutating func takeText(_ byte: UInt8) throws(ImportProblem) {
        if objectDepth != nil { try keep(byte) } else if text.count < 256 { text.append(byte) }
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isText = false
            if objectDepth == nil, frames.last?.next == .colon {
                frames[frames.count - 1].key = String(decoding: text.dropLast(), as: UTF8.self)
            }
        }
    }

    private mutating func keep(_ byte: UInt8) throws(ImportProblem) {
        object.append(byte)
        if object.count > FileReader.rowLimit { throw .rowTooLong(line: objectLine) }
    }

    private mutating func finished() throws(ImportProblem) -> Object {
        objectDepth = nil
        guard case .object(let members)? = try? JSON(parsing: object) else { throw .notJSON(line: objectLine) }
        return Object(line: objectLine, list: frames.first.map { $0.isArray ? "" : $0.key } ?? "", members: members)
    }
}
