import Domain
import Storage

extension Transaction where A == ArchiveOrganization {
    /// Has an archive made, which needs a recent proof: it holds everything. While one is under way, it is that one.
    public borrowing func askForArchive(postman: Postman) throws -> Archive {
        let present = try livingArchives()
        if let underWay = present.first(where: \.state.isUnderWay) {
            ledger?.nothingChanged()
            return underWay
        }
        try requireProof()
        for old in present.dropFirst(Archive.most - 1) {
            try execute("DELETE FROM archives WHERE organization_id = \(placed) AND id = \(old.id)")
        }
        let id = ids.next(Archive.self, at: now)
        try execute(
            """
            INSERT INTO archives (organization_id, id, state, asked_at, attempts, rows_done, rows_total) VALUES (\(placed), \(id), 'waiting', \(now), 0, 0, 0)
            """)
        try recordArchive("asked")
        try tellAdmins(.archiveMade, about: "", postman: postman)
        return try livingArchive(id)
    }

    /// Leaves the entry that says who took the file away: before its first byte leaves.
    public borrowing func takeArchive(_ id: Archive.ID) throws -> Archive {
        let archive = try livingArchive(id)
        guard archive.state == .ready else { throw Trouble.conflict(.archiveNotReady) }
        try recordArchive("taken")
        return archive
    }

    /// Deletes the file before its time, or ends its making.
    public borrowing func removeArchive(_ id: Archive.ID) throws {
        _ = try livingArchive(id)
        try execute("DELETE FROM archives WHERE organization_id = \(placed) AND id = \(id)")
        try recordArchive("removed")
    }

    private borrowing func recordArchive(_ deed: String) throws {
        try record(of: organization.text, label: .plain(try organizationName()), [Record.Change("archive", plain: nil, deed)])
    }
}

extension Store {
    /// Makes an archive at once, for whoever runs the installation. The log says that it was taken.
    public func archive(
        _ organization: Organization.ID, by grant: Grant<ArchiveOrganization>, from origin: Origin, _ imprint: ArchiveImprint,
        postman: Postman, _ progress: RowProgress = RowProgress()
    ) async throws -> ArchiveDraft {
        try await write(grant, in: organization, from: origin) { try $0.recordTaken(postman: postman) }
        return try await draftArchive(of: organization, imprint, progress)
    }
}

extension Transaction where A == ArchiveOrganization {
    borrowing func recordTaken(postman: Postman) throws {
        try grant.require(.belonging(of: organization))
        try recordArchive("taken")
        try tellAdmins(.archiveMade, about: "", postman: postman)
    }
}
