import GRDB
import Storage

/// Some writes in one transaction, each behind a savepoint of its own; a lone one needs none.
enum Batch {
    /// Runs and commits the writes and returns, for each, why it is not durable; `nil` is durable.
    ///
    /// A write that throws loses its own changes only. When the transaction as a whole is lost, none is durable, and
    /// even a write that had thrown gets the fault: what it had seen of the others never happened.
    ///
    /// - Parameter awaited: whether others wait for the batch to end.
    static func run(_ writes: [any PendingWrite], in database: GRDB.Database, awaited: @escaping () -> Bool) -> [(any Error)?] {
        let transaction = SQLiteTransaction(database, mayWrite: true, awaited: awaited)
        defer { transaction.end() }
        do {
            try transaction.control("BEGIN IMMEDIATE")
            let outcomes = try writes.count == 1 ? [alone(writes[0], in: transaction)] : writes.map { try outcome(of: $0, in: transaction) }
            try transaction.control("COMMIT")
            return outcomes
        } catch {
            if transaction.isOpen { try? transaction.control("ROLLBACK") }
            return writes.map { _ in error }
        }
    }

    /// Goes back with the transaction. For a long write that is cheaper by much: SQLite keeps aside each page to which a
    /// savepoint would go back.
    private static func alone(_ write: any PendingWrite, in transaction: SQLiteTransaction) throws -> (any Error)? {
        try write.run(in: transaction)
        if let fault = transaction.fault { throw fault }
        guard transaction.isOpen else { throw endedInside }
        return nil
    }

    /// Throws only when the whole transaction is lost.
    private static func outcome(of write: any PendingWrite, in transaction: SQLiteTransaction) throws -> (any Error)? {
        do {
            try transaction.attempt { try write.run(in: transaction) }
        } catch {
            // A fault that is left could not be undone by going back to the savepoint.
            guard transaction.isOpen, transaction.fault == nil else { throw transaction.fault ?? endedInside }
            return error
        }
        guard transaction.isOpen else { throw endedInside }
        return nil
    }

    private static let endedInside = Fault(kind: .other, code: "batch", message: "a body ended the transaction that it was lent")
}
