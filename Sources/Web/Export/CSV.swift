import Domain

/// A table as text (RFC 4180), in UTF-8 with a byte order mark, since spreadsheet programs take it for Latin-1 otherwise.
///
/// A cell that a spreadsheet program would run as a formula begins with a quote mark (OWASP, "CSV injection"). Phone
/// numbers begin with a plus sign and so have one, too.
enum CSV {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static func line(_ cells: [String]) -> [UInt8] {
        Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    static func cell(_ text: String) -> String {
        let safe = isFormula(text) ? "'" + text : text
        guard safe.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        return "=+-@\t\r".utf8.contains(first)
    }
}

/// One part of a file after the other, each read in a transaction of its own: a long export holds nothing open.
actor Chunks<Place: Sendable> {
    private var place: Place?
    private var head: [UInt8]?
    private let read: @Sendable (Place) async throws -> (bytes: [UInt8], next: Place?)

    /// - Parameters:
    ///   - head: the first part.
    ///   - start: where `read` begins.
    init(head: [UInt8], from start: Place, _ read: @escaping @Sendable (Place) async throws -> (bytes: [UInt8], next: Place?)) {
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
