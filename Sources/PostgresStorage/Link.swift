import CPostgres
import Storage

/// A libpq connection with its prepared statements. Used on its session's queue only.
final class Link {
    private let handle: OpaquePointer
    private var statements = StatementCache()

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
        // A role or database may have it off; a success that we report is durable.
        try control("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'")
    }

    deinit { PQfinish(handle) }

    var isConnected: Bool { PQstatus(handle) == CONNECTION_OK }
    var isInTransaction: Bool { isConnected && PQtransactionStatus(handle) != PQTRANS_IDLE }
    /// True when the next transaction may begin here.
    var isUsable: Bool { isConnected && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Statements of ours, in one trip; returns what the last one says that it did.
    @discardableResult func control(_ sql: String) throws(Fault) -> String {
        let answer = PQexec(handle, sql)
        defer { PQclear(answer) }
        try check(answer, sql)
        return PQcmdStatus(answer).map { String(cString: $0) } ?? ""
    }

    /// Runs a query; the answer is the caller's to clear.
    func run(_ query: Query.Rendered, as role: Opening.Role) throws(Fault) -> OpaquePointer? {
        let arguments = Arguments(query.values)
        let answer: OpaquePointer?
        if let shape = arguments.shape {
            let name = try prepared(.init(sql: query.sql, shape: shape, role: role), arguments)
            answer = arguments.withPointers { count, _, values, lengths, formats in
                PQexecPrepared(handle, name, count, values, lengths, formats, 0)
            }
        } else {
            answer = arguments.withPointers { count, types, values, lengths, formats in
                PQexecParams(handle, query.sql, count, types, values, lengths, formats, 0)
            }
        }
        do {
            try check(answer, query.sql)
        } catch {
            PQclear(answer)
            // A plan whose table was changed meanwhile, or which the server does not know: prepare anew.
            guard error.code == "0A000" || error.code == "26000" else { throw error }
            let stale = statements.removeAll()
            guard !stale.isEmpty else { throw error }
            throw Fault(kind: .transient, code: error.code, message: error.message, statement: error.statement)
        }
        return answer
    }

    private func prepared(_ key: StatementCache.Key, _ arguments: Arguments) throws(Fault) -> String {
        if let name = statements.find(key) { return name }
        if let dropped = statements.makeRoom() { try control("DEALLOCATE \(dropped)") }
        let name = statements.nextName()
        let answer = arguments.withPointers { count, types, _, _, _ in PQprepare(handle, name, key.sql, count, types) }
        defer { PQclear(answer) }
        try check(answer, key.sql)
        statements.keep(name, for: key)
        return name
    }

    private func check(_ answer: OpaquePointer?, _ sql: String) throws(Fault) {
        switch PQresultStatus(answer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
        default: throw Fault(answer: answer, on: handle, statement: sql)
        }
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
