import GRDBSQLite
import Storage

/// The row at which a statement stands: a pointer, read by position.
struct SQLiteRow: Storage.Row {
    let statement: OpaquePointer
    let count: Int32

    func int(_ column: Int) throws(Fault) -> Int64 {
        sqlite3_column_int64(statement, try index(column, SQLITE_INTEGER))
    }

    func utf8(_ column: Int) throws(Fault) -> UnsafeBufferPointer<UInt8> {
        let index = try index(column, SQLITE_TEXT)
        let start = sqlite3_column_text(statement, index)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
    }

    func bytes(_ column: Int) throws(Fault) -> [UInt8] {
        let index = try index(column, SQLITE_BLOB)
        // No pointer for an empty blob.
        guard let start = sqlite3_column_blob(statement, index) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
    }

    func isNull(_ column: Int) -> Bool {
        guard let index = Int32(exactly: column), index >= 0, index < count else { return false }
        return sqlite3_column_type(statement, index) == SQLITE_NULL
    }

    private func index(_ column: Int, _ type: Int32) throws(Fault) -> Int32 {
        guard let index = Int32(exactly: column), index >= 0, index < count else {
            throw mismatch("there is no column \(column)")
        }
        guard sqlite3_column_type(statement, index) == type else {
            throw mismatch("column \(column) is of another type than was asked for")
        }
        return index
    }

    private func mismatch(_ message: String) -> Fault {
        Fault(kind: .other, code: "row", message: message, statement: sqlite3_sql(statement).map { String(cString: $0) })
    }
}
