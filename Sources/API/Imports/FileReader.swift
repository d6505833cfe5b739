public import Domain

/// Reads a file of rows as it comes in, piece by piece: what it holds at any time is one row.
public struct FileReader: Sendable {
    /// Bounds of one row, and of the columns.
    static let rowLimit = 65_536
    static let columnLimit = 100

    /// The columns that were met so far.
    public private(set) var columns: [String] = []
    private var csv: CSVReader?
    private var objects: ObjectReader?

    /// - Parameter kind: of a PeeringDB dump only what the portal takes is read.
    public init(_ format: Import.Format, of kind: Import.Kind) {
        let isDump = kind == .peeringDB
        if isDump { columns = PeeringDB.members }
        switch format {
        case .csv: csv = CSVReader()
        case .json, .jsonLines:
            objects = ObjectReader(
                isLines: format == .jsonLines, lists: isDump ? PeeringDB.lists : nil, members: isDump ? Set(PeeringDB.members) : nil)
        }
    }

    /// - Throws: what makes the rest of the file unreadable.
    public mutating func take(_ bytes: [UInt8]) throws(ImportProblem) -> [FileRow] {
        var rows: [CSVReader.Row] = [], found: [ObjectReader.Object] = []
        try csv?.take(bytes, into: &rows)
        try objects?.take(bytes, into: &found)
        return try records(rows, found)
    }

    /// What is left when the file has ended.
    public mutating func finish() throws(ImportProblem) -> [FileRow] {
        var rows: [CSVReader.Row] = []
        try csv?.finish(into: &rows)
        try objects?.finish()
        return try records(rows, [])
    }

    private mutating func records(_ rows: [CSVReader.Row], _ objects: [ObjectReader.Object]) throws(ImportProblem) -> [FileRow] {
        var records: [FileRow] = []
        for row in rows { try add(row, to: &records) }
        for object in objects { try add(object, to: &records) }
        return records
    }

    private mutating func add(_ row: CSVReader.Row, to records: inout [FileRow]) throws(ImportProblem) {
        guard columns.isEmpty else {
            // Spreadsheets end every line with as many separators as the longest has.
            var cells = row.cells
            while cells.count > columns.count, cells.last?.trimmed == "" { cells.removeLast() }
            return records.append(FileRow(line: row.line, cells: cells))
        }
        guard row.cells.count <= FileReader.columnLimit else { throw .tooManyColumns }
        var names = row.cells.map(\.trimmed)
        while names.last == "" { names.removeLast() }
        var seen: Set<String> = []
        for name in names where !name.isEmpty && !seen.insert(name).inserted { throw .columnTwice(name) }
        columns = names
    }

    private mutating func add(_ object: ObjectReader.Object, to records: inout [FileRow]) throws(ImportProblem) {
        var cells = [String](repeating: "", count: columns.count)
        for member in object.members {
            if let place = columns.firstIndex(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
                cells[place] = member.value.cell
            } else {
                guard columns.count < FileReader.columnLimit else { throw .tooManyColumns }
                columns.append(member.name)
                cells.append(member.value.cell)
            }
        }
        records.append(FileRow(line: object.line, list: object.list, cells: cells))
    }
}

extension JSON {
    /// As a cell would say it: lists with blanks between, roles as `noc@osl001`, `-` for null. A null in a list says nothing.
    fileprivate var cell: String {
        switch self {
        case .null: "-"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): text
        case .array(let items): items.isEmpty ? "-" : JSON.words(items)
        case .object: ImportedFields.object
        }
    }

    private static func words(_ items: [JSON]) -> String { items.map(\.word).filter { !$0.isEmpty }.joined(separator: " ") }

    /// Of an object only a role is a word; any other becomes what no field takes, so that its row is refused.
    private var word: String {
        switch self {
        case .null: return ""
        case .array(let items): return JSON.words(items)
        case .object(let members):
            guard case .string(let role)? = members.first(where: { $0.name == "role" })?.value else { return cell }
            // Held everywhere is only what names no site.
            switch members.first(where: { $0.name == "site" })?.value {
            case nil, .null: return "\(role.oneWord)@*"
            case let site?: return "\(role.oneWord)@\(site.cell.oneWord)"
            }
        default: return cell
        }
    }
}

extension String {
    /// Nothing in it ends a word of a cell: what stands in one member stays one word. Never empty.
    fileprivate var oneWord: String {
        isEmpty ? ImportedFields.object : String(map { $0.isWhitespace || ",;|".contains($0) ? "_" : $0 })
    }
}
