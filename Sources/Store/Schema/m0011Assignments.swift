import Storage

/// A contact's sites and roles in its own row as well: a list shows them, and two searches for each of its rows would cost
/// more than the list itself. `contact_sites` and `contact_roles` stay, for whoever asks the other way around.
let m0011Assignments = Migration("0011_assignments") { dialect in
    let fill: Query = """
        UPDATE contacts SET assignment = TRIM(
            COALESCE((SELECT \(joined)(s.site_id, ' ') FROM contact_sites s
                WHERE s.organization_id = contacts.organization_id AND s.contact_id = contacts.id), '') || ' ' ||
            COALESCE((SELECT \(joined)(r.role || '@' || COALESCE(r.site_id, '*'), ' ') FROM contact_roles r
                WHERE r.organization_id = contacts.organization_id AND r.contact_id = contacts.id), ''))
        """
    return ["ALTER TABLE contacts ADD COLUMN assignment \(.text) NOT NULL DEFAULT ''"]
        + (dialect == .postgres ? RowSecurity.lifted(from: ["contacts", "contact_sites", "contact_roles"], fill) : [fill])
}

private let joined: Query = "\(only: .sqlite, "group_concat")\(only: .postgres, "string_agg")"
