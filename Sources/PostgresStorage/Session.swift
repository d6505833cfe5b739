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
        let link = try begin(opening)
        let transaction = PostgresTransaction(link, role: opening.role)
        defer {
            transaction.end()
            if !link.isUsable { self.link = nil }
        }
        do {
            let value = try body(transaction)
            if let fault = transaction.fault { throw fault }
            // Of a transaction that is lost, the server answers ROLLBACK to COMMIT; the guard above is the first to see it.
            guard try link.control("COMMIT") == "COMMIT" else {
                throw Fault(kind: .other, code: "commit", message: "the server rolled back instead of committing")
            }
            return value
        } catch {
            if link.isInTransaction { _ = try? link.control("ROLLBACK") }
            // A body may have made something else of the fault; whether to run it again depends on the fault alone.
            if let fault = transaction.fault, fault.kind == .transient { throw fault }
            throw error
        }
    }

    /// Nothing has happened before a transaction has begun, so a connection that was lost while idle is replaced.
    private func begin(_ opening: Opening) throws(Fault) -> Link {
        if let link {
            do {
                try link.control(opening.sql)
                return link
            } catch {
                self.link = nil
                guard !link.isConnected else { throw error }
            }
        }
        let link = try Link(url: url)
        try link.control(opening.sql)
        self.link = link
        return link
    }
}
