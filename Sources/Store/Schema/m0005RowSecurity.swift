import Storage

/// The wall around everything that the steps before made.
let m0005RowSecurity = Migration("0005_row_security") { dialect in
    guard dialect == .postgres else { return [] }
    return walledIn0005.flatMap { table, column in
        [
            Query(words: "ALTER TABLE ", table, " ENABLE ROW LEVEL SECURITY"),
            Query(words: "ALTER TABLE ", table, " FORCE ROW LEVEL SECURITY"),
            // As it was written first; 0008_searchable_policies says it anew.
            Query(
                words: "CREATE POLICY tenant ON ", table, " TO stagedoor_tenant USING (", column,
                " = ANY (string_to_array(current_setting('stagedoor.organizations', true), ',')))"),
            Query(words: "CREATE POLICY wide ON ", table, " FOR SELECT TO stagedoor_wide USING (current_user = 'stagedoor_wide')"),
        ] + RowSecurity.system(table)
    } + others.flatMap(RowSecurity.system)
}

let walledIn0005: [(table: StaticString, column: StaticString)] =
    [("organizations", "id")]
    + ([
        "organization_asns", "sites", "contacts", "contact_sites", "contact_roles", "contact_words", "invitations", "email_changes",
        "recoveries",
        "audit_chains", "audit_entries", "audit_values", "audit_repeats", "audit_looks",
    ] as [StaticString]).map { ($0, "organization_id") }

private let others: [StaticString] = [
    "accounts", "passkeys", "totps", "recovery_codes", "sessions", "devices", "ceremonies", "throttles", "outbox", "installation",
]
