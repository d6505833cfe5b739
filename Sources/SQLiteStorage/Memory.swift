import CSQLite

/// How SQLite handles memory in this process. It has to be said before the first connection is opened; nothing else depends
/// on it, so what SQLite answers is not asked for.
enum Memory {
    /// The statements that a connection keeps take all of SQLite's usual lookaside (1200 bytes, 40 times), and then each
    /// text of each row is an allocation. And a statement that touches 16 pages, as one that writes a contact's words may,
    /// has them in a file by default: for the rest of its transaction each page is written there before it changes.
    static let isArranged: Bool = {
        csqlite_count_memory(0) == SQLITE_OK && csqlite_lookaside(1200, 400) == SQLITE_OK && csqlite_statement_journal(1 << 20) == SQLITE_OK
    }()
}
