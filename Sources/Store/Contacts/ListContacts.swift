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
        let rare = try rareWord(of: filter)
        let number = try first(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM \(ContactQuery.source(rare, in: organization))
                WHERE \(contactScope(.c)) AND \(filter.conditions(now: now, organization: organization, rare: rare))
                ORDER BY c.sort_key LIMIT \(BoundedCount.limit + 1)) AS counted
            """
        ) { try $0.int(0) }
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
    /// The word of a search that the fewest have, when those are few: it is quicker then to begin with them and to sort, and
    /// otherwise to go through all in order until the page is full.
    private borrowing func rareWord(of filter: ContactQuery) throws -> String? {
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

    borrowing func contactPage(_ filter: ContactQuery) throws -> Listing<Contact> {
        let window = filter.window()
        let limit = min(max(filter.limit, 1), 1000)
        let rare = try rareWord(of: filter)
        var keys: [String] = []
        var found = try rows(
            """
            SELECT \(contactColumns), \(filter.sortExpression) FROM \(ContactQuery.source(rare, in: organization))
            WHERE \(contactScope(.c)) AND \(filter.conditions(now: now, organization: organization, rare: rare)) AND \(window.condition)
            ORDER BY \(window.order) LIMIT \(limit + 1)
            """
        ) {
            keys.append(try $0.text(ContactRow.width))
            return try ContactRow($0, now: now).contact
        }
        let hasMore = found.count > limit
        if hasMore { (_, _) = (found.removeLast(), keys.removeLast()) }
        if window.isReversed { (found, keys) = (found.reversed(), keys.reversed()) }
        func cursor(_ index: Int?) -> Cursor? { index.map { Cursor(key: keys[$0], id: found[$0].id.text) } }
        let hasBefore = window.isReversed ? hasMore : filter.start != .beginning
        let hasAfter = window.isReversed ? true : hasMore
        return Listing(
            items: found,
            next: hasAfter ? cursor(found.indices.last) : nil,
            previous: hasBefore ? cursor(found.indices.first) : nil)
    }
}
