import Domain
import Storage

extension Transaction where A == RunImports {
    /// Takes rows of contacts and sites, each by the verbs that a person's own form uses, each whole or not at all.
    ///
    /// - Returns: fewer of them where somebody waits for the transaction to end, and behind a row that changed the actor, who
    ///   goes on as what they are then.
    borrowing func take(_ rows: [PendingRow], _ attempt: Attempts, source: ImportSource, postman: Postman) throws -> [SettledRow] {
        ledger?.nothingChanged()
        var places = Places(try allSites())
        var settled: [SettledRow] = []
        for row in rows {
            if settled.count >= Store.importChunk, connection.isAwaited { break }
            do {
                if row.cells.count > row.columns { throw ImportRefusal.tooManyCells(row.cells.count, columns: row.columns) }
                let (outcome, target) = try attempt {
                    switch row.kind {
                    case .contact: try take(contact: row.fields, source, places, postman)
                    case .site: try take(site: row.fields, source, places)
                    case .organization: throw ImportRefusal.notFound
                    }
                }
                settled.append(SettledRow(row, outcome, target))
                if row.kind == .contact, outcome != .same, target == actor.contact?.text { break }
                // A contact further down may name the site that has just come.
                if row.kind == .site, outcome != .same { places = Places(try allSites()) }
            } catch {
                guard let refusal = ImportRefusal(error) else { throw error }
                settled.append(SettledRow(row, .refused(refusal)))
            }
        }
        return settled
    }

    // MARK: contacts

    private borrowing func take(contact row: ImportedFields, _ source: ImportSource, _ places: Places, _ postman: Postman) throws -> (
        ImportOutcome, String
    ) {
        guard let known = try knownContact(row, source) else {
            let (details, assignment) = try row.contact(sites: places.ids).validated(over: nil)
            guard row[.externalID] != nil || details.email != nil else { throw ImportRefusal.nameless }
            let new = NewContact(details: details, assignment: assignment, level: try row.level() ?? .none)
            let created = try acting(as: CreateContact.self) { try $0.create(new, postman: postman) }.contact
            try remember(row, source, created.id.text, as: .contact, Base(told: row, taken: row, became: places.fields(of: created)))
            return (.created, created.id.text)
        }
        let old = known.contact
        let base = try base(of: row, source, as: .contact)
        let news = source.news(in: row, since: base, against: places.fields(of: old))
        let input = news.contact(sites: places.ids)
        var level = try news.level()
        if level == old.level { level = nil }
        var (details, assignment) = try input.validated(over: old)
        // The same address in other letters is no news.
        if details.email?.key == old.details.email?.key { details.email = old.details.email }
        var now = old
        if details != old.details || assignment != old.assignment {
            let edit = ContactEdit(
                details: details == old.details ? nil : details, assignment: assignment == old.assignment ? nil : assignment)
            now = try acting(as: EditContact.self) { try $0.edit(old.id, { _ in edit }, expecting: .any, postman: postman) }
        }
        if let level {
            now = try acting(as: GrantAccess.self) { try $0.setAccess(old.id, to: level, expecting: .any, postman: postman) }.contact
        }
        // A file's own name for it that is kept already says nothing new.
        if source != .file || known.externalID != row[.externalID] {
            try remember(row, source, old.id.text, as: .contact, Base(over: base, told: row, taken: news, became: places.fields(of: now)))
        }
        var changes = places.fields(of: old).changes(to: places.fields(of: now))
        // An address that somebody signs in with waits for its confirmation.
        if details.email != old.details.email, now.details.email == old.details.email {
            changes.append(ImportOutcome.FieldChange("email", old.details.email?.text ?? "", details.email?.text ?? ""))
        }
        return (changes.isEmpty ? .same : .changed(changes), old.id.text)
    }

