import Domain
import Storage

/// A contact found anywhere: no more than whose it is and where, which is not a look into the partner.
public struct FoundPerson: Sendable, Hashable, Identifiable {
    public let id: Contact.ID
    public let name: String
    public let organization: Organization.ID
    public let organizationName: String
}

extension WideTransaction where A == SearchDirectory {
    /// Contacts whose words begin with all of those in `search`, of every organization in which the actor may view contacts.
    public borrowing func people(_ search: String, limit: Int) throws -> [FoundPerson] {
        let reach = grant.actor.reach(.contactView)
        guard reach.contains(.allPartners), var conditions = wordConditions(search.contactSearchTerms, "contact_words", "contact_id") else {
            return []
        }
        if !reach.contains(.colleagues), let own = grant.actor.organization { conditions.append("w.organization_id <> \(own)") }
        let found = try connection.rows(
            """
            SELECT c.id, c.first_name, c.last_name, o.id, o.name FROM contact_words w
                JOIN contacts c ON c.organization_id = w.organization_id AND c.id = w.contact_id JOIN organizations o ON o.id = c.organization_id
            WHERE \(Query.joined(conditions, separator: " AND ")) ORDER BY w.word, w.organization_id, w.contact_id LIMIT \(4 * limit)
            """
        ) { row in
            let name = [try row.text(1), try row.text(2)].filter { !$0.isEmpty }.joined(separator: " ")
            return FoundPerson(
                id: Identifier(stored: try row.text(0)), name: name, organization: Identifier(stored: try row.text(3)),
                organizationName: try row.text(4))
        }
        return found.firstOfEach(limit)
    }
}

/// The longest word is looked up; the others are asked of what it finds, so that the work ends with the first few. Nil when
/// none is long enough.
///
/// - Parameter sought: of each the beginnings of which a word has one.
func wordConditions(_ sought: [[String]], _ table: StaticString, _ key: StaticString) -> [Query]? {
    func length(_ beginnings: [String]) -> Int { beginnings.map(\.count).min() ?? 0 }
    let words = sought.prefix(6).sorted { length($0) > length($1) }
    guard let longest = words.first, length(longest) >= 2 else { return nil }
    return [ContactQuery.beginsWord("w", with: longest)]
        + words.dropFirst().map { word in
            """
            EXISTS (SELECT 1 FROM \(Query(words: table)) v WHERE v.organization_id = w.organization_id AND \(Query(words: "v.", key, " = w.", key))
                AND \(ContactQuery.beginsWord("v", with: word)))
            """
        }
}

extension Array where Element: Identifiable {
    /// Several words of one thing may fit.
    func firstOfEach(_ limit: Int) -> [Element] {
        var seen: Set<Element.ID> = []
        return Array(filter { seen.insert($0.id).inserted }.prefix(limit))
    }
}
