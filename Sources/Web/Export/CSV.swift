import Domain

/// A table as text (RFC 4180), in UTF-8 with a byte order mark, since spreadsheet programs take it for Latin-1 otherwise.
///
/// A cell that a spreadsheet program would run as a formula begins with a quote mark. Phone numbers begin with a plus sign and
/// so have one, too.
public enum CSV {
    public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    public static func line(_ cells: [String], asTheyCame: Bool = false) -> [UInt8] {
        Array((cells.map { asTheyCame ? cell(asItCame: $0) : cell($0) }.joined(separator: ",") + "\r\n").utf8)
    }

    static func cell(_ text: String) -> String { quoted(text.formulaGuarded) }

    /// A cell of somebody's file, as it came: what has its mark already has it, and a lone hyphen means that nothing shall be there.
    static func cell(asItCame text: String) -> String { quoted(text == "-" ? text : text.formulaMarked) }

    private static func quoted(_ safe: String) -> String {
        guard
            safe.utf8.contains(where: {
                $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n")
            })
        else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// What a list is as a file: the columns, each with what a row says in it.
struct Columns<Row>: Sendable {
    typealias Column = (name: String, cell: @Sendable (Row) -> String)

    private let columns: [Column]

    init(_ columns: Column...) { self.columns = columns }

    var head: [UInt8] { CSV.byteOrderMark + CSV.line(columns.map(\.name)) }

    func lines(_ rows: [Row]) -> [UInt8] { rows.flatMap { row in CSV.line(columns.map { $0.cell(row) }) } }
}

extension Reply {
    /// A list as a file: read by key in chunks, a transaction each, so that a long one holds nothing open.
    ///
    /// - Parameters:
    ///   - start: where the first chunk begins.
    ///   - read: a chunk, and where the next one begins.
    static func csv<Row, Place: Sendable>(
        _ name: String, _ columns: Columns<Row>, from start: Place,
        _ read: @escaping @Sendable (Place) async throws -> (rows: [Row], next: Place?)
    ) -> Reply {
        let chunks = Chunks(head: columns.head, from: start) { here in
            let (rows, next) = try await read(here)
            return (columns.lines(rows), next)
        }
        return .file(name, csvType, .stream { try await chunks.next() })
    }

    /// A list that is short by nature: all of it.
    static func csv<Row>(_ name: String, _ columns: Columns<Row>, _ rows: [Row]) -> Reply {
        .file(name, csvType, .bytes(columns.head + columns.lines(rows)))
    }

    static var csvType: String { "text/csv; charset=utf-8; header=present" }
}

/// One part of a file after the other.
actor Chunks<Place: Sendable> {
    private var place: Place?
    private var head: [UInt8]?
    private let read: @Sendable (Place) async throws -> (bytes: [UInt8], next: Place?)

    /// - Parameters:
    ///   - head: the first part.
    ///   - start: where `read` begins.
    init(head: [UInt8] = [], from start: Place, _ read: @escaping @Sendable (Place) async throws -> (bytes: [UInt8], next: Place?)) {
        self.head = head
        place = start
        self.read = read
    }

    func next() async throws -> [UInt8]? {
        if let head {
            self.head = nil
            return head
        }
        guard let here = place else { return nil }
        let (bytes, next) = try await read(here)
        place = next
        return bytes
    }
}
