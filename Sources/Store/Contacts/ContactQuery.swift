import Domain
import Storage

/// Which contacts a list shows, in which order, and where it goes on.
public struct ContactQuery: Sendable, Hashable {
    public enum Sort: String, Sendable, CaseIterable {
        case name, email, level, status
        case lastSignIn = "last_sign_in"
    }

    public enum Start: Sendable, Hashable {
        case beginning
        case after(Cursor)
        case before(Cursor)
    }

    /// Words or beginnings of words in name, email or phone; all must fit.
    public var search = ""
    public var levels: Set<Level> = []
    public var roles: Set<ContactRole> = []
    public var sites: Set<Site.ID> = []
    public var statuses: Set<AccessStatus> = []
    public var sort = Sort.name
    public var isDescending = false
    public var start = Start.beginning
    /// 1 to 200.
    public var limit = 50
    /// A beginning that fewer words of contacts have is where a search begins; see ``Transaction/rareWord(of:)``.
    var few = 500

    public init() {}

    /// A page that is read from its end.
    var isReversed: Bool { if case .before = start { true } else { false } }
    /// As the rows are asked for.
    var isFalling: Bool { isDescending != isReversed }

    /// Who fits changes with time alone: an invitation runs out.
    public var dependsOnTime: Bool { !statuses.isDisjoint(with: [.invited, .expired]) }

    public var isEmpty: Bool {
        search.isEmpty && levels.isEmpty && roles.isEmpty && sites.isEmpty && statuses.isEmpty
    }
}

/// The place of one row in a sorted list: the value sorted by, and the row's id.
public struct Cursor: Sendable, Hashable {
    let key: String
    let id: String

    /// As a URL carries it: opaque text.
    public var text: String { Hex.text("\(key)\u{0}\(id)".utf8) }

    public init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        let digits = Array(text.utf8)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else { return nil }
            bytes.append(byte)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), let separator = decoded.lastIndex(of: "\u{0}") else { return nil }
        key = String(decoded[..<separator])
        id = String(decoded[decoded.index(after: separator)...])
        if key.unicodeScalars.contains("\u{0}") || Identifier<Contact>(id) == nil { return nil }
    }

    init(key: String, id: String) {
        self.key = key
        self.id = id
    }
}

/// One page of a list, and where it goes on.
public struct Listing<Item: Sendable>: Sendable {
    public let items: [Item]
    public let next: Cursor?
    public let previous: Cursor?

    public init(items: [Item], next: Cursor?, previous: Cursor?) {
        self.items = items
        self.next = next
        self.previous = previous
    }
}

extension Listing: Equatable where Item: Equatable {}

extension Listing where Item == Contact {
    /// When the first of its invitations runs out: its contact is shown as another then.
    public var end: Moment? { items.compactMap { $0.access == .invited ? $0.invitationEnds : nil }.min() }
}

/// A count that stops at a limit, so that it costs the same for the largest organization.
public struct BoundedCount: Sendable, Hashable {
    public static let limit = 1000

    public let number: Int
    public var isMore: Bool { number > BoundedCount.limit }

    public init(_ number: Int) {
        self.number = number
    }
}

extension ContactQuery {
    /// What is looked for: of each the beginnings of which a word has one.
    var words: [[String]] { Array(search.contactSearchTerms.prefix(8)) }

    /// The rows that are asked: those of one word where few have it, as ``Transaction/rareWord(of:)`` found out; otherwise
    /// all, in their order.
    static func source(_ rare: [String]?, in organization: Organization.ID) -> Query {
        guard let rare else { return "contacts c" }
        // SQLite would follow the index by contact, through all of the organization, to have each contact once without sorting:
        // hence an expression. The words CROSS JOIN have it go through the few first.
        return """
            (SELECT DISTINCT w.contact_id || '' AS contact_id FROM contact_words w WHERE \(begins(with: rare, in: organization))) AS few
            CROSS JOIN contacts c
            """
    }

    static func begins(with word: [String], in organization: Organization.ID) -> Query {
        "w.organization_id = \(organization) AND \(beginsWord("w", with: word))"
    }

