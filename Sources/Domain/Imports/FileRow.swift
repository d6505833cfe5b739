/// One row of a file: its cells in the order of the file's columns.
public struct FileRow: Sendable, Hashable {
    /// Where it begins, from 1.
    public let line: Int64
    /// The list that it stands in, where a file has several (`net` of a PeeringDB dump); otherwise empty.
    public let list: String
    public let cells: [String]

    public init(line: Int64, list: String = "", cells: [String]) {
        self.line = line
        self.list = list
        self.cells = cells
    }
}
