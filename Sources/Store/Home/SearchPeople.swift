import Domain
import Storage

/// A contact found anywhere: no more than whose it is and where, which is not a look into the partner.
public struct FoundPerson: Sendable, Hashable {
    public let id: Contact.ID
    public let name: String
    public let organization: Organization.ID
    public let organizationName: String
}

extension WideTransaction where A == SearchDirectory {
    /// Contacts whose words begin with all of those in `search`, of every organization in which the actor may view contacts.
    ///
    /// The longest word is looked up; the others are asked of what it finds, so that the work ends with the first few.
    public borrowing func people(_ search: String, limit: Int) throws -> [FoundPerson] {
        let words = search.searchWords.prefix(6).sorted { $0.count > $1.count }
        guard let longest = words.first, longest.count >= 2 else { return [] }
        var conditions: [Query] = ["w.word >= \(longest)", "w.word < \(longest + "\u{10FFFF}")"]
        for word in words.dropFirst() {
            conditions.append("""
                EXISTS (SELECT 1 FROM contact_words v WHERE v.organization_id = w.organization_id AND v.contact_id = w.contact_id
                    AND v.word >= \(word) AND v.word < \(word + "\u{10FFFF}"))
                """)
        }
        let reach = grant.actor.reach(.contactView)
        if !reach.contains(.allPartners) { return [] }
        if !reach.contains(.colleagues), let own = grant.actor.organization { conditions.append("w.organization_id <> \(own)") }
        let found = try connection.rows("""
            SELECT c.id, c.first_name, c.last_name, o.id, o.name FROM contact_words w
                JOIN contacts c ON c.organization_id = w.organization_id AND c.id = w.contact_id JOIN organizations o ON o.id = c.organization_id
            WHERE \(Query.joined(conditions, separator: " AND ")) ORDER BY w.word, w.organization_id, w.contact_id LIMIT \(4 * limit)
            """) { row in
                let name = [try row.text(1), try row.text(2)].filter { !$0.isEmpty }.joined(separator: " ")
                return FoundPerson(id: Identifier(stored: try row.text(0)), name: name, organization: Identifier(stored: try row.text(3)), organizationName: try row.text(4))
            }
        // One contact may have several words that fit.
        var seen: Set<Contact.ID> = []
        return Array(found.filter { seen.insert($0.id).inserted }.prefix(limit))
    }
}
