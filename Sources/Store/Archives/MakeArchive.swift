public import Domain
import Storage

/// An archive that this process alone is making, until its lease ends.
public struct LeasedArchive: Sendable, Hashable {
    public let id: Archive.ID
    public let organization: Organization.ID
    let attempt: Int64

    /// How long a process may be silent before another begins anew.
    static let lease = Moment.Span.minutes(1)
    /// After so many failures it is given up.
    static let attempts: Int64 = 3
    /// Bytes of a piece.
    static let piece = 262_144

    fileprivate var isMine: Query { "organization_id = \(organization) AND id = \(id) AND state = 'making' AND attempts = \(attempt)" }
}

/// Another process has the archive, or it was removed.
public struct LeaseLost: Error {}

extension Store {
    /// Takes an archive that waits, or whose maker fell silent; nil when there is none.
    public func leaseArchive(_ grant: Grant<MakeArchive>) async throws -> LeasedArchive? {
        let now = clock()
        let due: Query = "state IN ('waiting', 'making') AND (leased_until IS NULL OR leased_until <= \(now))"
        let found = try await database.read(.wide) { connection in
            try connection.first("SELECT organization_id, id FROM archives WHERE \(due) ORDER BY id LIMIT 1") {
                (organization: Organization.ID(stored: try $0.text(0)), id: Archive.ID(stored: try $0.text(1)))
            }
        }
        guard let found else { return nil }
        return try await database.write(.tenants([found.organization.text])) { connection in
            let attempt = try connection.rows(
                """
                UPDATE archives SET state = 'making', attempts = attempts + 1, leased_until = \(now + LeasedArchive.lease), rows_done = 0, rows_total = 0
                WHERE organization_id = \(found.organization) AND id = \(found.id) AND \(due) RETURNING attempts
                """
            ) { try $0.int(0) }.first
            guard let attempt else { return nil }
            try connection.execute("DELETE FROM archive_pieces WHERE organization_id = \(found.organization) AND archive_id = \(found.id)")
            return LeasedArchive(id: found.id, organization: found.organization, attempt: attempt)
        }
    }

    public func draft(_ archive: LeasedArchive, _ grant: Grant<MakeArchive>, _ imprint: ArchiveImprint, _ progress: RowProgress)
        async throws -> ArchiveDraft
    {
        try await draftArchive(of: archive.organization, imprint, progress)
    }

    /// Says how far it is, and keeps the lease.
    ///
    /// - Throws: ``LeaseLost``.
    public func tell(_ progress: RowProgress, of archive: LeasedArchive, _ grant: Grant<MakeArchive>) async throws {
        let now = clock(), rows = progress.rows
        try await database.write(.tenants([archive.organization.text])) { connection in
            let kept = try connection.execute(
                """
                UPDATE archives SET rows_done = \(rows.done), rows_total = \(rows.total), leased_until = \(now + LeasedArchive.lease) WHERE \(archive.isMine)
                """)
            if kept == 0 { throw LeaseLost() }
        }
    }

    /// Keeps the file, a piece in a transaction, and lets it be taken.
    ///
    /// - Throws: ``LeaseLost``.
    public func keep(_ draft: ArchiveDraft, as archive: LeasedArchive, _ grant: Grant<MakeArchive>) async throws {
        var number: Int64 = 0
        while true {
            let bytes = try draft.file.piece(at: number * Int64(LeasedArchive.piece), of: LeasedArchive.piece)
            if bytes.isEmpty { break }
            let now = clock()
            try await database.write(.tenants([archive.organization.text])) { [number] connection in
                let kept = try connection.execute("UPDATE archives SET leased_until = \(now + LeasedArchive.lease) WHERE \(archive.isMine)")
                if kept == 0 { throw LeaseLost() }
                try connection.execute(
                    """
                    INSERT INTO archive_pieces (organization_id, archive_id, number, bytes) VALUES (\(archive.organization), \(archive.id), \(number), \(bytes))
                    """)
            }
            number += 1
        }
        let now = clock()
        try await database.write(.tenants([archive.organization.text])) { connection in
            let kept = try connection.execute(
                """
                UPDATE archives SET state = 'ready', leased_until = NULL, rows_done = \(draft.rows), rows_total = \(draft.rows), size = \(draft.size),
                    sha256 = \(draft.sha256), made_at = \(now), ends_at = \(now + Archive.lifetime) WHERE \(archive.isMine)
                """)
            if kept == 0 { throw LeaseLost() }
        }
    }

    /// Lets another attempt begin at once, or gives the archive up.
    ///
    /// - Parameter isOver: false when this process ends: the attempt does not count.
    public func giveBack(_ archive: LeasedArchive, _ grant: Grant<MakeArchive>, isOver: Bool) async throws {
        let now = clock()
        let isLast = isOver && archive.attempt >= LeasedArchive.attempts
        try await database.write(.tenants([archive.organization.text])) { connection in
            if isLast {
                try connection.execute(
                    "UPDATE archives SET state = 'failed', leased_until = NULL, ends_at = \(now + Archive.lifetime) WHERE \(archive.isMine)"
                )
            } else {
                try connection.execute(
                    """
                    UPDATE archives SET state = 'waiting', leased_until = NULL, attempts = attempts - \(isOver ? 0 : 1) WHERE \(archive.isMine)
                    """)
            }
        }
    }
}
