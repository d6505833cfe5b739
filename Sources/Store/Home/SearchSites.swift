import Domain
import Storage

/// A site found anywhere: no more than what it is called and whose it is, which is not a look into the partner.
public struct FoundSite: Sendable, Hashable, Identifiable {
    public let id: Site.ID
    public let code: String
    public let name: String
    public let organization: Organization.ID
    public let organizationName: String
}

extension WideTransaction where A == SearchDirectory {
    /// Sites of all partners whose words begin with all of those in `search`.
    public borrowing func sites(_ search: String, limit: Int) throws -> [FoundSite] {
        guard grant.actor.reach(.siteView).contains(.allPartners),
            let conditions = wordConditions(search.searchWords.map { [$0] }, "site_words", "site_id")
        else {
            return []
        }
        return try connection.rows(
            """
            SELECT s.id, s.code, s.name, o.id, o.name FROM site_words w
                JOIN sites s ON s.organization_id = w.organization_id AND s.id = w.site_id JOIN organizations o ON o.id = s.organization_id
            WHERE \(Query.joined(conditions, separator: " AND ")) ORDER BY w.word, w.organization_id, w.site_id LIMIT \(4 * limit)
            """
        ) { row in
            FoundSite(
                id: Identifier(stored: try row.text(0)), code: try row.text(1), name: try row.text(2),
                organization: Identifier(stored: try row.text(3)),
                organizationName: try row.text(4))
        }.firstOfEach(limit)
    }
}
