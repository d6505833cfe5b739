import Domain
import Storage

extension Import {
    /// What the place of a row costs besides its text, about.
    private static let rowOverhead: Int64 = 100

    static func size(of texts: some Sequence<String>) -> Int64 {
        texts.reduce(0) { $0 + Int64($1.utf8.count) + rowOverhead }
    }
}

extension Transaction where A == RunImports {
    /// Refuses what the organization has no room for. It is asked before a file is read, and again for each part of it: others
    /// come in at the same time.
    ///
    /// - Throws: `importsFull`.
    borrowing func requireRoom(files: Int64 = 0, bytes: Int64) throws {
        let kept = try first("SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM imports WHERE organization_id = \(placed)") {
            (files: try $0.int(0), bytes: try $0.int(1))
        }
        guard let kept else { return }
        if files > Import.mostKept - kept.files || bytes > Import.mostBytes - kept.bytes {
            throw Trouble.conflict(.importsFull(files: kept.files, bytes: kept.bytes))
        }
    }
}
