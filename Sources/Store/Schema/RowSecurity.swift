import Storage

/// The second wall, on PostgreSQL: a transaction sees the rows of the organizations it named and no others, whatever
/// its statements say. `stagedoor_wide` reads everywhere (the operator's search; finding out who somebody is).
/// Each migration raises it around the tables that it makes.
///
/// The list of the named ones is made once a statement, not once a row. `COALESCE` keeps the condition out of the search of
/// an index: there the planner counts it beside the statement's own condition on the organization, takes an organization
/// for almost empty, and reads all of it where it ought to search for a contact.
enum RowSecurity {
    private static var named: StaticString { "(SELECT string_to_array(current_setting('stagedoor.organizations', true), ','))::text[]" }

    /// - Parameter column: says whose a row is.
    static func tenant(_ table: StaticString, by column: StaticString = "organization_id") -> [Query] {
        [
            Query(words: "ALTER TABLE ", table, " ENABLE ROW LEVEL SECURITY"),
            Query(words: "ALTER TABLE ", table, " FORCE ROW LEVEL SECURITY"),
            Query(
                words: "CREATE POLICY tenant ON ", table, " TO stagedoor_tenant USING (COALESCE(", column, " = ANY (", named, "), false))"),
            Query(words: "CREATE POLICY wide ON ", table, " FOR SELECT TO stagedoor_wide USING (current_user = 'stagedoor_wide')"),
        ] + system(table)
    }

    /// The same condition in the place of an older one.
    static func renewed(_ table: StaticString, by column: StaticString) -> Query {
        Query(words: "ALTER POLICY tenant ON ", table, " USING (COALESCE(", column, " = ANY (", named, "), false))")
    }

    /// A table without organizations: its rights alone.
    static func system(_ table: StaticString) -> [Query] {
        [
            Query(words: "GRANT SELECT, INSERT, UPDATE, DELETE ON ", table, " TO stagedoor_tenant"),
            Query(words: "GRANT SELECT ON ", table, " TO stagedoor_wide"),
        ]
    }

    /// A migration's own statement over the rows of all organizations, of which the tables' owner sees none otherwise.
    static func lifted(from tables: [StaticString], _ statement: Query) -> [Query] {
        tables.map { Query(words: "ALTER TABLE ", $0, " NO FORCE ROW LEVEL SECURITY") } + [statement]
            + tables.map { Query(words: "ALTER TABLE ", $0, " FORCE ROW LEVEL SECURITY") }
    }
}
