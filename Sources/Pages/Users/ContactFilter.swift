import Domain
import Markup

/// Which contacts the Users page shows and how, exactly as its address says it: a view can be kept, sent to a colleague
/// and gone back to. Unknown names and values in an address are passed over.
public struct ContactFilter: Sendable, Hashable {
    public enum Sort: String, Sendable, CaseIterable {
        case name, email, level, status, lastSignIn = "last_sign_in"
    }

    /// The columns that people can hide; the name always stays.
    public enum Column: String, Sendable, CaseIterable {
        case email, phone, roles, level, status, lastSignIn = "last_sign_in"
    }

    /// Where in the sorted list to go on: an opaque word made by whoever read the rows.
    public enum Cursor: Sendable, Hashable {
        case after(String), before(String)
    }

    /// What was typed into the search field.
    public var text = ""
    public var roles: Set<ContactRole> = []
    public var levels: Set<Level> = []
    public var sites: Set<Site.ID> = []
    public var statuses: Set<AccessStatus> = []
    public var sort = Sort.name
    public var isDescending = false
    public var cursor: Cursor?
    /// Nil for all of them.
    public var columns: Set<Column>?

    public init() {}

    /// From the items of a query, decoded.
    public init(query: some Sequence<(name: String, value: String)>) {
        for (name, value) in query {
            switch name {
            case "q": text = String(value.trimmed.prefix(100))
            case "role": if let role = ContactRole(rawValue: value) { roles.insert(role) }
            case "level": if let level = Level(rawValue: value) { levels.insert(level) }
            case "site": if let site = Site.ID(value) { sites.insert(site) }
            case "status": if let status = AccessStatus(rawValue: value) { statuses.insert(status) }
            case "sort":
                isDescending = value.hasPrefix("-")
                sort = Sort(rawValue: isDescending ? String(value.dropFirst()) : value) ?? .name
            case "after" where value.utf8.count <= 2000: cursor = .after(value)
            case "before" where value.utf8.count <= 2000: cursor = .before(value)
            case "column": columns = (columns ?? []).union(Column(rawValue: value).map { [$0] } ?? [])
            default: break
            }
        }
    }

    /// The columns that were chosen last, from the cookie `columns` (`email.roles`, or `none`), where the address names none.
    public mutating func remember(columns cookie: String?) {
        guard columns == nil, let cookie else { return }
        columns = Set(cookie.split(separator: ".").compactMap { Column(rawValue: String($0)) })
    }

    /// True when some contacts may be left out.
    public var narrows: Bool {
        !text.isEmpty || !roles.isEmpty || !levels.isEmpty || !sites.isEmpty || !statuses.isEmpty
    }

    func shows(_ column: Column) -> Bool { columns?.contains(column) ?? true }

    /// The word for sorting in an address: `name`, or `-name` from the other end.
    var sortWord: String { (isDescending ? "-" : "") + sort.rawValue }

    /// `link` with everything of this filter that differs from the plain page.
    public func applied(to link: Link) -> Link {
        var link = fields.reduce(link) { $0.query($1.name, $1.value) }
        switch cursor {
        case .after(let word): link = link.query("after", word)
        case .before(let word): link = link.query("before", word)
        case nil: break
        }
        return link
    }

    /// The same as fields of a form; the place in the list is left out, since a changed filter starts at its beginning.
    var fields: [(name: StaticString, value: String)] {
        var fields: [(name: StaticString, value: String)] = []
        if !text.isEmpty { fields.append(("q", text)) }
        for role in ContactRole.allCases where roles.contains(role) { fields.append(("role", role.rawValue)) }
        for level in Level.allCases where levels.contains(level) { fields.append(("level", level.rawValue)) }
        for site in sites.sorted() { fields.append(("site", site.text)) }
        for status in AccessStatus.allCases where statuses.contains(status) { fields.append(("status", status.rawValue)) }
        if sort != .name || isDescending { fields.append(("sort", sortWord)) }
        if let columns {
            for column in Column.allCases where columns.contains(column) { fields.append(("column", column.rawValue)) }
            if columns.isEmpty { fields.append(("column", "name")) }
        }
        return fields
    }

    /// Sorted by `sort`; by the present one again, from its other end.
    func sorted(by sort: Sort) -> ContactFilter {
        var filter = self
        filter.isDescending = sort == self.sort && !isDescending
        filter.sort = sort
        filter.cursor = nil
        return filter
    }

    func at(_ cursor: Cursor) -> ContactFilter {
        var filter = self
        filter.cursor = cursor
        return filter
    }

    /// With a change that starts again at the first page.
    func with(_ change: (inout ContactFilter) -> Void) -> ContactFilter {
        var filter = self
        change(&filter)
        filter.cursor = nil
        return filter
    }
}
