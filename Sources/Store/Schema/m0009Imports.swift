import Storage

/// Files on their way in, their rows, and by which names other systems know what came of them.
let m0009Imports = Migration("0009_imports") { dialect in
    [
        """
        CREATE TABLE imports (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            id \(.text) NOT NULL,
            kind \(.text) NOT NULL,
            format \(.text) NOT NULL,
            name \(.text) NOT NULL,
            state \(.text) NOT NULL,
            problem \(.text),
            columns \(.text) NOT NULL,
            row_count \(.int) NOT NULL,
            done \(.int) NOT NULL,
            created \(.int) NOT NULL,
            changed \(.int) NOT NULL,
            same \(.int) NOT NULL,
            refused \(.int) NOT NULL,
            actor_organization_id \(.text),
            actor_contact_id \(.text),
            actor_token_id \(.text),
            person \(.text) NOT NULL,
            leased_until \(.int) NOT NULL,
            stepped_at \(.int) NOT NULL,
            created_at \(.int) NOT NULL,
            version \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id)
        ) \(.strict)
        """,
        "CREATE INDEX imports_under_way ON imports (leased_until) WHERE state IN ('checking', 'applying')",
        // `mark` and `address` tell two rows about the same one from rows about two: by an id, and by an address, a code, a name.
        """
        CREATE TABLE import_rows (
            organization_id \(.text) NOT NULL,
            import_id \(.text) NOT NULL,
            number \(.int) NOT NULL,
            line \(.int) NOT NULL,
            list \(.text) NOT NULL,
            cells \(.text) NOT NULL,
            mark \(.text),
            address \(.text),
            outcome \(.text),
            detail \(.text),
            target_id \(.text),
            PRIMARY KEY (organization_id, import_id, number),
            FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE INDEX import_rows_by_outcome ON import_rows (organization_id, import_id, outcome, number)",
        "CREATE INDEX import_rows_by_mark ON import_rows (organization_id, import_id, mark, number)",
        "CREATE INDEX import_rows_by_address ON import_rows (organization_id, import_id, address, number)",
        "CREATE INDEX import_rows_by_target ON import_rows (organization_id, target_id)",
        // The objects of a PeeringDB dump, until rows are made of them.
        """
        CREATE TABLE import_objects (
            organization_id \(.text) NOT NULL,
            import_id \(.text) NOT NULL,
            list \(.text) NOT NULL,
            object_id \(.int) NOT NULL,
            parent_id \(.int) NOT NULL,
            other_id \(.int) NOT NULL,
            fields \(.text) NOT NULL,
            PRIMARY KEY (organization_id, import_id, list, parent_id, object_id),
            FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        // What a source said last of a field, and what that came to here: a change there is told from an edit here.
        """
        CREATE TABLE external_ids (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            source \(.text) NOT NULL,
            kind \(.text) NOT NULL,
            external_id \(.text) NOT NULL,
            target_id \(.text) NOT NULL,
            fields \(.text) NOT NULL,
            PRIMARY KEY (organization_id, source, kind, external_id)
        ) \(.strict)
        """,
        "CREATE INDEX external_ids_by_target ON external_ids (organization_id, target_id)",
        "CREATE INDEX external_ids_of_organizations ON external_ids (source, external_id) WHERE kind = 'organization'",
    ] + (dialect == .postgres ? ["imports", "import_rows", "import_objects", "external_ids"].flatMap { RowSecurity.tenant($0) } : [])
}
