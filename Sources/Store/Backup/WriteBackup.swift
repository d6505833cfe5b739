public import Credentials
import Crypto
public import Domain
import Foundation
public import Storage

extension Backup {
    /// Writes a backup of a running installation: one consistent view of the database, in memory that does not grow
    /// with it. The file appears under its name when it is whole and durable.
    ///
    /// - Parameters:
    ///   - path: must not exist.
    ///   - folder: the checkpoints to take along.
    ///   - progress: nil when nobody waits; then the rows are not counted first.
    public static func write(
        to path: String, from database: any Database, keyring: Keyring, checkpoints folder: CheckpointFolder, now: Moment,
        progress: RowProgress? = nil
    ) async throws -> Summary {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw UnfitBackup(.exists, "\(path) exists; choose another name, or remove it")
        }
        guard try await Migrator(migrations: Schema.migrations).pending(in: database).isEmpty else {
            throw UnfitBackup(.notMigrated, "the database lacks steps of this version's schema; run `stagedoor migrate` first")
        }
        // Before the view: what a checkpoint has seen is then in it.
        let last = try folder.last().map { Checkpoint.Reference(number: $0.number, hash: $0.hash) } ?? .none
        let header = BackupLine.Header(
            stagedoor_backup: BackupLine.format, created_at: now.milliseconds, dialect: database.dialect.rawValue,
            migrations: Schema.migrations.map(\.name), checkpoint: last)
        let draft = "\(path).part"
        defer { try? FileManager.default.removeItem(atPath: draft) }
        // A file is written inside the transaction, against the rule: the rows are of one moment only while it is open,
        // and do not fit into memory. Running again begins the file anew.
        let rows = try await database.readAtLength(.wide) { connection in
            let file = try BackupWriter(path: draft)
            defer { file.close() }
            try file.add(try BackupLine.text(of: header))
            try file.add(try BackupLine.text(of: BackupLine.Keys(keyring: String(decoding: try keyring.json(), as: UTF8.self))))
            var count: Int64 = 0
            try folder.eachLine { line in
                count += 1
                if count <= last.number { try file.add(try BackupLine.text(of: BackupLine.CheckpointLine(checkpoint: line))) }
            }
            var rows = 0
            progress?.begin(try BackupTable.all.reduce(0) { $0 + (try $1.count(on: connection)) })
            for table in BackupTable.all {
                try table.eachRow(on: connection) { row in
                    rows += 1
                    try progress?.step()
                    try file.add(BackupLine.text(of: row, in: table))
                }
            }
            try file.finish(rows: rows, signer: Signer(keyring))
            return rows
        }
        try ByteFile.move(draft, to: path)
        return Summary(createdAt: now, rows: rows, checkpoint: last)
    }
}

/// Writes lines, and keeps their hash.
private final class BackupWriter {
    private let file: ByteFile
    private var hasher = SHA256()
    private var buffer: [UInt8] = []

    init(path: String) throws { file = try ByteFile(writing: path) }

    func close() { file.close() }

    func add(_ line: String) throws {
        buffer += line.utf8
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= 65_536 { try flush() }
    }

    func finish(rows: Int, signer: Signer) throws {
        try flush()
        let hash = Hex.text(hasher.finalize())
        let draft = BackupLine.Footer(rows: rows, sha256: hash, key: "", signature: "")
        let signature = try signer.sign(draft.message)
        let footer = BackupLine.Footer(rows: rows, sha256: hash, key: "\(signature.keyID)", signature: Base64URL.encode(signature.bytes))
        try file.write(Array("\(try BackupLine.text(of: footer))\n".utf8))
        try file.sync()
    }

    private func flush() throws {
        hasher.update(data: buffer)
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
