import Domain
import Storage

extension Store {
    /// Takes a row of an organization: makes it, or changes it where it is known.
    ///
    /// - Parameter settle: called in the transaction that did it; what it throws takes it back.
    func take(
        organization row: ImportedFields, in run: ImportRun, by actor: Actor,
        _ settle: @escaping @Sendable (ImportOutcome, String, any Connection) throws -> Void
    ) async throws {
        let source = run.source
        let input = row.organization
        guard let known = try await database.read(.wide, { try $0.organization(meant: row, source: source) }) else {
            if row[.id] != nil { throw ImportRefusal.notFound }
            let (name, kind, asns) = try input.validated(over: nil)
            _ = try await create(
                OrganizationDetails(name: name, kind: kind, asns: asns), by: try actor.grant(), alongside: run.work.organization,
                from: run.origin
            ) { made, connection in
                let base = Base(told: row, taken: row, became: made.fields)
                try keepExternalID(of: row, source, made.id.text, as: .organization, base, in: made.id, on: connection)
                try settle(.created, made.id.text, connection)
            }
            return
        }
        // Those of a dump are told apart by its own numbers alone.
        if source == .file,
            let line = try await database.read(.tenants([run.work.organization.text]), { try run.line(about: known, on: $0) })
        {
            throw ImportRefusal.twice(line: line)
        }
        try await write(try actor.grant(EditOrganization.self), in: known, alongside: run.work.organization, from: run.origin) {
            transaction in
            let old = try transaction.organizationRow()
            let base = try transaction.base(of: row, source, as: .organization)
            let news = source.news(in: row, since: base, against: old.fields)
            let now = try transaction.edit(
                { old in
                    let (name, kind, asns) = try news.organization.validated(over: old)
                    return OrganizationDetails(name: name, kind: kind, asns: asns)
                }, expecting: .any)
            try transaction.remember(
                row, source, known.text, as: .organization, Base(over: base, told: row, taken: news, became: now.fields))
            let changes = old.fields.changes(to: now.fields)
            try settle(changes.isEmpty ? .same : .changed(changes), known.text, transaction.connection)
        }
    }
}

extension Organization {
    fileprivate var fields: ImportedFields { [.name: name.text, .kind: kind.rawValue, .asns: asns.sorted().words ?? ""] }
}

extension Connection {
    /// The organization that a row is about: by our id, by the external id, by one of its AS numbers, by its name.
    fileprivate func organization(meant row: ImportedFields, source: ImportSource) throws -> Organization.ID? {
        if let id = try row.ownID(of: Organization.self) {
            return try first("SELECT id FROM organizations WHERE id = \(id)") { Identifier(stored: try $0.text(0)) }
        }
        if let name = row[.externalID], !name.isEmpty, let known = try organization(called: name, source: source) { return known }
        for asn in (row.organization.asns ?? []).compactMap({ try? ASN($0) }) {
            if let holder = try first(
                "SELECT organization_id FROM organization_asns WHERE asn = \(Int64(asn.number))",
                { Identifier<Organization>(stored: try $0.text(0)) })
            {
                return holder
            }
        }
        guard let name = row[.name], !name.isEmpty else {
            if row[.externalID] == nil { throw ImportRefusal.nameless }
            return nil
        }
        // A dump knows its organizations by number: two of one name are two.
        return source == .file ? try organization(bearing: name) : nil
    }

    /// The organization that a row of a contact or site names: by id, external id or name.
    func organization(named text: String, source: ImportSource) throws -> Organization.ID? {
        if let id = Organization.ID(text) {
            return try first("SELECT id FROM organizations WHERE id = \(id)") { Identifier(stored: try $0.text(0)) }
        }
        if let known = try organization(called: text, source: source) { return known }
        return source == .file ? try organization(bearing: text) : nil
    }

    /// The organization that a source calls by this name.
    func organization(called name: String, source: ImportSource) throws -> Organization.ID? {
        try first(
            "SELECT organization_id FROM external_ids WHERE kind = 'organization' AND source = \(source.rawValue) AND external_id = \(name)"
        ) { Identifier(stored: try $0.text(0)) }
    }

    /// Nil also when two bear it.
    private func organization(bearing name: String) throws -> Organization.ID? {
        let found = try rows("SELECT id FROM organizations WHERE sort_key = \(name.folded) LIMIT 2") {
            Identifier<Organization>(stored: try $0.text(0))
        }
        return found.count == 1 ? found[0] : nil
    }
}
