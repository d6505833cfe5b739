import CPostgres
import Storage

/// One connection and its queue. It connects when it is first used, and again when the connection was lost.
actor Session {
    private let executor: QueueExecutor
    private let url: String
    private var link: Link?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(url: String, number: Int) {
        self.url = url
        executor = QueueExecutor(label: "postgres.\(number)")
    }

    func disconnect() { link = nil }

    func transact<Value: Sendable>(
        _ opening: Opening, _ body: @Sendable (any Connection) throws -> Value
    ) throws -> Value {
        if let link {
            do {
                return try transact(opening, body, on: link)
            } catch  where !link.isConnected && !link.isAnswered {
                // It was lost while idle, which the first trip found out: nothing has happened yet.
            }
        }
        let link = try Link(url: url)
        self.link = link
        return try transact(opening, body, on: link)
    }

    private func transact<Value>(
        _ opening: Opening, _ body: (any Connection) throws -> Value, on link: Link
    ) throws -> Value {
        let transaction = PostgresTransaction(link, role: opening.role)
        defer {
            transaction.end()
            if !link.isConnected { self.link = nil }
        }
        do {
            try link.begin(opening)
            let value = try body(transaction)
            if let fault = transaction.fault { throw fault }
            // A lost connection must never leave a commit in doubt that is then run again.
            if !link.isAnswered { PQclear(try link.answer()) }
            switch opening.mode {
            case .read: link.end("COMMIT")
            case .write: try commit(link)
            }
            return value
        } catch {
            if link.isConnected { link.end("ROLLBACK") }
            // A body may have made something else of the fault; whether to run it again depends on the fault alone.
            if let fault = transaction.fault, fault.kind == .transient { throw fault }
            throw error
        }
    }

    /// Of a transaction that is lost, the server answers ROLLBACK to COMMIT.
    private func commit(_ link: Link) throws(Fault) {
        try link.control("COMMIT")
        let answer = try link.answer()
        defer { PQclear(answer) }
        guard let status = PQcmdStatus(answer), String(cString: status) == "COMMIT" else {
            throw Fault(kind: .other, code: "commit", message: "the server rolled back instead of committing")
        }
    }
}
