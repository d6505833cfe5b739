import API
import Web

/// A list of the machine interface as a table: its members are the columns.
enum CSVList {
    /// Reads it page after page, so that it is not one instant, and writes each row as it comes.
    static func write(_ path: String, query: [(String, String)] = [], _ sites: Sites, to file: OutputFile, from client: PortalClient) async throws {
        var columns: [String] = []
        try await client.each(path, query: query) { item in
            if columns.isEmpty {
                columns = item.members.map(\.name)
                try file.write(CSV.byteOrderMark + CSV.line(columns))
            }
            try file.write(CSV.line(columns.map { cell($0, of: item, sites) }))
        }
        try file.finish()
    }

    /// As in the files of the portal: sites by their codes, roles as `noc@osl001`. What has no such form stands as JSON.
    private static func cell(_ name: String, of item: JSON, _ sites: Sites) -> String {
        switch (name, item[name]) {
        case (_, nil), (_, .null): ""
        case (_, .string(let text)): text
        case ("sites", let list?): sites.codes(list)
        case ("roles", let list?): sites.roles(list)
        case (_, let value?): value.line
        }
    }
}
