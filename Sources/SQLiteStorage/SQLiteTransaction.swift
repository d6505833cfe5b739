import GRDB
import GRDBSQLite
import Storage

/// One transaction on one of GRDB's connections. Statements come from GRDB's cache and are stepped through SQLite's
/// own interface, so that a row costs no more than reading it.
final class SQLiteTransaction: Connection {
    private var database: GRDB.Database?
    private let mayWrite: Bool
    private let awaited: () -> Bool

    /// The fault by which the transaction is lost, once there is one.
    private(set) var fault: Fault?
    private(set) var writes = 0

    /// - Parameter awaited: whether somebody waits for this transaction to end.
    init(_ database: GRDB.Database, mayWrite: Bool, awaited: @escaping () -> Bool = { false }) {
        self.database = database
        self.mayWrite = mayWrite
        self.awaited = awaited
    }

    var dialect: Dialect { .sqlite }
    var isAwaited: Bool { awaited() }

    /// False when the transaction is over, also when SQLite itself has rolled it back (a full disk does that).
    var isOpen: Bool { database.map { sqlite3_get_autocommit($0.sqliteConnection) == 0 } ?? false }

    /// What was lent is taken back: a body that kept the connection gets faults from it.
    func end() { database = nil }

    func rows<Value>(_ query: Query, _ read: (any Storage.Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try run(query) { values.append(try read($0)) }
        return values
    }

    @discardableResult func execute(_ query: Query) throws -> Int {
        writes += 1
        let before = totalChanges
        try run(query) { _ in }
        // SQLite keeps the count of the last statement that changed rows, so it is asked only if this one did.
        return totalChanges == before ? 0 : database?.changesCount ?? 0
    }

    func send(_ query: Query) throws {
        writes += 1
        try run(query) { _ in }
    }

    private var totalChanges: Int { database?.totalChangesCount ?? 0 }

    @discardableResult func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        if let fault { throw fault }
        try control("SAVEPOINT attempt")
        do {
            let value = try body()
            if let fault { throw fault }
            try control("RELEASE attempt")
            return value
        } catch {
            // Gone altogether: nothing to go back to, and the fault stays.
            guard isOpen else { throw error }
            try control("ROLLBACK TO attempt")
            try control("RELEASE attempt")
            fault = nil
            throw error
        }
    }

    /// A statement of ours that begins or ends something; it runs even when the transaction is lost.
    func control(_ sql: String) throws {
        let statement = try prepare(sql, isReused: true)
        defer { sqlite3_reset(statement.sqliteStatement) }
        try step(statement.sqliteStatement, sql) { _ in }
    }

    private func run(_ query: Query, _ read: (SQLiteRow) throws -> Void) throws {
        if let fault { throw fault }
        let rendered = query.rendered(for: .sqlite)
        // Lists of any length make texts without number, which are not worth keeping.
        let statement = try prepare(rendered.sql, isReused: rendered.values.count <= 64)
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try bind(rendered.values, to: handle, rendered.sql)
        try step(handle, rendered.sql, read)
    }

    private func prepare(_ sql: String, isReused: Bool) throws -> GRDB.Statement {
        guard let database else { throw lose(code: SQLITE_MISUSE, "the transaction is over", sql) }
        do {
            guard isReused else { return try database.makeStatement(sql: sql) }
            let statement = try database.cachedStatement(sql: sql)
            // The same query inside its own rows needs a statement of its own.
            guard sqlite3_stmt_busy(statement.sqliteStatement) != 0 else { return statement }
            return try database.makeStatement(sql: sql)
        } catch let error as DatabaseError {
            throw lose(code: error.extendedResultCode.rawValue, error.message ?? "", sql)
        }
    }

    private func bind(_ values: [Value], to statement: OpaquePointer, _ sql: String) throws {
        guard sqlite3_bind_parameter_count(statement) == values.count else {
            throw lose(code: SQLITE_RANGE, "the statement has another number of holes", sql)
        }
        for (index, value) in zip(Int32(1)..., values) {
            let code =
                switch value {
                case .null: sqlite3_bind_null(statement, index)
                case .int(let int): sqlite3_bind_int64(statement, index, int)
                case .text(let text): try bind(text, to: statement, index, sql)
                case .bytes(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, index, 0)
                case .bytes(let bytes): sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), copied)
                }
            guard code == SQLITE_OK else { throw lose(code: code, nil, sql) }
        }
    }

    private func bind(_ text: String, to statement: OpaquePointer, _ index: Int32, _ sql: String) throws -> Int32 {
        var text = text
        let code: Int32? = text.withUTF8 { utf8 in
            guard !utf8.contains(0) else { return nil }
            return utf8.withMemoryRebound(to: CChar.self) {
                // An empty buffer may have no address, and no address would mean NULL.
                $0.isEmpty
                    ? sqlite3_bind_text(statement, index, "", 0, copied)
                    : sqlite3_bind_text64(statement, index, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
            }
        }
        guard let code else { throw lose(code: SQLITE_MISMATCH, "text with a NUL character", sql) }
        return code
    }

    private func step(_ statement: OpaquePointer, _ sql: String, _ read: (SQLiteRow) throws -> Void) throws {
        while true {
            switch sqlite3_step(statement) {
            // Counted now: a step may have prepared the statement anew for a table that has got another column.
            case SQLITE_ROW: try read(SQLiteRow(statement: statement, count: sqlite3_column_count(statement)))
            case SQLITE_DONE: return
            case let code: throw lose(code: code, nil, sql)
            }
        }
    }

    /// Remembers the fault, so that the transaction cannot commit, and returns it.
    private func lose(code: Int32, _ message: String?, _ sql: String) -> Fault {
        let message = message ?? database.map { String(cString: sqlite3_errmsg($0.sqliteConnection)) } ?? "SQLite error"
        let fault = Fault(sqlite: code, message: message, statement: sql, isReader: !mayWrite)
        self.fault = self.fault ?? fault
        return fault
    }
}

/// SQLite's `SQLITE_TRANSIENT`: it copies what it is given before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
