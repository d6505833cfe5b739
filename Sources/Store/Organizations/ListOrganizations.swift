import Domain
import Storage

/// A partner in the operator's list.
public struct OrganizationSummary: Sendable, Hashable {
    public let organization: Organization
    public let contacts: Int
    public let activeAdmins: Int
    public let sites: Int
}

extension WideTransaction where A == SearchDirectory {
    /// Organizations by name, those that begin with `search` in a word of their name or hold it as an ASN.
    public borrowing func organizations(search: String, start: ContactQuery.Start, limit: Int) throws -> Listing<OrganizationSummary> {
        var conditions: [Query] = [grant.reach.contains(.belongings) ? "1 = 1" : "o.kind <> 'operator'"]
        for word in search.searchWords.prefix(6) {
            let number = Int64(word.hasPrefix("as") ? String(word.dropFirst(2)) : word)
            conditions.append(
                """
                (o.sort_key LIKE \(word + "%") OR o.sort_key LIKE \("% " + word + "%")
                    OR o.id IN (SELECT a.organization_id FROM organization_asns a WHERE a.asn = \(number ?? -1)))
                """)
        }
        var isReversed = false
        switch start {
        case .beginning: break
        case .after(let cursor): conditions.append("(o.sort_key, o.id) > (\(cursor.key), \(cursor.id))")
        case .before(let cursor):
            conditions.append("(o.sort_key, o.id) < (\(cursor.key), \(cursor.id))")
            isReversed = true
        }
        let order: Query = isReversed ? "o.sort_key DESC, o.id DESC" : "o.sort_key, o.id"
        var found = try connection.rows(
            """
            SELECT \(organizationColumns),
                (SELECT COUNT(*) FROM contacts c WHERE c.organization_id = o.id),
                (SELECT COUNT(*) FROM contacts c WHERE c.organization_id = o.id AND c.level IN ('admin', 'operator_admin') AND c.status = 'active'),
                (SELECT COUNT(*) FROM sites s WHERE s.organization_id = o.id)
            FROM organizations o WHERE \(Query.joined(conditions, separator: " AND ")) ORDER BY \(order) LIMIT \(limit + 1)
            """
        ) { row in
            (
                OrganizationSummary(
                    organization: try Organization(row), contacts: Int(try row.int(9)), activeAdmins: Int(try row.int(10)),
                    sites: Int(try row.int(11))), try row.text(8)
            )
        }
        let hasMore = found.count > limit
        if hasMore { found.removeLast() }
        if isReversed { found.reverse() }
        let cursors = [found.first, found.last].map { $0.map { Cursor(key: $0.1, id: $0.0.organization.id.text) } }
        return Listing(
            items: try withASNs(found.map(\.0)), next: isReversed || hasMore ? cursors[1] : nil,
            previous: isReversed ? (hasMore ? cursors[0] : nil) : (start == .beginning ? nil : cursors[0]))
    }

    private borrowing func withASNs(_ summaries: [OrganizationSummary]) throws -> [OrganizationSummary] {
        guard !summaries.isEmpty else { return [] }
        let list = Query.joined(summaries.map { "\($0.organization.id)" as Query }, separator: ", ")
        var asns: [Organization.ID: [ASN]] = [:]
        _ = try connection.rows("SELECT organization_id, asn FROM organization_asns WHERE organization_id IN (\(list)) ORDER BY asn") {
            asns[Identifier(stored: try $0.text(0)), default: []].append(ASN(stored: try $0.int(1)))
        }
        return summaries.map { summary in
            var organization = summary.organization
            organization.asns = asns[organization.id] ?? []
            return OrganizationSummary(
                organization: organization, contacts: summary.contacts, activeAdmins: summary.activeAdmins, sites: summary.sites)
        }
    }
}
