import GRDB
import GRDBSQLite
import Storage

extension Fault {
    /// - Parameter code: an extended result code (https://www.sqlite.org/rescode.html).
    init(sqlite code: Int32, message: String, statement: String?, isReader: Bool = false) {
        // The low byte is the primary code.
        let kind: Kind =
            switch code & 0xff {
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_BUSY, SQLITE_LOCKED: .transient
            case SQLITE_READONLY where isReader: .other
            case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_NOMEM: .storage
            default: .other
            }
        self.init(kind: kind, code: String(code), message: message, statement: statement)
    }

    init(_ error: DatabaseError) {
        let code = error.extendedResultCode.rawValue
        self.init(sqlite: code, message: error.message ?? "SQLite error", statement: error.sql)
    }
}
