import Domain
import Storage

extension Transaction where A == ViewContacts {
    /// One page of the contacts that fit, with their sites and roles.
    public borrowing func contacts(_ filter: ContactQuery) throws -> Listing<Contact> {
        try contactPage(filter)
    }

    /// How many fit, and how many there are, each counted up to ``BoundedCount/limit``.
    public borrowing func counts(_ filter: ContactQuery) throws -> (fitting: BoundedCount, all: BoundedCount) {
        let all = try count(ContactQuery())
        return (filter.isEmpty ? all : try count(filter), all)
    }

    /// In the order of an index: without one PostgreSQL may read the others' contacts until it has met enough of these.
    private borrowing func count(_ filter: ContactQuery) throws -> BoundedCount {
        let fitting: Query
        switch try way(of: filter) {
        case .words(let lead):
            if lead.words.isEmpty { return BoundedCount(0) }
            fitting = """
                SELECT DISTINCT l.contact_id FROM contact_words l CROSS JOIN contacts c
                WHERE l.organization_id = \(organization) AND l.word IN (\(Query.joined(lead.words.map { "\($0)" }, separator: ", ")))
                    AND c.id = l.contact_id AND \(contactScope(.c))
                    AND \(filter.conditions(now: now, organization: organization, led: lead.beginnings))
                """
        case .rows(let rare):
            fitting = """
                SELECT 1 FROM \(ContactQuery.source(rare, in: organization))
                WHERE \(contactScope(.c)) AND \(filter.conditions(now: now, organization: organization, rare: rare)) ORDER BY c.sort_key
                """
        }
        let number = try first("SELECT COUNT(*) FROM (\(fitting) LIMIT \(BoundedCount.limit + 1)) AS counted") { try $0.int(0) }
        return BoundedCount(Int(number ?? 0))
    }
}

extension Transaction where A == ExportContacts {
    /// One chunk of an export, by key.
    public borrowing func contacts(_ filter: ContactQuery) throws -> Listing<Contact> {
        try contactPage(filter)
    }

    /// Leaves the entry that says who took what away.
    ///
    /// - Parameter list: which list of people it was, when it was not that of contacts.
    public borrowing func recordExport(of count: Int?, list: String? = nil) throws {
        try record(
            of: organization.text,
            [Record.Change("contacts", plain: nil, count.map { String($0) }), Record.Change("list", plain: nil, list)])
    }
}

extension Transaction {
    fileprivate borrowing func way(of filter: ContactQuery) throws -> Way {
        let rare = try rareWord(of: filter)
        return try rare == nil ? lead(of: filter).map(Way.words) ?? .rows(rare: nil) : .rows(rare: rare)
    }

    /// The word of a search that the fewest have, when those are few: it is quicker then to begin with them and to sort, and
    /// otherwise to go through all in order until the page is full.
    private borrowing func rareWord(of filter: ContactQuery) throws -> [String]? {
        let counted = try filter.words.map { word in
            (
                word,
                try first(
                    """
                    SELECT COUNT(*) FROM (SELECT 1 FROM contact_words w WHERE \(ContactQuery.begins(with: word, in: organization).asGuard) LIMIT \(filter.few)) AS counted
                    """
                ) { try $0.int(0) } ?? 0
            )
        }
        return counted.filter { $0.1 < filter.few }.min { $0.1 < $1.1 }?.0
    }

    /// The whole words that begin with one of those that are looked for, where they are few: those that have one of them are
    /// found in the order of names. Nil otherwise; what has very many words, very many contacts have.
    private borrowing func lead(of filter: ContactQuery) throws -> Lead? {
        guard filter.sort == .name else { return nil }
        var leads: [Lead] = []
        for beginnings in filter.words {
            var words: Set<String> = []
            for beginning in beginnings { words.formUnion(try wholeWords(beginning)) }
            leads.append(Lead(beginnings: beginnings, words: words.sorted()))
        }
        return leads.filter { $0.words.count <= Lead.most }.min { $0.words.count < $1.words.count }
    }

