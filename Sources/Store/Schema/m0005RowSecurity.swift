import Storage

/// The second wall, on PostgreSQL: a transaction sees the rows of the organizations it named and no others, whatever
/// its statements say. `stagedoor_wide` reads everywhere (the operator's search; finding out who somebody is).
let m0005RowSecurity = Migration("0005_row_security") { dialect in
    guard dialect == .postgres else { return [] }
    var statements: [Query] = []
    for table in Schema.tenantTables {
        statements += [
            Query(words: "ALTER TABLE ", table.name, " ENABLE ROW LEVEL SECURITY"),
            Query(words: "ALTER TABLE ", table.name, " FORCE ROW LEVEL SECURITY"),
            Query(words: "CREATE POLICY tenant ON ", table.name, " TO stagedoor_tenant USING (", table.column,
                  " = ANY (string_to_array(current_setting('stagedoor.organizations', true), ',')))"),
            Query(words: "CREATE POLICY wide ON ", table.name, " FOR SELECT TO stagedoor_wide USING (current_user = 'stagedoor_wide')"),
            Query(words: "GRANT SELECT, INSERT, UPDATE, DELETE ON ", table.name, " TO stagedoor_tenant"),
            Query(words: "GRANT SELECT ON ", table.name, " TO stagedoor_wide"),
        ]
    }
    for table in Schema.systemTables {
        statements += [
            Query(words: "GRANT SELECT, INSERT, UPDATE, DELETE ON ", table, " TO stagedoor_tenant"),
            Query(words: "GRANT SELECT ON ", table, " TO stagedoor_wide"),
        ]
    }
    return statements
}
