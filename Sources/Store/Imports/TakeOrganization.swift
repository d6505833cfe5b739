import Domain
import Storage

extension Store {
    /// Takes a row of an organization: makes it, or changes it where it is known.
    ///
    /// - Parameter settle: called in the transaction that did it; what it throws takes it back.
    func take(organization row: ImportedFields, in run: ImportRun, by actor: Actor,
              _ settle: @escaping @Sendable (ImportOutcome, String, any Connection) throws -> Void) async throws {
        let source = run.source
        let input = row.organization
        guard let known = try await database.read(.wide, { try $0.organization(meant: row, source: source) }) else {
            if row[.id] != nil { throw ImportRefusal.notFound }
            let (name, kind, asns) = try input.validated(over: nil)
            _ = try await create(OrganizationDetails(name: name, kind: kind, asns: asns), by: try actor.grant(), alongside: run.work.organization, from: run.origin) { made, connection in
                try remember(row, source, made, Base(told: row, taken: row, became: made.fields), on: connection)
                try settle(.created, made.id.text, connection)
            }
            return
        }
        try await write(try actor.grant(EditOrganization.self), in: known, alongside: run.work.organization, from: run.origin) { transaction in
            let old = try transaction.organizationRow()
            let base = try transaction.externalBase(row, source)
            let news = source == "file" ? row : Base.news(base, in: row, against: old.fields)
            let now = try transaction.edit({ old in
                let (name, kind, asns) = try news.organization.validated(over: old)
                return OrganizationDetails(name: name, kind: kind, asns: asns)
            }, expecting: .any)
            try remember(row, source, now, Base(over: base, told: row, taken: news, became: now.fields), on: transaction.connection)
            let changes = old.fields.changes(to: now.fields)
            try settle(changes.isEmpty ? .same : .changed(changes), known.text, transaction.connection)
        }
    }
}

extension Transaction where A == EditOrganization {
    fileprivate borrowing func externalBase(_ row: ImportedFields, _ source: String) throws -> Base? {
        guard source != "file", let name = row[.externalID] else { return nil }
        return try first("""
            SELECT fields FROM external_ids WHERE organization_id = \(placed) AND source = \(source) AND kind = 'organization' AND external_id = \(name)
            """) { try Coded.value($0.text(0)) }
    }
}

private func remember(_ row: ImportedFields, _ source: String, _ organization: Organization, _ base: Base, on connection: any Connection) throws {
    guard let name = row[.externalID], !name.isEmpty else { return }
    guard name.utf8.count <= 200 else { throw Trouble.invalid([FieldError("external_id", .tooLong(limit: 200))]) }
    try keepExternalID(name, source, .organization, organization.id.text, source == "file" ? "{}" : Coded.text(base), in: organization.id, on: connection)
}

extension Organization {
    fileprivate var fields: ImportedFields { [.name: name.text, .kind: kind.rawValue, .asns: asns.sorted().words ?? ""] }
}

extension Connection {
    /// The organization that a row is about: by our id, by the external id, by one of its AS numbers, by its name.
    fileprivate func organization(meant row: ImportedFields, source: String) throws -> Organization.ID? {
        if let text = row[.id], !text.isEmpty {
            guard let id = Organization.ID(text) else { throw Trouble.invalid([FieldError("id", .notAnID)]) }
            return try first("SELECT id FROM organizations WHERE id = \(id)") { Identifier(stored: try $0.text(0)) }
        }
        if let name = row[.externalID], !name.isEmpty, let known = try organization(called: name, source: source) { return known }
        for asn in (row.organization.asns ?? []).compactMap({ try? ASN($0) }) {
            if let holder = try first("SELECT organization_id FROM organization_asns WHERE asn = \(Int64(asn.number))", { Identifier<Organization>(stored: try $0.text(0)) }) { return holder }
        }
        guard let name = row[.name], !name.isEmpty else {
            if row[.externalID] == nil { throw ImportRefusal.nameless }
            return nil
        }
        // A dump knows its organizations by number: two of one name are two.
        return source == "file" ? try organization(bearing: name) : nil
    }

    /// The organization that a row of a contact or site names: by id, external id or name.
    func organization(named text: String, source: String) throws -> Organization.ID? {
        if let id = Organization.ID(text) { return try first("SELECT id FROM organizations WHERE id = \(id)") { Identifier(stored: try $0.text(0)) } }
        if let known = try organization(called: text, source: source) { return known }
        return source == "file" ? try organization(bearing: text) : nil
    }

    private func organization(called name: String, source: String) throws -> Organization.ID? {
        try first("SELECT organization_id FROM external_ids WHERE kind = 'organization' AND source = \(source) AND external_id = \(name)") { Identifier(stored: try $0.text(0)) }
    }

    /// Nil also when two bear it.
    private func organization(bearing name: String) throws -> Organization.ID? {
        let found = try rows("SELECT id FROM organizations WHERE sort_key = \(name.folded) LIMIT 2") { Identifier<Organization>(stored: try $0.text(0)) }
        return found.count == 1 ? found[0] : nil
    }
}