    /// From each word to the next, without a look at those between; of very many not all.
    private borrowing func wholeWords(_ beginning: String) throws -> [String] {
        try rows(
            """
            WITH RECURSIVE hop (word, number) AS (
                SELECT MIN(w.word), 1 FROM contact_words w
                    WHERE \(ContactQuery.begins(with: [beginning], in: organization).asGuard)
                UNION ALL
                SELECT (SELECT MIN(w.word) FROM contact_words w
                    WHERE w.organization_id = \(organization) AND w.word > hop.word AND w.word < \(ContactQuery.end(of: beginning))), hop.number + 1
                FROM hop WHERE hop.word IS NOT NULL AND hop.number <= \(Lead.most))
            SELECT word FROM hop WHERE word IS NOT NULL
            """
        ) { try $0.text(0) }
    }

    /// Contacts of a page and one more, with what they are sorted by, as each of the lead's words has them in order.
    private borrowing func led(_ filter: ContactQuery, by lead: Lead, _ limit: Int) throws -> [(contact: Contact, key: String)] {
        let window = filter.window(by: "l.sort_key", "l.contact_id")
        var found: [Contact.ID: (contact: Contact, key: String)] = [:]
        for word in lead.words {
            _ = try rows(
                """
                SELECT \(contactColumns), l.sort_key FROM contact_words l CROSS JOIN contacts c
                WHERE l.organization_id = \(organization) AND l.word = \(word) AND c.id = l.contact_id AND \(contactScope(.c))
                    AND \(filter.conditions(now: now, organization: organization, led: lead.beginnings)) AND \(window.condition)
                ORDER BY \(window.order) LIMIT \(limit + 1)
                """
            ) {
                let contact = try ContactRow($0, now: now).contact
                found[contact.id] = (contact, try $0.text(ContactRow.width))
            }
        }
        func precedes(_ one: (contact: Contact, key: String), _ other: (contact: Contact, key: String)) -> Bool {
            // As the databases compare: byte by byte.
            let (a, b) = ((Array(one.key.utf8), one.contact.id.text), (Array(other.key.utf8), other.contact.id.text))
            return a.0 == b.0 ? a.1 < b.1 : a.0.lexicographicallyPrecedes(b.0)
        }
        return Array(found.values.sorted { filter.isFalling ? precedes($1, $0) : precedes($0, $1) }.prefix(limit + 1))
    }

    private borrowing func inOrder(_ filter: ContactQuery, _ limit: Int) throws -> [(contact: Contact, key: String)] {
        switch try way(of: filter) {
        case .words(let lead): return try led(filter, by: lead, limit)
        case .rows(let rare):
            let window = filter.window()
            return try rows(
                """
                SELECT \(contactColumns), \(filter.sortExpression) FROM \(ContactQuery.source(rare, in: organization))
                WHERE \(contactScope(.c)) AND \(filter.conditions(now: now, organization: organization, rare: rare)) AND \(window.condition)
                ORDER BY \(window.order) LIMIT \(limit + 1)
                """
            ) { (try ContactRow($0, now: now).contact, try $0.text(ContactRow.width)) }
        }
    }

    borrowing func contactPage(_ filter: ContactQuery) throws -> Listing<Contact> {
        let limit = min(max(filter.limit, 1), 1000)
        let rows = try inOrder(filter, limit)
        var (found, keys) = (rows.map(\.contact), rows.map(\.key))
        let hasMore = found.count > limit
        if hasMore { (_, _) = (found.removeLast(), keys.removeLast()) }
        if filter.isReversed { (found, keys) = (found.reversed(), keys.reversed()) }
        func cursor(_ index: Int?) -> Cursor? { index.map { Cursor(key: keys[$0], id: found[$0].id.text) } }
        let hasBefore = filter.isReversed ? hasMore : filter.start != .beginning
        let hasAfter = filter.isReversed ? true : hasMore
        return Listing(
            items: found,
            next: hasAfter ? cursor(found.indices.last) : nil,
            previous: hasBefore ? cursor(found.indices.first) : nil)
    }
}

/// How the contacts of a filter are come by.
private enum Way {
    /// Word by word, each in the order of names.
    case words(Lead)
    /// Those of one rare word, or all in their order.
    case rows(rare: [String]?)
}

/// The whole words that begin as one that is looked for does.
private struct Lead {
    let beginnings: [String]
    let words: [String]

    /// More are not asked one by one.
    static let most = 8
}
