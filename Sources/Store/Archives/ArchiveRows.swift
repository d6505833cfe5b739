import Domain
import Storage

let archiveColumns: Query = "id, organization_id, state, asked_at, rows_done, rows_total, size, sha256, made_at, ends_at"

extension Archive {
    init(_ row: any Row) throws {
        self.init(
            id: Identifier(stored: try row.text(0)), organization: Identifier(stored: try row.text(1)),
            state: State(rawValue: try row.text(2)) ?? .failed,
            askedAt: Moment(milliseconds: try row.int(3)), done: try row.int(4), total: try row.int(5), size: try row.optionalInt(6),
            sha256: try row.optionalText(7), madeAt: try row.optionalInt(8).map(Moment.init(milliseconds:)),
            endsAt: try row.optionalInt(9).map(Moment.init(milliseconds:)))
    }
}

extension Transaction where A == ViewArchives {
    /// All archives that there are, the newest first.
    public borrowing func archives() throws -> [Archive] {
        try livingArchives()
    }

    public borrowing func archive(_ id: Archive.ID) throws -> Archive { try livingArchive(id) }

    /// A piece of an archive's file, from 0 on; nil behind the last.
    public borrowing func piece(_ number: Int64, of id: Archive.ID) throws -> [UInt8]? {
        try grant.require(.belonging(of: organization))
        return try first("SELECT bytes FROM archive_pieces WHERE \(scope) AND archive_id = \(id) AND number = \(number)") {
            try $0.bytes(0)
        }
    }
}

extension Transaction {
    borrowing func livingArchives() throws -> [Archive] {
        try grant.require(.belonging(of: organization))
        return try rows(
            """
            SELECT \(archiveColumns) FROM archives WHERE \(scope) AND (ends_at IS NULL OR ends_at > \(now)) ORDER BY id DESC
            """
        ) { try Archive($0) }
    }

    borrowing func livingArchive(_ id: Archive.ID) throws -> Archive {
        try grant.require(.belonging(of: organization))
        let found = try first(
            """
            SELECT \(archiveColumns) FROM archives WHERE \(scope) AND id = \(id) AND (ends_at IS NULL OR ends_at > \(now))
            """
        ) { try Archive($0) }
        guard let found else { throw Trouble.notFound }
        return found
    }
}
