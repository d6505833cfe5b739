import Credentials
import Storage

extension Backup {
    /// The schema is the backup's, and no table has a row.
    static func requireFit(_ database: any Database, for header: BackupLine.Header) async throws {
        let migrator = Migrator(migrations: Schema.migrations)
        guard try await migrator.pending(in: database).isEmpty else {
            throw UnfitBackup(.notMigrated, "the database is not migrated; run `stagedoor migrate` on it first")
        }
        guard header.migrations == Schema.migrations.map(\.name) else {
            throw UnfitBackup(
                .otherSchema,
                """
                the backup has the schema \(header.migrations.last ?? "of no version") and this program \
                \(Schema.migrations.last?.name ?? "none"); restore it with the version that made it, then upgrade
                """)
        }
        let full = try await database.read(.wide) { connection in
            try BackupTable.all.first { try !$0.isEmpty(on: connection) }.map { "\($0.name)" }
        }
        if let full {
            throw UnfitBackup(.notEmpty, "the database is not empty (\(full) has rows); make a new one, migrate it, and restore into that")
        }
    }

    /// - Returns: true when the backup's keys are in place already.
    static func requireFit(_ file: KeyringFile, for keyring: Keyring) throws -> Bool {
        do throws(KeyringProblem) {
            let present = try file.load()
            if (try? present.json()) == (try? keyring.json()) { return true }
            throw KeyringProblem.exists
        } catch .missing {
            return false
        } catch .exists {
            throw UnfitBackup(.otherKeys, "\(file.path) holds other keys than the backup; put it aside, or name another keyring file")
        }
    }

    /// - Returns: true when there are checkpoints in place, among them the one that the backup ends with.
    static func requireFit(_ folder: CheckpointFolder, for checkpoint: Checkpoint.Reference) throws -> Bool {
        var count: Int64 = 0
        var isKnown = checkpoint == .none
        try folder.eachLine { line in
            count += 1
            // Each line holds the hash of the one before: where one is the same, all before it are.
            if count == checkpoint.number { isKnown = Checkpoint.hash(ofLine: line) == checkpoint.hash }
        }
        guard count == 0 || (isKnown && checkpoint.number > 0) else {
            throw UnfitBackup(
                .otherCheckpoints, "\(folder.path) holds the checkpoints of another installation; put it aside, or name another folder")
        }
        return count > 0
    }

    /// Puts the rows back, a few hundred in a transaction, each under the walls of its organizations.
    static func load(_ path: String, into database: any Database, checkpoints folder: CheckpointFolder?) async throws {
        guard let file = try ByteFile(reading: path) else { throw damaged(path) }
        defer { file.close() }
        let tables = Dictionary(uniqueKeysWithValues: BackupTable.all.map { ("\($0.name)", $0) })
        var batch = Batch()
        let copy = try folder?.beginCopy()
        defer { copy?.close() }
        while let line = try file.nextLine()?.text {
            if let row = BackupLine.read(BackupLine.Row.self, from: line) {
                guard let table = tables[row.table], row.row.count == table.columns.count else { throw damaged(path) }
                batch.add(row.row.map(\.value), of: table)
                if batch.isFull {
                    try await batch.write(to: database)
                    batch = Batch()
                }
            } else if let copy, let checkpoint = BackupLine.read(BackupLine.CheckpointLine.self, from: line) {
                try copy.write(Array("\(checkpoint.checkpoint)\n".utf8))
            }
        }
        try await batch.write(to: database)
        if let copy { try folder?.finish(copy) }
    }

    private struct Batch: Sendable {
        private var rows: [(table: BackupTable, values: [Value])] = []
        private var organizations: Set<String> = []

        var isFull: Bool { rows.count >= 500 || organizations.count >= 100 }

        mutating func add(_ values: [Value], of table: BackupTable) {
            rows.append((table, values))
            if let tenant = table.tenant, case .text(let organization) = values[tenant] { organizations.insert(organization) }
        }

        func write(to database: any Database) async throws {
            try await database.write(.tenants(organizations.sorted())) { [rows] connection in
                for row in rows { try row.table.insert(row.values, on: connection) }
            }
        }
    }
}
