import Domain

/// Finds the objects of a JSON file piece by piece: those of a list at the top, of lists within one object
/// (`{"items": […]}`), or of lists one deeper (`{"net": {"data": […]}}`, as PeeringDB writes its dumps); or an object a line.
struct ObjectReader: Sendable {
    struct Object {
        let line: Int64
        let list: String
        let members: [JSON.Member]
    }

    private struct Frame {
        let isArray: Bool
        /// The member that is being read, where the frame is an object.
        var key = ""
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
    private var expectsKey = false
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
        if objectDepth != nil { try keep(byte) }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            isBegun = true
            let isArray = byte == UInt8(ascii: "[")
            if !isArray, objectDepth == nil, isRecord {
                objectDepth = frames.count
                objectLine = line
                object = [byte]
            }
            guard frames.count < JSON.depthLimit else { throw .notJSON(line: line) }
            frames.append(Frame(isArray: isArray))
            expectsKey = !isArray
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard let frame = frames.popLast(), frame.isArray == (byte == UInt8(ascii: "]")) else { throw .notJSON(line: line) }
            expectsKey = false
            if objectDepth == frames.count { found.append(try finished()) }
        case 0x20, 0x09, 0x0A, 0x0D: break
        // Texts, numbers and words are read with their object; where nothing is open, there is no place for them.
        case _ where frames.isEmpty: throw .notJSON(line: line)
        case UInt8(ascii: "\""):
            isText = true
            text = []
        case UInt8(ascii: ","): expectsKey = frames.last.map { !$0.isArray } ?? false
        case UInt8(ascii: ":"): expectsKey = false
        default: break
        }
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
            if expectsKey, objectDepth == nil, !frames.isEmpty { frames[frames.count - 1].key = String(decoding: text.dropLast(), as: UTF8.self) }
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
