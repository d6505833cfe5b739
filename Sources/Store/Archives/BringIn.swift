public import Domain
import Foundation
import Storage

extension Store {
    /// Brings an organization in from an archive on disk: all of it in one transaction, or nothing. Ids stay; so does the
    /// log, which goes on with an entry that says so. Nobody of it can sign in yet: `docs/archive.md`.
    ///
    /// The archive is read from end to end before anything is touched.
    ///
    /// - Throws: ``UnfitArchive``.
    public func bringIn(_ path: String, by grant: Grant<CreateOrganization>, from origin: Origin) async throws -> Archive.Contents {
        let file = try ArchiveFile(path)
        let contents = try file.checked()
        try grant.require(.belonging(of: contents.organization))
        try await requireUnknown(contents)
        let now = clock()
        // The file is read inside the transaction, against the rule: it does not fit into memory. Running again reads anew.
        try await database.write(.tenants([contents.organization.text])) { connection in
            try Arrival(file: try ArchiveFile(path), contents: contents, connection: connection, now: now).run(
                by: ActorStamp(grant.actor), from: origin)
        }
        return contents
    }

    /// Another organization may be here by what PeeringDB calls this one; a tenant's transaction would not see it.
    private func requireUnknown(_ contents: Archive.Contents) async throws {
        for name in contents.peeringDB
        where try await database.read(.wide, { try $0.organization(called: name, source: .peeringDB) }) != nil {
            throw UnfitArchive(.exists, "\(contents.name) is here already as PeeringDB's organization \(name); nothing was brought in")
        }
    }
}

/// One organization on its way in.
private struct Arrival {
    let file: ArchiveFile
    let contents: Archive.Contents
    let connection: any Connection
    let now: Moment

    private var organization: Organization.ID { contents.organization }
    /// So many lines are put in by one statement.
    private static let batch = 200

    func run(by actor: ActorStamp, from origin: Origin) throws {
        try putOrganization()
        try each(.sites, ArchivedSite.self, put)
        try each(.contacts, ArchivedContact.self, put)
        try each(.portalUsers, ArchivedPortalUser.self, put)
        try each(.externalIDs, ArchivedExternalID.self, put)
        try each(.activity, ArchivedEntry.self, put)
        try connection.execute(
            """
            UPDATE audit_chains SET entries = \(contents.entries), hash = COALESCE((SELECT e.hash FROM audit_entries e
                WHERE e.organization_id = \(organization) AND e.number = \(contents.entries)), '')
            WHERE organization_id = \(organization)
            """)
        let ledger = try Ledger(locking: organization, on: connection, now: now)
        try ledger.append(
            Record(
                action: "organization.imported", target: organization.text, label: .plain(contents.name),
                changes: [
                    Record.Change("made_at", plain: nil, contents.madeAt), Record.Change("entries", plain: nil, String(contents.entries)),
                ].compactMap(\.self)),
            by: actor, from: origin, to: organization.text, on: connection)
        try ledger.close(on: connection)
    }

    private func putOrganization() throws {
        try file.eachLine(of: .organization) { line, _ in
            guard let archived = ArchivedOrganization(line: line), let organization = archived.organization else { throw changed }
            guard try insertRow(of: organization, at: Moment(milliseconds: archived.created_at), on: connection) else {
                throw UnfitArchive(.exists, "\(organization.name.text) (\(organization.id)) is here already; nothing was brought in")
            }
            for asn in organization.asns {
                let isFree =
                    try connection.execute(
                        """
                        INSERT INTO organization_asns (organization_id, asn) VALUES (\(organization.id), \(Int64(asn.number))) ON CONFLICT (asn) DO NOTHING
                        """) == 1
                if !isFree { throw UnfitArchive(.exists, "AS\(asn) is another organization's here; take it from that one first") }
            }
        }
    }

    private func put(_ sites: [ArchivedSite]) throws {
        let rows = try sites.map { site -> (values: Query, words: [Query]) in
            guard let details = site.details else { throw changed }
            return (
                """
                (\(organization), \(site.id), \(site.code), \(site.name), \(site.address), \(site.time_zone), \(details.isZoneGuessed), \(site.version), \(site.created_at))
                """, details.searchWords.sorted().map { "(\(organization), \($0), \(site.id))" }
            )
        }
        try insertOnce(
            """
            INSERT INTO sites (organization_id, id, code, name, address, time_zone, time_zone_guessed, version, created_at) VALUES \(list(rows.map(\.values))) ON CONFLICT DO NOTHING
            """, rows.count, "a site")
        try insert("INSERT INTO site_words (organization_id, word, site_id) VALUES ", rows.flatMap(\.words))
    }

    private func put(_ contacts: [ArchivedContact]) throws {
        var values: [Query] = [], words: [Query] = [], places: [Query] = [], roles: [Query] = []
        for contact in contacts {
            guard let (details, assignment) = contact.contact else { throw changed }
            values.append(
                """
                (\(organization), \(contact.id), \(contact.kind), \(contact.first_name), \(contact.last_name), \(details.sortKey), \(contact.email),
                    \(details.email?.key), \(contact.phone), \(contact.title), \(contact.time_zone), \(contact.language), \(assignment.words), 'none', 'none',
                    \(contact.version), \(contact.created_at))
                """)
            words += details.searchWords.sorted().map { "(\(organization), \($0), \(details.sortKey), \(contact.id))" }
            places += assignment.sites.sorted().map { "(\(organization), \(contact.id), \($0))" }
            roles += assignment.roles.sorted().map { "(\(organization), \(contact.id), \($0.role.rawValue), \($0.site))" }
        }
        try insertOnce(
            """
            INSERT INTO contacts (organization_id, id, kind, first_name, last_name, sort_key, email, email_key, phone, title, time_zone, language,
                assignment, level, status, version, created_at)
            VALUES \(list(values)) ON CONFLICT DO NOTHING
            """, values.count, "a contact")
        try insert("INSERT INTO contact_words (organization_id, word, sort_key, contact_id) VALUES ", words)
        try requireSites(contacts)
        try insert("INSERT INTO contact_sites (organization_id, contact_id, site_id) VALUES ", places)
        try insert("INSERT INTO contact_roles (organization_id, contact_id, role, site_id) VALUES ", roles)
    }

