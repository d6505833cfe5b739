import Dispatch
import Foundation
import GRDB
import Storage

/// A database in one file, for one process.
///
/// One connection writes and checkpoints; reads run beside it on connections that cannot write, each on a snapshot.
/// Writes that arrive together are made durable together (see ``GroupCommit``).
public final class SQLiteDatabase: Storage.Database {
    private let lock: StartupLock
    private let writer: DatabaseQueue
    private let commits: GroupCommit
    private let readers: Readers

    public var dialect: Dialect { .sqlite }

    /// Opens the file, or makes it with mode 0600.
    ///
    /// Throws ``UnfitDatabase`` when another process has it open or when its commits would not be durable, and a
    /// ``Fault`` when the file cannot be opened.
    /// - Parameter readers: how many reads may run at once; more wait for their turn.
    public init(path: String, readers: Int = 4) throws {
        try StartupLock.makePrivateFile(at: path)
        lock = try StartupLock(for: path)
        _ = Memory.isArranged
        do {
            writer = try DatabaseQueue(path: path, configuration: Self.configuration(mayWrite: true))
            try writer.writeWithoutTransaction { database in
                try Self.makeDurable(database)
                // Kibibytes of pages, for what the writer reads again and again; by default 2000.
                try database.execute(sql: "PRAGMA cache_size = -16000")
            }
        } catch let error as DatabaseError {
            throw Fault(error)
        }
        commits = GroupCommit(writer)
        self.readers = Readers(path: path, configuration: Self.configuration(mayWrite: false), width: max(1, readers))
    }

    public func read<Value: Sendable>(
        _ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await readers.read(body)
    }

    public func readAtLength<Value: Sendable>(
        _ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await readers.readAside(body)
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            commits.add(WaitingWrite(body: body, continuation: continuation))
        }
    }

    /// How many writes wait for the batch after the one that is being committed.
    public var waitingWrites: Int { commits.waiting }

    public func close() async throws {
        guard await commits.finish() else { return }
        defer { lock.release() }
        // Not GRDB's asynchronous way: it gives up when the task is cancelled, as it may well be at the end.
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [self] in
                continuation.resume(with: Result { try closeConnections() })
            }
        }
    }

    private func closeConnections() throws {
        do {
            try readers.close()
            try writer.writeWithoutTransaction { database in
                // Leaves a file that is whole without its log; the log would be read at the next start anyway.
                try SQLiteTransaction(database, mayWrite: true).control("PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try writer.close()
        } catch let error as DatabaseError {
            throw Fault(error)
        }
    }

    private static func configuration(mayWrite: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.readonly = !mayWrite
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        // We end our own transactions; a failing disk must become a fault, not end the process.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // An input/output error under a memory map would be a signal that ends the process.
            try database.execute(sql: "PRAGMA mmap_size = 0")
        }
        return configuration
    }

    /// GRDB turns `synchronous` down to NORMAL when it turns the write-ahead log on, and then a commit may be lost
    /// with the power (https://www.sqlite.org/pragma.html#pragma_synchronous). So it is set now, and read back.
    private static func makeDurable(_ database: GRDB.Database) throws {
        #if DEBUG
        // A fault that the sync oracle must find (Tests/proof/sync_oracle.py).
        if ProcessInfo.processInfo.environment["STAGEDOOR_PLANTED_FAULT"] == "synchronous-normal" { return }
        #endif
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
        guard synchronous == 2, journal == "wal", foreignKeys == 1 else {
            throw UnfitDatabase(
                .notDurable,
                """
                SQLite did not accept the settings that make a commit durable (synchronous \(synchronous ?? -1), \
                journal \(journal ?? "none"), foreign keys \(foreignKeys ?? -1)); \
                keep the database on a local disk, not on a network share
                """)
        }
    }
}
