import Domain
import Storage

/// Reads the members of one organization's archive, a few hundred rows at a time, in one transaction that only reads.
struct ArchiveSnapshot {
    let organization: Organization.ID
    let connection: any Connection

    /// So many rows are read at once.
    private static let page = 500

    /// How many rows there are to write.
    func count() throws -> Int64 {
        try connection.first(
            """
            SELECT (SELECT COUNT(*) FROM contacts WHERE organization_id = \(organization)), (SELECT COUNT(*) FROM sites WHERE organization_id = \(organization)),
                (SELECT COUNT(*) FROM contacts WHERE organization_id = \(organization) AND level <> 'none'),
                (SELECT entries FROM audit_chains WHERE organization_id = \(organization)), (SELECT COUNT(*) FROM external_ids e WHERE \(travelling))
            """
        ) { try $0.int(0) + $0.int(1) + $0.int(2) + ($0.optionalInt(3) ?? 0) + $0.int(4) + 1 } ?? 0
    }

    func eachLine(of member: ArchiveMember, _ body: (String) throws -> Void) throws {
        switch member {
        case .organization: try body(try organizationLine())
        case .sites: try eachSite(body)
        case .contacts: try eachContact(body)
        case .portalUsers: try eachPortalUser(body)
        case .externalIDs: try eachExternalID(body)
        case .activity: try eachEntry(body)
        }
    }

    private func organizationLine() throws -> String {
        let asns = try connection.rows("SELECT asn FROM organization_asns WHERE organization_id = \(organization) ORDER BY asn") {
            try $0.int(0)
        }
        let line = try connection.first(
            """
            SELECT name, kind, status, allows_exemption, email_domains, inactivity_days, version, created_at FROM organizations WHERE id = \(organization)
            """
        ) { row in
            ArchivedOrganization(
                id: organization.text, name: try row.text(0), kind: try row.text(1), status: try row.text(2), asns: asns,
                policy: ArchivedOrganization.Rules(
                    allows_exemption: try row.bool(3), email_domains: try row.text(4).split(separator: " ").map(String.init),
                    inactivity_days: try row.optionalInt(5).map(Int.init)),
                version: try row.int(6), created_at: try row.int(7)
            ).line
        }
        guard let line else { throw Trouble.notFound }
        return line
    }

    private func eachSite(_ body: (String) throws -> Void) throws {
        try eachPage(after: "") { last in
            try connection.rows(
                """
                SELECT id, code, name, address, time_zone, version, created_at, time_zone_guessed FROM sites
                WHERE organization_id = \(organization) AND id > \(last) ORDER BY id LIMIT \(Self.page)
                """
            ) { row in
                (
                    key: try row.text(0),
                    line: ArchivedSite(
                        id: try row.text(0), code: try row.text(1), name: try row.text(2), address: try row.text(3),
                        time_zone: try row.text(4), time_zone_guessed: try row.bool(7) ? true : nil,
                        version: try row.int(5), created_at: try row.int(6)
                    ).line
                )
            }
        } _: {
            try body($0)
        }
    }

    private func eachContact(_ body: (String) throws -> Void) throws {
        try eachPage(after: "") { last in
            try connection.rows(
                """
                SELECT \(contactColumns), c.created_at FROM contacts c
                WHERE c.organization_id = \(organization) AND c.id > \(last) ORDER BY c.id LIMIT \(Self.page)
                """
            ) { row in
                // What the time does to an invitation is not part of a contact.
                let contact = try ContactRow(row, now: Moment(milliseconds: 0)).contact, details = contact.details
                return (
                    key: contact.id.text,
                    line: ArchivedContact(
                        id: contact.id.text, kind: contact.assignment.kind.rawValue, first_name: details.firstName.text,
                        last_name: details.lastName.text,
                        email: details.email?.text, phone: details.phone?.text, title: details.title.text,
                        time_zone: details.timeZone?.text,
                        language: details.language.rawValue, sites: contact.assignment.sites.sorted().map(\.text),
                        roles: contact.assignment.roles.sorted().map { ArchivedContact.Role(role: $0.role.rawValue, site: $0.site?.text) },
                        version: contact.version, created_at: try row.int(ContactRow.width)
                    ).line
                )
            }
        } _: {
            try body($0)
        }
    }

    private func eachPortalUser(_ body: (String) throws -> Void) throws {
        try eachPage(after: "") { last in
            try connection.rows(
                """
                SELECT id, level, status, last_sign_in_at FROM contacts
                WHERE organization_id = \(organization) AND level <> 'none' AND id > \(last) ORDER BY id LIMIT \(Self.page)
                """
            ) { row in
                (
                    key: try row.text(0),
                    line: ArchivedPortalUser(
                        contact: try row.text(0), level: try row.text(1), suspended: try row.text(2) == AccessStatus.suspended.rawValue,
                        last_sign_in: try row.optionalInt(3)
                    ).line
                )
            }
        } _: {
            try body($0)
        }
    }

    /// Of the organization itself only what PeeringDB calls it: by which name an operator's file knows it says nothing elsewhere.
    private var travelling: Query {
        """
        e.organization_id = \(organization) AND (e.kind = 'organization' AND e.source = 'peeringdb'
            OR e.kind = 'site' AND EXISTS (SELECT 1 FROM sites s WHERE s.organization_id = e.organization_id AND s.id = e.target_id)
            OR e.kind = 'contact' AND EXISTS (SELECT 1 FROM contacts c WHERE c.organization_id = e.organization_id AND c.id = e.target_id))
        """
    }

    private func eachExternalID(_ body: (String) throws -> Void) throws {
        try eachPage(after: ("", "", "")) { last in
            try connection.rows(
                """
                SELECT e.source, e.kind, e.external_id, e.target_id, e.fields FROM external_ids e
                WHERE \(travelling) AND (e.source, e.kind, e.external_id) > (\(last.0), \(last.1), \(last.2))
                ORDER BY e.source, e.kind, e.external_id LIMIT \(Self.page)
                """
            ) { row in
                let id = ArchivedExternalID(
                    source: try row.text(0), kind: try row.text(1), external_id: try row.text(2), target: try row.text(3),
                    fields: try row.text(4))
                return (key: (id.source, id.kind, id.external_id), line: id.line)
            }
        } _: {
            try body($0)
        }
    }

    private func eachEntry(_ body: (String) throws -> Void) throws {
        var repeats: [Int64: Int64] = [:]
        _ = try connection.rows("SELECT number, repeats FROM audit_repeats WHERE organization_id = \(organization) AND repeats > 0") {
            repeats[try $0.int(0)] = try $0.int(1)
        }
        try eachStoredEntry(of: organization.text, on: connection) { entry in
            try body(ArchivedEntry(entry: entry, repeats: repeats[entry.number] ?? 0).line)
        }
    }

    private func eachPage<Key>(after start: Key, _ read: (Key) throws -> [(key: Key, line: String)], _ body: (String) throws -> Void) throws
    {
        var last = start
        while true {
            let page = try read(last)
            guard let end = page.last else { return }
            for row in page { try body(row.line) }
            last = end.key
        }
    }
}
