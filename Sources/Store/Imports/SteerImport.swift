public import Domain
import Storage

extension Transaction where A == RunImports {
    /// Takes columns for fields as somebody says; what the dry run said of the old ones no longer stands.
    public borrowing func map(_ fields: [String: String], of id: Import.ID, expecting version: ExpectedVersion) throws -> Import {
        let old = try steered(id, version, from: [.uploaded, .checked])
        ledger?.nothingChanged()
        let columns = try old.columns.mapped(fields, kind: old.kind, severalOrganizations: organizationRow().isOperator)
        if columns == old.columns { return old }
        try execute(
            """
            UPDATE imports SET state = 'uploaded', columns = \(try Coded.text(columns)), stepped_at = \(now), version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        return try visibleImport(id)
    }

    /// Lets the server try every row, in the name of whoever asks, and take it back.
    public borrowing func check(_ id: Import.ID, expecting version: ExpectedVersion) throws -> Import {
        let old = try steered(id, version, from: [.uploaded, .checked])
        guard old.kind == .peeringDB || old.columns.contains(where: { $0.field != nil }) else {
            throw Trouble.invalid([FieldError("columns", .missing)])
        }
        ledger?.nothingChanged()
        return try begin(.checking, old)
    }

    /// Lets the server take the rows, in the name of whoever asks: a part after the other, each whole with its report. A file
    /// that gives levels can make Admins: it needs a recent proof.
    public borrowing func apply(_ id: Import.ID, expecting version: ExpectedVersion) throws -> Import {
        let old = try steered(id, version, from: [.checked])
        if old.mayInvite { try requireProof() }
        try record(
            of: id.text, label: .plain(old.name.text), [Record.Change("state", plain: old.state.rawValue, Import.State.applying.rawValue)])
        return try begin(.applying, old)
    }

    /// Stops it. What was taken stays, and the report says what that is.
    public borrowing func cancel(_ id: Import.ID, expecting version: ExpectedVersion) throws -> Import {
        let old = try steered(id, version, from: [.uploading, .uploaded, .checking, .checked, .applying])
        try execute(
            "UPDATE imports SET state = 'cancelled', stepped_at = \(now), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)"
        )
        try record(
            of: id.text, label: .plain(old.name.text), [Record.Change("state", plain: old.state.rawValue, Import.State.cancelled.rawValue)])
        return try visibleImport(id)
    }

    /// Forgets an import, its rows and its report. What it brought stays.
    public borrowing func forget(_ id: Import.ID, expecting version: ExpectedVersion) throws {
        let old = try steered(id, version, from: [.uploaded, .checked, .applied, .cancelled])
        try execute("DELETE FROM imports WHERE organization_id = \(placed) AND id = \(id)")
        try record(of: id.text, label: .plain(old.name.text), [Record.Change("state", plain: old.state.rawValue, nil)])
    }

    private borrowing func steered(_ id: Import.ID, _ version: ExpectedVersion, from states: [Import.State]) throws -> Import {
        let old = try visibleImport(id)
        try version.require(old.version)
        guard states.contains(old.state) else { throw Trouble.conflict(.importState(old.state)) }
        return old
    }

    private borrowing func begin(_ state: Import.State, _ old: Import) throws -> Import {
        try execute(
            """
            UPDATE imports SET state = \(state.rawValue), done = 0, created = 0, changed = 0, same = 0, refused = 0, leased_until = 0, stepped_at = \(now),
                actor_organization_id = \(actor.organization), actor_contact_id = \(actor.contact), actor_token_id = \(actor.token?.id),
                person = \(actor.name), version = version + 1
            WHERE organization_id = \(placed) AND id = \(old.id)
            """)
        return try visibleImport(old.id)
    }
}
