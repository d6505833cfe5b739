import Storage

/// The second wall, on PostgreSQL: a transaction sees the rows of the organizations it named and no others, whatever
/// its statements say. `stagedoor_wide` reads everywhere (the operator's search; finding out who somebody is).
/// Each migration raises it around the tables that it makes.
enum RowSecurity {
    /// - Parameter column: says whose a row is.
    static func tenant(_ table: StaticString, by column: StaticString = "organization_id") -> [Query] {
        [
            Query(words: "ALTER TABLE ", table, " ENABLE ROW LEVEL SECURITY"),
            Query(words: "ALTER TABLE ", table, " FORCE ROW LEVEL SECURITY"),
            Query(words: "CREATE POLICY tenant ON ", table, " TO stagedoor_tenant USING (", column,
                  " = ANY (string_to_array(current_setting('stagedoor.organizations', true), ',')))"),
            Query(words: "CREATE POLICY wide ON ", table, " FOR SELECT TO stagedoor_wide USING (current_user = 'stagedoor_wide')"),
        ] + system(table)
    }

    /// A table without organizations: its rights alone.
    static func system(_ table: StaticString) -> [Query] {
        [
            Query(words: "GRANT SELECT, INSERT, UPDATE, DELETE ON ", table, " TO stagedoor_tenant"),
            Query(words: "GRANT SELECT ON ", table, " TO stagedoor_wide"),
        ]
    }
}
