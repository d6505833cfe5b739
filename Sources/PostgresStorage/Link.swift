import CPostgres
import Storage

/// A libpq connection with its prepared statements, in pipeline mode
/// (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html): statements wait until an answer is wanted, and
/// then make one trip to the server together. Used on its session's queue only.
final class Link {
    /// What the server has not answered yet.
    private enum Sent {
        /// - Parameter key: of the statement that it prepares.
        case statement(String, preparing: StatementCache.Key?)
        /// The end of a transaction that nobody waits for.
        case ending
        /// The server skips what follows a failure up to here.
        case mark
    }

    private let handle: OpaquePointer
    private var statements = StatementCache()
    private var sent: [Sent] = []
    /// True when a transaction could not be ended: nobody may go on here.
    private var isLost = false

    /// False until the server has answered anything of the present transaction.
    private(set) var isAnswered = false

    /// Throws a ``Fault`` of kind unavailable when the server does not let us in.
    init(url: String) throws(Fault) {
        // What stands before `dbname` is a default that the URL may replace; what stands after it is ours.
        let parameters = [
            ("connect_timeout", "10"), ("application_name", "stagedoor"), ("tcp_user_timeout", "30000"),
            ("dbname", url), ("client_encoding", "UTF8"),
        ]
        guard let handle = Self.connect(parameters) else {
            throw Fault(kind: .storage, code: "memory", message: "no memory for a connection")
        }
        self.handle = handle
        guard isConnected else { throw Fault(connecting: handle) }
        // Notices would go to standard error.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // Every search of ours has an index. Where tables have just been filled, the server does not know it yet and reads
        // them whole, also to check a foreign key; told not to, it must not take the price for real and compile the plan.
        try set("SELECT set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false)")
        // A role or database may have it off; a success that we report is durable.
        try set("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'")
        for sql in Self.known {
            let answer = PQprepare(handle, sql, sql, 0, nil)
            defer { PQclear(answer) }
            guard PQresultStatus(answer) == PGRES_COMMAND_OK else { throw Fault(answer: answer, on: handle, statement: sql) }
        }
        guard PQenterPipelineMode(handle) == 1 else { throw Fault(connecting: handle) }
    }

    private func set(_ sql: String) throws(Fault) {
        let answer = PQexec(handle, sql)
        defer { PQclear(answer) }
        guard PQresultStatus(answer) == PGRES_TUPLES_OK else { throw Fault(answer: answer, on: handle, statement: sql) }
    }

    deinit { PQfinish(handle) }

    var isConnected: Bool { !isLost && PQstatus(handle) == CONNECTION_OK }

    /// Begins a transaction, with its first answer.
    func begin(_ opening: Opening) throws(Fault) {
        isAnswered = false
        try control(opening.begin)
        if let take = opening.take { try send(take.sql, take.values, as: .owner) }
    }

    /// What begins and ends every transaction: prepared once, each under its own text.
    private static let known: Set = [Opening.beginReading, Opening.beginWriting, "COMMIT", "ROLLBACK"]

    /// Sends a statement of ours that begins or ends something. The cache has no part in it: to make room there would be a
    /// statement before it, where none may be.
    func control(_ sql: String) throws(Fault) {
        try note(sendControl(sql), sql)
    }

    private func sendControl(_ sql: String) -> Int32 {
        Self.known.contains(sql)
            ? PQsendQueryPrepared(handle, sql, 0, nil, nil, nil, 0) : PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0)
    }

    /// Ends a transaction without waiting for it.
    func end(_ sql: String) {
        // Whatever became of the statements before, this one is not skipped.
        if case .statement = sent.last { mark() }
        if sendControl(sql) == 1 { sent.append(.ending) } else { isLost = true }
        mark()
    }

    /// Sends a statement with the next one that is run.
    func send(_ sql: String, _ values: [Value], as role: Opening.Role) throws(Fault) {
        if sent.count >= 256 { PQclear(try answer()) }
        let arguments = Arguments(values)
        let isSent: Int32
        if let shape = arguments.shape {
            let name = try prepared(.init(sql: sql, shape: shape, role: role), arguments)
            isSent = arguments.withPointers { count, _, values, lengths, formats in
                PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0)
            }
        } else {
            isSent = arguments.withPointers { count, types, values, lengths, formats in
                PQsendQueryParams(handle, sql, count, types, values, lengths, formats, 0)
            }
        }
        try note(isSent, sql)
    }

    /// Waits for everything that was sent, and returns what the last statement was answered with.
    ///
    /// Throws what was wrong with the first that failed; those behind it were skipped.
    func answer() throws(Fault) -> OpaquePointer? {
        mark()
        var last: OpaquePointer?
        var fault: Fault?
        for sent in sent {
            let answer = PQgetResult(handle)
            let status = PQresultStatus(answer)
            let isWell = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
            switch sent {
            case .statement where isWell:
                PQclear(last)
                last = answer
            case .statement(let sql, let key):
                fault = fault ?? Fault(answer: answer, on: handle, statement: sql)
                PQclear(answer)
                if let key { statements.forget(key) }
            case .ending:
                if !isWell {
                    isLost = true
                    fault = fault ?? Fault(answer: answer, on: handle, statement: "the end of the transaction before")
                }
                PQclear(answer)
            case .mark:
                PQclear(answer)
                continue
            }
            // A null ends the answers to each statement.
            while let more = PQgetResult(handle) { PQclear(more) }
        }
        sent.removeAll(keepingCapacity: true)
        guard let fault else {
            isAnswered = true
            return last
        }
        PQclear(last)
        // A plan whose table was changed meanwhile, or which the server does not know: prepare anew.
        guard fault.code == "0A000" || fault.code == "26000", !statements.removeAll().isEmpty else { throw fault }
        throw Fault(kind: .transient, code: fault.code, message: fault.message, statement: fault.statement)
    }

    private func mark() {
        if PQpipelineSync(handle) == 1 { sent.append(.mark) }
    }

    private func note(_ isSent: Int32, _ sql: String, preparing key: StatementCache.Key? = nil) throws(Fault) {
        guard isSent == 1 else { throw Fault(answer: nil, on: handle, statement: sql) }
        sent.append(.statement(sql, preparing: key))
    }

    private func prepared(_ key: StatementCache.Key, _ arguments: Arguments) throws(Fault) -> String {
        if let name = statements.find(key) { return name }
        if let dropped = statements.makeRoom() { try control("DEALLOCATE \(dropped)") }
        let name = statements.nextName()
        let isSent = arguments.withPointers { count, types, _, _, _ in PQsendPrepare(handle, name, key.sql, count, types) }
        try note(isSent, key.sql, preparing: key)
        statements.keep(name, for: key)
        return name
    }

    private static func connect(_ parameters: [(String, String)]) -> OpaquePointer? {
        // Each text lives until the call returns.
        func bind(_ index: Int, _ keywords: [UnsafePointer<CChar>?], _ values: [UnsafePointer<CChar>?]) -> OpaquePointer? {
            guard index < parameters.count else { return PQconnectdbParams(keywords + [nil], values + [nil], 1) }
            return parameters[index].0.withCString { keyword in
                parameters[index].1.withCString { value in bind(index + 1, keywords + [keyword], values + [value]) }
            }
        }
        return bind(0, [], [])
    }
}
