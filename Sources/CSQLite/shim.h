#pragma once
#include <sqlite3.h>

// sqlite3_config takes any number of arguments, and Swift cannot call such a function.

/// Off: SQLite locks a mutex at each allocation to keep count of its memory, which nobody asks for.
static inline int csqlite_count_memory(int is_on) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, is_on);
}

/// What each connection has at hand for small allocations: so many of so many bytes.
static inline int csqlite_lookaside(int bytes, int count) {
    return sqlite3_config(SQLITE_CONFIG_LOOKASIDE, bytes, count);
}

/// How much of what a statement or savepoint may have to put back is kept in memory; what is more goes to a file.
static inline int csqlite_statement_journal(int bytes) {
    return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
}