    /// The word of a row begins with one of these.
    static func beginsWord(_ row: StaticString, with beginnings: [String]) -> Query {
        let ranges = beginnings.map { beginning -> Query in
            "\(Query(words: row)).word >= \(beginning) AND \(Query(words: row)).word < \(end(of: beginning))"
        }
        return ranges.count == 1 ? ranges[0] : "(\(Query.joined(ranges, separator: " OR ")))"
    }

    /// No word that begins with this one is behind it.
    static func end(of word: String) -> String { word + "\u{10FFFF}" }

    /// The conditions of the filter, without the tenant's.
    ///
    /// - Parameter led: the word by which the contacts were found, so that it need not be asked for.
    func conditions(now: Moment, organization: Organization.ID, rare: [String]? = nil, led: [String]? = nil) -> Query {
        var conditions: [Query] = [rare == nil ? "1 = 1" : "c.id = few.contact_id"]
        for word in words where word != rare && word != led {
            conditions.append(
                "EXISTS (SELECT 1 FROM contact_words w WHERE w.contact_id = c.id AND \(ContactQuery.begins(with: word, in: organization)))")
        }
        if !levels.isEmpty { conditions.append("c.level IN (\(list(levels.map(\.rawValue))))") }
        if !roles.isEmpty {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM contact_roles r WHERE r.organization_id = c.organization_id AND r.contact_id = c.id
                    AND r.role IN (\(list(roles.map(\.rawValue)))))
                """)
        }
        if !sites.isEmpty {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM contact_sites s WHERE s.organization_id = c.organization_id AND s.contact_id = c.id
                    AND s.site_id IN (\(list(sites.map(\.text)))))
                """)
        }
        if !statuses.isEmpty {
            conditions.append(
                "(\(Query.joined(statuses.sorted { $0.rawValue < $1.rawValue }.map { status($0, now: now) }, separator: " OR ")))")
        }
        return Query.joined(conditions, separator: " AND ")
    }

    private func status(_ status: AccessStatus, now: Moment) -> Query {
        switch status {
        case .invited: "(c.status = 'invited' AND c.invitation_ends_at > \(now))"
        case .expired: "(c.status = 'invited' AND c.invitation_ends_at <= \(now))"
        case .none, .active, .suspended: "c.status = \(status.rawValue)"
        }
    }

    private func list(_ values: [String]) -> Query {
        Query.joined(values.sorted().map { "\($0)" as Query }, separator: ", ")
    }

    /// What is sorted by, always text, so that one cursor serves every order.
    var sortExpression: Query {
        switch sort {
        case .name: "c.sort_key"
        case .email: "COALESCE(c.email_key, '')"
        case .level:
            """
            CASE c.level WHEN 'none' THEN '0' WHEN 'read_only' THEN '1' WHEN 'auditor' THEN '1' WHEN 'engineering' THEN '2'
                WHEN 'assessor' THEN '2' WHEN 'operations' THEN '3' WHEN 'partner_manager' THEN '4' ELSE '5' END
            """
        case .status: "CASE c.status WHEN 'active' THEN '0' WHEN 'invited' THEN '1' WHEN 'suspended' THEN '2' ELSE '3' END"
        // Thirteen digits of milliseconds sort as text until the year 2286.
        case .lastSignIn: "COALESCE(CAST(c.last_sign_in_at AS TEXT), '')"
        }
    }

    /// The condition of the cursor and the order, which is turned around when going back.
    ///
    /// - Parameters:
    ///   - expression: what is sorted by, where it is not ``sortExpression``.
    ///   - id: the contact's id.
    func window(by expression: Query? = nil, _ id: Query = "c.id") -> (condition: Query, order: Query) {
        let expression = expression ?? sortExpression
        let cursor: Cursor? =
            switch start {
            case .beginning: nil
            case .after(let place), .before(let place): place
            }
        let order: Query = isFalling ? "\(expression) DESC, \(id) DESC" : "\(expression), \(id)"
        guard let cursor else { return ("1 = 1", order) }
        let condition: Query =
            isFalling
            ? "(\(expression), \(id)) < (\(cursor.key), \(cursor.id))"
            : "(\(expression), \(id)) > (\(cursor.key), \(cursor.id))"
        return (condition, order)
    }
}
