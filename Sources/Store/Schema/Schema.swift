import Storage

/// The whole schema, as the ordered list of its steps.
public enum Schema {
    public static let migrations: [Migration] = [
        m0001Directory,
        m0002Identity,
        m0003Audit,
        m0004Outbox,
        m0005RowSecurity,
        m0006Tokens,
        m0007SiteWords,
        m0008SearchablePolicies,
        m0009Imports,
        m0010Archives,
        m0011Assignments,
        m0012Words,
        m0013Values,
        m0014WordsInOrder,
        m0015ImportSizes,
        m0016Revisions,
        m0017Doors,
        m0018GuessedZones,
    ]

    /// Tables whose rows belong to one organization, by the column that says which.
    /// PostgreSQL's row-level security is forced on each of them; a test compares this list with the catalogue.
    public static let tenantTables: [(name: StaticString, column: StaticString)] = [
        ("organizations", "id"),
        ("organization_asns", "organization_id"),
        ("sites", "organization_id"),
        ("contacts", "organization_id"),
        ("contact_sites", "organization_id"),
        ("contact_roles", "organization_id"),
        ("contact_words", "organization_id"),
        ("invitations", "organization_id"),
        ("email_changes", "organization_id"),
        ("recoveries", "organization_id"),
        ("audit_chains", "organization_id"),
        ("audit_entries", "organization_id"),
        ("audit_values", "organization_id"),
        ("audit_repeats", "organization_id"),
        ("audit_looks", "organization_id"),
        ("tokens", "organization_id"),
        ("token_secrets", "organization_id"),
        ("access_losses", "organization_id"),
        ("address_undos", "organization_id"),
        ("idempotency_keys", "organization_id"),
        ("site_words", "organization_id"),
        ("imports", "organization_id"),
        ("import_rows", "organization_id"),
        ("import_objects", "organization_id"),
        ("external_ids", "organization_id"),
        ("archives", "organization_id"),
        ("archive_pieces", "organization_id"),
    ]

    /// Tables that are read before an organization is known, or that have none. This list may only shrink.
    public static let systemTables: [StaticString] = [
        "accounts", "passkeys", "totps", "recovery_codes", "sessions", "devices", "ceremonies", "throttles", "outbox", "installation",
    ]
}
