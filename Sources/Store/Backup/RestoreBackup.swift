public import Credentials
public import Domain
public import Storage

extension Backup {
    /// Puts a backup into an empty, migrated database of either kind, and its keys and checkpoints where they belong.
    ///
    /// Nothing is touched before the whole file was found sound. The restored log goes on with an entry that names the
    /// checkpoint it came from, and with a signed checkpoint that says the same. Should this be cut short, the database
    /// is marked as half restored (``isHalfRestored(_:)``): begin again with an empty one.
    ///
    /// - Parameters:
    ///   - keyringFile: must not exist, or hold the backup's keys.
    ///   - folder: must be empty, or hold the checkpoints of the same installation, also later ones.
    ///   - trusted: see ``check(_:trusting:)``.
    /// - Throws: ``UnfitBackup``.
    public static func restore(
        _ path: String, into database: any Database, keyringFile: KeyringFile, checkpoints folder: CheckpointFolder,
        trusting trusted: PublicKeys? = nil, now: Moment
    ) async throws -> Summary {
        let contents = try contents(of: path, trusting: trusted)
        try await requireFit(database, for: contents.header)
        let hasKeys = try requireFit(keyringFile, for: contents.keyring)
        let hasCheckpoints = try requireFit(folder, for: contents.header.checkpoint)

        try await mark(database, true)
        if !hasKeys { try keyringFile.restore(contents.keyring) }
        try await load(path, into: database, checkpoints: hasCheckpoints ? nil : folder)
        try await leaveEntry(of: contents, in: database, now: now)
        let writer = CheckpointWriter(store: Store(database: database, clock: { now }), folder: folder, signer: Signer(contents.keyring))
        guard try await writer.write(restoredFrom: contents.header.checkpoint) != nil else {
            throw UnfitBackup(
                .otherCheckpoints, "another process writes checkpoints into \(folder.path); stop it, and begin again with an empty database"
            )
        }
        try await mark(database, false)
        return contents.summary
    }

    /// True when a restore into this database was cut short: it must not be used.
    public static func isHalfRestored(_ database: any Database) async throws -> Bool {
        try await database.read(.wide) { connection in
            try connection.first("SELECT value FROM installation WHERE name = \(restoreMark)") { try $0.text(0) } != nil
        }
    }

    private static let restoreMark = "restore"

    private static func mark(_ database: any Database, _ isHalfRestored: Bool) async throws {
        try await database.write(.tenants([])) { connection in
            if isHalfRestored {
                try connection.execute("INSERT INTO installation (name, value) VALUES (\(restoreMark), 'unfinished')")
            } else {
                try connection.execute("DELETE FROM installation WHERE name = \(restoreMark)")
            }
        }
    }

    private static func leaveEntry(of contents: Contents, in database: any Database, now: Moment) async throws {
        try await database.write(.tenants([Ledger.installation])) { connection in
            let isOpen =
                try connection.first("SELECT 1 FROM audit_chains WHERE organization_id = \(Ledger.installation)") { try $0.int(0) } != nil
            if !isOpen { try Ledger.open(Ledger.installation, on: connection) }
            let ledger = try Ledger(chains: [Ledger.installation], on: connection, now: now)
            let checkpoint = contents.header.checkpoint
            try ledger.append(
                Record(
                    action: "installation.restored",
                    changes: [
                        Record.Change("checkpoint", plain: nil, String(checkpoint.number)),
                        Record.Change("checkpoint_hash", plain: nil, checkpoint.hash),
                        Record.Change("backup_created_at", plain: nil, String(contents.header.created_at)),
                    ].compactMap(\.self)),
                by: ActorStamp(id: nil, organization: nil, level: Level.console.rawValue, name: ""), from: .none,
                to: Ledger.installation, on: connection)
            try ledger.close(on: connection)
        }
    }
}
