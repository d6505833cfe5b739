import Storage

/// The personal values beside an entry in one row for each person they are of, of which there are two at most: an entry about
/// a contact brought a row for each field, and those took longer to write than the contact.
let m0013Values = Migration("0013_values") { dialect in
    let fill: Query = """
        INSERT INTO audit_values_anew SELECT organization_id, number, COALESCE(person_id, ''),
            \(only: .sqlite, "json_group_object(name, json_array(salt, value))")\(only: .postgres, "json_object_agg(name, json_build_array(salt, value))::text")
        FROM audit_values GROUP BY organization_id, number, COALESCE(person_id, '')
        """
    let isWalled = dialect == .postgres
    return [
        // `personal`: `{"name": ["salt", "value"], …}`. Without a person it is `''`.
        """
        CREATE TABLE audit_values_anew (
            organization_id \(.text) NOT NULL,
            number \(.int) NOT NULL,
            person_id \(.text) NOT NULL,
            personal \(.text) NOT NULL,
            PRIMARY KEY (organization_id, number, person_id),
            FOREIGN KEY (organization_id, number) REFERENCES audit_entries (organization_id, number)
        ) \(.strict)
        """
    ]
        + (isWalled ? RowSecurity.lifted(from: ["audit_values", "audit_entries"], fill) : [fill])
        + [
            "DROP TABLE audit_values",
            "ALTER TABLE audit_values_anew RENAME TO audit_values",
            "CREATE INDEX audit_values_by_person ON audit_values (organization_id, person_id)",
        ]
        + (isWalled
            ? [
                "ALTER INDEX audit_values_anew_pkey RENAME TO audit_values_pkey",
                """
                ALTER TABLE audit_values RENAME CONSTRAINT audit_values_anew_organization_id_number_fkey
                    TO audit_values_organization_id_number_fkey
                """,
            ] + RowSecurity.tenant("audit_values") : [])
}
