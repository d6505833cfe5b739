import Storage

/// The wall around everything that the steps before made.
let m0005RowSecurity = Migration("0005_row_security") { dialect in
    guard dialect == .postgres else { return [] }
    let tenants: [StaticString] = [
        "organization_asns", "sites", "contacts", "contact_sites", "contact_roles", "contact_words", "invitations", "email_changes", "recoveries",
        "audit_chains", "audit_entries", "audit_values", "audit_repeats", "audit_looks",
    ]
    let others: [StaticString] = [
        "accounts", "passkeys", "totps", "recovery_codes", "sessions", "devices", "ceremonies", "throttles", "outbox", "installation",
    ]
    return RowSecurity.tenant("organizations", by: "id") + tenants.flatMap { RowSecurity.tenant($0) } + others.flatMap(RowSecurity.system)
}
