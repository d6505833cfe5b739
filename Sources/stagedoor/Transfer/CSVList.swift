import API
import Web

/// A list of the machine interface as a table: its members are the columns.
enum CSVList {
    /// Reads it page after page, so that it is not one instant, and writes each row as it comes.
    ///
    /// - Parameters:
    ///   - shape: names the columns of a list in which there is nothing.
    ///   - isOf: which items belong to the list.
    static func write<Item>(
        _ path: String, of shape: Shape<Item>, query: [(String, String)] = [], _ sites: Sites, to file: OutputFile,
        from client: PortalClient,
        where isOf: (JSON) -> Bool = { _ in true }
    ) async throws {
        var columns: [String] = []
        try await client.each(path, query: query) { item in
            guard isOf(item) else { return }
            if columns.isEmpty {
                columns = item.members.map(\.name)
                try file.write(CSV.byteOrderMark + CSV.line(columns))
            }
            try file.write(CSV.line(columns.map { cell($0, of: item, sites) }))
        }
        if columns.isEmpty { try file.write(CSV.byteOrderMark + CSV.line(shape.columns)) }
        try file.finish()
    }

    /// As in the files of the portal: sites by their codes, roles as `noc@osl001`, lists with blanks between. What has no such form stands as JSON.
    private static func cell(_ name: String, of item: JSON, _ sites: Sites) -> String {
        switch (name, item[name]) {
        case (_, nil), (_, .null): ""
        case (_, .string(let text)): text
        case ("sites", let list?): sites.codes(list)
        case ("roles", let list?): sites.roles(list)
        case (_, .array(let list)?) where list.allSatisfy { $0.text != nil || $0.integer != nil }:
            list.map { $0.text ?? $0.line }.joined(separator: " ")
        case (_, let value?): value.line
        }
    }
}

extension Shape {
    fileprivate var columns: [String] {
        guard case .object(let object) = schema else { return [] }
        return object.members.map(\.name)
    }
}
