public import Credentials
public import Domain
import Storage

/// Writes checkpoints of one database into one folder. One of it in each process that does.
///
/// On PostgreSQL any number of processes may have one: an advisory lock lets one write at a time, and each names every
/// chain that changed since its own last checkpoint.
public actor CheckpointWriter {
    /// A checkpoint is due this long after the last one, if anything happened since …
    public static let period = Moment.Span.minutes(1)
    /// … or after this many entries.
    public static let mostEntries: Int64 = 1000

    private let store: Store
    private let folder: CheckpointFolder
    private let signer: Signer
    /// What this writer last said of each chain.
    private var known: [String: ChainHead] = [:]
    private var lastAt: Moment?

    public init(store: Store, folder: CheckpointFolder, signer: Signer) {
        (self.store, self.folder, self.signer) = (store, folder, signer)
    }

    /// Writes a checkpoint if one is due; nil when not, or when another process is at it.
    ///
    /// To find out costs one sum over the heads of the chains.
    public func writeIfDue(_ grant: Grant<WriteCheckpoint>) async throws -> Checkpoint? {
        if let lastAt {
            let entries = try await store.database.read(.wide) { connection in
                try connection.first("SELECT COALESCE(SUM(entries), 0) FROM audit_chains") { try $0.int(0) } ?? 0
            }
            let since = entries - known.values.reduce(0) { $0 + $1.entries }
            // A clock that was put back must not stop the checkpoints.
            let waited = max(store.clock().since(lastAt), lastAt.since(store.clock()))
            if since == 0 || (since < Self.mostEntries && waited < Self.period) { return nil }
        }
        return try await write(grant)
    }

    /// Writes a checkpoint of what changed since this writer's last; nil when nothing did.
    public func write(_ grant: Grant<WriteCheckpoint>) async throws -> Checkpoint? {
        try await write(restoredFrom: nil)
    }

    /// Writes the checkpoint that a restore leaves.
    func write(restoredFrom: Checkpoint.Reference?) async throws -> Checkpoint? {
        let (known, folder, signer, now) = (known, folder, signer, store.clock())
        let body: @Sendable (any Connection) throws -> Checkpoint? = { connection in
            guard try Self.isAlone(on: connection) else { return nil }
            let line = try folder.lastLine()
            let last = line.flatMap(Checkpoint.init(line:))
            let heads = try chainHeads(on: connection).filter { $0.entries > 0 && (line == nil || known[$0.chain] != $0) }
            if heads.isEmpty, restoredFrom == nil { return nil }
            if line != nil, last == nil { throw UnfitCheckpoints.unreadable(folder.linesPath) }
            let checkpoint = try Checkpoint(
                number: (last?.number ?? 0) + 1, at: now, previous: last?.hash ?? "", heads: heads,
                restoredFrom: restoredFrom, signer: signer)
            try folder.keep(signer.publicKeys)
            return try folder.append(checkpoint.line, after: checkpoint.previous) ? checkpoint : nil
        }
        // A file is written inside the transaction, against the rule: the line's number is right only while the lock is
        // held, which ends with the transaction. Should the body run again, a line that is there already is followed by
        // one that says the same.
        let written =
            switch store.database.dialect {
            case .sqlite: try await store.database.readAtLength(.wide, body)
            case .postgres: try await store.database.write(.wide, body)
            }
        if let written {
            for head in written.heads { self.known[head.chain] = head }
            lastAt = written.at
        }
        return written
    }

    /// SQLite has one process; on PostgreSQL whoever gets the lock writes. It ends with the transaction.
    private static func isAlone(on connection: any Connection) throws -> Bool {
        guard connection.dialect == .postgres else { return true }
        // The number is arbitrary and never changes: "checkpnt" in ASCII.
        return try connection.first("SELECT pg_try_advisory_xact_lock(7163371603110915700)") { try $0.bool(0) } ?? false
    }
}

/// Checkpoints that cannot be gone on with. The message says what to do.
public struct UnfitCheckpoints: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    static func unreadable(_ path: String) -> UnfitCheckpoints {
        UnfitCheckpoints(
            description: "the last line of \(path) is not a checkpoint; run `stagedoor audit verify`, keep the file, and begin a new folder"
        )
    }
}

/// Where all chains stand.
func chainHeads(on connection: any Connection) throws -> [ChainHead] {
    try connection.rows("SELECT organization_id, entries, hash FROM audit_chains ORDER BY organization_id") {
        ChainHead(chain: try $0.text(0), entries: try $0.int(1), hash: try $0.text(2))
    }
}