    /// Whoever had access has it again once they answer an invitation; none is sent, and its time is over.
    private func put(_ users: [ArchivedPortalUser]) throws {
        for user in users {
            guard let (level, status) = user.access else { throw changed }
            let known = try connection.execute(
                """
                UPDATE contacts SET level = \(level.rawValue), status = \(status.rawValue), last_sign_in_at = \(user.last_sign_in),
                    invitation_ends_at = \(status == .invited ? now : nil)
                WHERE organization_id = \(organization) AND id = \(user.contact) AND email_key IS NOT NULL
                """)
            if known == 0 { throw file.damaged("portal-users.jsonl names \(user.contact), who is no contact of it with an address") }
        }
    }

    private func put(_ ids: [ArchivedExternalID]) throws {
        try requireTargets(ids, .site, "SELECT id FROM sites WHERE organization_id = \(organization) AND id IN ")
        try requireTargets(ids, .contact, "SELECT id FROM contacts WHERE organization_id = \(organization) AND id IN ")
        try insert(
            "INSERT INTO external_ids (organization_id, source, kind, external_id, target_id, fields) VALUES ",
            ids.map {
                "(\(organization), \($0.source), \($0.kind), \($0.external_id), \($0.target), \($0.fields))"
            })
    }

    private func requireTargets(_ ids: [ArchivedExternalID], _ kind: ExternalKind, _ statement: Query) throws {
        let wanted = Set(ids.filter { $0.kind == kind.rawValue }.map(\.target))
        guard !wanted.isEmpty else { return }
        let known = try Set(connection.rows("\(statement)(\(list(wanted.sorted().map { "\($0)" })))") { try $0.text(0) })
        if let unknown = wanted.subtracting(known).min() {
            throw file.damaged("external-ids.jsonl names the \(kind.rawValue) \(unknown), which is not in it")
        }
    }

    private func put(_ entries: [ArchivedEntry]) throws {
        var rows: [Query] = [], values: [Query] = [], repeats: [Query] = []
        for archived in entries {
            let entry = archived.entry
            rows.append(
                """
                (\(organization), \(entry.number), \(entry.at), \(entry.action), \(entry.outcome), \(entry.actor), \(entry.target), \(entry.body), \(entry.hash))
                """)
            var personal = PersonalValues()
            for (name, value) in entry.values.sorted(by: { $0.key < $1.key }) {
                personal.add(name, salt: value.salt, value: value.value, of: Ledger.isOfActor(name) ? entry.actor : entry.target)
            }
            values += personal.rows(of: organization.text, entry.number)
            if archived.repeats > 0 {
                repeats.append("(\(organization), \(Refusals.closedWindow(of: entry)), \(entry.number), \(entry.at), \(archived.repeats))")
            }
        }
        try insert(
            "INSERT INTO audit_entries (organization_id, number, at, action, outcome, actor_id, target_id, body, hash) VALUES ", rows)
        try insert("INSERT INTO audit_values (organization_id, number, person_id, personal) VALUES ", values)
        try insert("INSERT INTO audit_repeats (organization_id, name, number, first_at, repeats) VALUES ", repeats)
    }

    // MARK: statements

    private func each<Item: ArchiveLine>(_ member: ArchiveMember, _ type: Item.Type, _ put: ([Item]) throws -> Void) throws {
        var batch: [Item] = []
        try file.eachLine(of: member) { line, _ in
            guard let item = Item(line: line) else { throw changed }
            batch.append(item)
            if batch.count == Self.batch {
                try put(batch)
                batch.removeAll(keepingCapacity: true)
            }
        }
        if !batch.isEmpty { try put(batch) }
    }

    private func list(_ rows: [Query]) -> Query { Query.joined(rows, separator: ", ") }

    /// - Parameter statement: ends where the rows begin. It takes so many at once that neither database has too many holes.
    private func insert(_ statement: Query, _ rows: [Query]) throws {
        for part in rows.chunked(by: 1000) { try connection.execute("\(statement)\(list(Array(part)))") }
    }

    /// What there can be once only is not put in twice.
    private func insertOnce(_ statement: Query, _ count: Int, _ what: String) throws {
        if try connection.execute(statement) < count {
            throw UnfitArchive(
                .exists, "\(what) of \(contents.name) is here already, or stands in the archive twice; nothing was brought in")
        }
    }

    private func requireSites(_ contacts: [ArchivedContact]) throws {
        let wanted = Set(contacts.flatMap(\.sites))
        guard !wanted.isEmpty else { return }
        let known = try Set(connection.rows("SELECT id FROM sites WHERE organization_id = \(organization)") { try $0.text(0) })
        if let unknown = wanted.subtracting(known).min() {
            throw file.damaged("contacts.jsonl names the site \(unknown), which is not in it")
        }
    }

    /// It was read a moment ago, and said something else.
    private var changed: UnfitArchive { file.damaged("it changed while it was read") }
}
