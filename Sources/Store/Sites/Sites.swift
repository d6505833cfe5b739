import Domain
import Storage

private let siteColumns: Query = "s.id, s.organization_id, s.code, s.name, s.address, s.time_zone, s.version, s.time_zone_guessed"

extension Site {
    init(_ row: any Row) throws {
        self.init(
            id: Identifier(stored: try row.text(0)), organization: Identifier(stored: try row.text(1)),
            details: SiteDetails(
                code: SiteCode(stored: try row.text(2)), name: Line(stored: try row.text(3)),
                address: Line(stored: try row.text(4)), timeZone: TimeZoneName(stored: try row.text(5)),
                isZoneGuessed: try row.bool(7)),
            version: try row.int(6))
    }
}

extension Transaction where A == ViewSites {
    /// All sites, by code. An organization has at most some hundreds.
    public borrowing func sites() throws -> [Site] {
        try requireInReach()
        return try allSites()
    }

    public borrowing func site(_ id: Site.ID) throws -> Site { try visibleSite(id) }
}

extension Transaction where A == ViewContacts {
    /// The sites by which the grid names roles.
    public borrowing func sites() throws -> [Site] { try allSites() }
}

extension Transaction where A == EditSites {
    public borrowing func create(_ details: SiteDetails) throws -> Site {
        try grant.require(.belonging(of: organization))
        let id = ids.next(Site.self, at: now)
        let inserted = try execute(
            """
            INSERT INTO sites (organization_id, id, code, name, address, time_zone, time_zone_guessed, version, created_at)
            VALUES (\(placed), \(id), \(details.code.text), \(details.name.text), \(details.address.text), \(details.timeZone.text),
                \(details.isZoneGuessed), 1, \(now))
            ON CONFLICT (organization_id, code) DO NOTHING
            """)
        if inserted == 0 { throw Trouble.invalid([FieldError("code", .siteCodeTaken)]) }
        try rewriteWords(of: id, details)
        try record(of: id.text, label: .plain(details.code.text), details.changes(from: nil))
        return try visibleSite(id)
    }

    public borrowing func edit(_ id: Site.ID, _ change: (Site) throws -> SiteDetails, expecting version: ExpectedVersion) throws -> Site {
        let old = try visibleSite(id)
        try grant.require(.belonging(of: organization))
        let details = try change(old)
        try version.require(old.version)
        let changes = details.changes(from: old.details).compactMap(\.self)
        guard !changes.isEmpty else {
            ledger?.nothingChanged()
            return old
        }
        let holder = try first("SELECT id FROM sites WHERE organization_id = \(placed) AND code = \(details.code.text) AND id <> \(id)") {
            try $0.text(0)
        }
        if holder != nil { throw Trouble.invalid([FieldError("code", .siteCodeTaken)]) }
        try execute(
            """
            UPDATE sites SET code = \(details.code.text), name = \(details.name.text), address = \(details.address.text),
                time_zone = \(details.timeZone.text), time_zone_guessed = \(details.isZoneGuessed), version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        if details.searchWords != old.details.searchWords { try rewriteWords(of: id, details) }
        try record(of: id.text, label: .plain(details.code.text), changes)
        return try visibleSite(id)
    }

    private borrowing func rewriteWords(of site: Site.ID, _ details: SiteDetails) throws {
        try execute("DELETE FROM site_words WHERE organization_id = \(placed) AND site_id = \(site)")
        for word in details.searchWords.sorted() {
            try execute("INSERT INTO site_words (organization_id, word, site_id) VALUES (\(placed), \(word), \(site))")
        }
    }

    /// Removes a site; contacts lose their association and their roles there, which asks for `contact.assign` over each of them
    /// and stands in the log under each. Never blocked by a gap that it leaves.
    public borrowing func delete(_ id: Site.ID, expecting version: ExpectedVersion) throws {
        let site = try visibleSite(id)
        try grant.require(.belonging(of: organization))
        try version.require(site.version)
        let tenant = ("c.organization_id = \(placed)" as Query).asGuard
        let there = try rows(
            """
            SELECT \(contactColumns) FROM contacts c WHERE \(tenant)
                AND c.id IN (SELECT contact_id FROM contact_sites WHERE organization_id = \(placed) AND site_id = \(id))
            ORDER BY c.id
            """
        ) { try ContactRow($0, now: now).contact }
        let unassigned = try there.map { contact in
            (contact, contact.assignment.without(id), try permit(AssignContact.self, contact.target))
        }
        for part in unassigned.chunked(by: 100) {
            let cases = part.map { contact, assignment, _ in "WHEN \(contact.id) THEN \(assignment.words)" as Query }
            try send(
                """
                UPDATE contacts SET assignment = CASE id \(Query.joined(cases, separator: " ")) ELSE assignment END, version = version + 1
                WHERE organization_id = \(placed) AND id IN (\(Query.joined(part.map { "\($0.0.id)" as Query }, separator: ", ")))
                """)
        }
        try execute("DELETE FROM sites WHERE organization_id = \(placed) AND id = \(id)")
        try settleExemptions()
        for (contact, assignment, _) in unassigned {
            try record(.contactAssign, of: contact.id.text, label: contact.label, assignment.changes(from: contact.assignment))
        }
        try record(of: id.text, label: .plain(site.details.code.text), [Record.Change("code", plain: site.details.code.text, nil)])
    }
}

extension Transaction {
    borrowing func allSites() throws -> [Site] {
        let tenant = ("s.organization_id = \(organization)" as Query).asGuard
        return try rows("SELECT \(siteColumns) FROM sites s WHERE \(tenant) ORDER BY s.code") { try Site($0) }
    }

    borrowing func visibleSite(_ id: Site.ID) throws -> Site {
        let tenant = ("s.organization_id = \(organization)" as Query).asGuard
        let found = try first("SELECT \(siteColumns) FROM sites s WHERE \(tenant) AND s.id = \(id)") { try Site($0) }
        guard let found, actor.may(.siteView, .belonging(of: organization)) else { throw Trouble.notFound }
        return found
    }
}

extension WideTransaction {
    public borrowing func organization(of site: Site.ID) throws -> Organization.ID? {
        try connection.first("SELECT organization_id FROM sites WHERE id = \(site)") { Identifier(stored: try $0.text(0)) }
    }
}

extension SiteDetails {
    func changes(from old: SiteDetails?) -> [Record.Change?] {
        [
            Record.Change("code", plain: old?.code.text, code.text),
            Record.Change("name", plain: old?.name.text, name.text),
            Record.Change("address", plain: old?.address.text, address.text),
            Record.Change("time_zone", plain: old?.timeZone.text, timeZone.text),
            Record.Change("time_zone_guessed", plain: old.flatMap { $0.isZoneGuessed ? "yes" : nil }, isZoneGuessed ? "yes" : nil),
        ]
    }
}
