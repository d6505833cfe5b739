import Storage

/// The wall of 0005 in words that leave the planner its indexes (``RowSecurity``).
let m0008SearchablePolicies = Migration("0008_searchable_policies") { dialect in
    dialect == .postgres ? walledIn0005.map { RowSecurity.renewed($0.table, by: $0.column) } : []
}
