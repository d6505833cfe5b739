import Storage

/// The audit log: one hash chain per organization, and one of the installation's own.
let m0003Audit = Migration("0003_audit") { _ in
    [
        // The head of a chain. Each writing transaction locks its organization's row here first, which makes the
        // chain, the last-Admin rule and the like serial per organization and nothing else.
        """
        CREATE TABLE audit_chains (
            organization_id \(.text) PRIMARY KEY,
            entries \(.int) NOT NULL,
            hash \(.text) NOT NULL
        ) \(.strict)
        """,
        """
        CREATE TABLE audit_entries (
            organization_id \(.text) NOT NULL,
            number \(.int) NOT NULL,
            at \(.int) NOT NULL,
            action \(.text) NOT NULL,
            outcome \(.text) NOT NULL,
            actor_id \(.text),
            target_id \(.text),
            body \(.text) NOT NULL,
            hash \(.text) NOT NULL,
            PRIMARY KEY (organization_id, number)
        ) \(.strict)
        """,
        "CREATE INDEX audit_entries_by_action ON audit_entries (organization_id, action, number)",
        "CREATE INDEX audit_entries_by_actor ON audit_entries (organization_id, actor_id, number)",
        "CREATE INDEX audit_entries_by_target ON audit_entries (organization_id, target_id, number)",
        // Personal values stand beside their entry, which chains only salted digests: they can be erased.
        """
        CREATE TABLE audit_values (
            organization_id \(.text) NOT NULL,
            number \(.int) NOT NULL,
            name \(.text) NOT NULL,
            person_id \(.text),
            salt \(.text) NOT NULL,
            value \(.text) NOT NULL,
            PRIMARY KEY (organization_id, number, name),
            FOREIGN KEY (organization_id, number) REFERENCES audit_entries (organization_id, number)
        ) \(.strict)
        """,
        "CREATE INDEX audit_values_by_person ON audit_values (organization_id, person_id)",
        // How often a refusal was repeated within its minute.
        """
        CREATE TABLE audit_repeats (
            organization_id \(.text) NOT NULL,
            name \(.text) NOT NULL,
            number \(.int) NOT NULL,
            first_at \(.int) NOT NULL,
            repeats \(.int) NOT NULL,
            PRIMARY KEY (organization_id, name)
        ) \(.strict)
        """,
        "CREATE INDEX audit_repeats_by_number ON audit_repeats (organization_id, number)",
        // The operator's looks into a partner: recorded once per person, organization and hour.
        """
        CREATE TABLE audit_looks (
            organization_id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            hour \(.int) NOT NULL,
            PRIMARY KEY (organization_id, contact_id, hour)
        ) \(.strict)
        """,
    ]
}