    /// The contact that a row means: by our id, by the external id, by the address.
    private borrowing func knownContact(_ row: ImportedFields, _ source: ImportSource) throws -> (contact: Contact, externalID: String?)? {
        if let id = try row.ownID(of: Contact.self) { return (try visibleContact(id).contact, nil) }
        if let name = row[.externalID], !name.isEmpty, let id = try target(of: name, source, as: .contact),
            let contact = try? visibleContact(Identifier(stored: id)).contact
        {
            return (contact, name)
        }
        guard let email = row[.email], !email.isEmpty else { return nil }
        let holder = try first("SELECT id FROM contacts WHERE organization_id = \(placed) AND email_key = \(email.trimmed.lowercased())") {
            try $0.text(0)
        }
        guard let holder else { return nil }
        // Who is known by another external id is somebody else with the same address.
        if source == .file, row[.externalID] != nil, try isKnown(holder, source) {
            throw Trouble.invalid([FieldError("email", .emailTaken)])
        }
        return (try visibleContact(Identifier(stored: holder)).contact, nil)
    }

    // MARK: sites

    private borrowing func take(site row: ImportedFields, _ source: ImportSource, _ places: Places) throws -> (ImportOutcome, String) {
        guard let old = try knownSite(row, source, places) else {
            let details = try row.site.validated(over: nil)
            let created = try acting(as: EditSites.self) { try $0.create(details) }
            try remember(row, source, created.id.text, as: .site, Base(told: row, taken: row, became: created.details.fields))
            return (.created, created.id.text)
        }
        let base = try base(of: row, source, as: .site)
        let news = source.news(in: row, since: base, against: old.details.fields)
        let details = try news.site.validated(over: old.details)
        let now = details == old.details ? old : try acting(as: EditSites.self) { try $0.edit(old.id, { _ in details }, expecting: .any) }
        try remember(row, source, old.id.text, as: .site, Base(over: base, told: row, taken: news, became: now.details.fields))
        let changes = old.details.fields.changes(to: now.details.fields)
        return (changes.isEmpty ? .same : .changed(changes), old.id.text)
    }

    private borrowing func knownSite(_ row: ImportedFields, _ source: ImportSource, _ places: Places) throws -> Site? {
        if let id = try row.ownID(of: Site.self) { return try visibleSite(id) }
        if let name = row[.externalID], !name.isEmpty, let id = try target(of: name, source, as: .site),
            let site = try? visibleSite(Identifier(stored: id))
        {
            return site
        }
        guard let code = row[.code], !code.isEmpty else {
            if row[.externalID] == nil { throw ImportRefusal.nameless }
            return nil
        }
        return try places.site(at: code.trimmed.lowercased()).map { try visibleSite($0) }
    }
}

/// The organization's sites, by whatever a file calls them, and how a report calls them.
private struct Places {
    /// By code and by id.
    let ids: [String: Site.ID]
    private let codes: [Site.ID: String]

    func site(at code: String) -> Site.ID? { ids[code].flatMap { codes[$0] == code ? $0 : nil } }

    init(_ sites: [Site]) {
        codes = Dictionary(sites.map { ($0.id, $0.details.code.text) }) { first, _ in first }
        ids = Dictionary(sites.flatMap { [($0.details.code.text, $0.id), ($0.id.text, $0.id)] }) { first, _ in first }
    }

    /// A contact as a row of a file would say it.
    func fields(of contact: Contact) -> ImportedFields {
        let details = contact.details, assignment = contact.assignment
        return [
            .firstName: details.firstName.text, .lastName: details.lastName.text, .email: details.email?.text ?? "",
            .phone: details.phone?.text ?? "",
            .title: details.title.text, .timeZone: details.timeZone?.text ?? "", .language: details.language.rawValue,
            .kind: assignment.kind.rawValue,
            .sites: assignment.siteCodes(codes), .roles: assignment.roleCodes(codes), .level: contact.level.rawValue,
        ]
    }
}

extension SiteDetails {
    fileprivate var fields: ImportedFields {
        [
            .code: code.text, .name: name.text, .address: address.text, .timeZone: timeZone.text,
            .timeZoneGuessed: isZoneGuessed ? "yes" : "",
        ]
    }
}

extension ImportedFields {
    func changes(to new: ImportedFields) -> [ImportOutcome.FieldChange] {
        ImportField.allCases.compactMap { field in
            let (before, after) = (self[field] ?? "", new[field] ?? "")
            return before == after ? nil : ImportOutcome.FieldChange(field.rawValue, before, after)
        }
    }
}
