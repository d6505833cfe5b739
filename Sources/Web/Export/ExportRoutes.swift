import Domain
import HTTPTypes
import Pages
import Store

/// The grid and the log as files. What is taken away is on record before the first byte leaves.
extension RouteList {
    mutating func exportRoutes() {
        page(.get, .usersExport, ExportContacts.self) { visit in
            try visit.grant.require(.belonging(of: visit.subject))
            var query = ContactQuery(ContactFilter(query: visit.asked.query.pairs))
            query.start = .beginning
            query.limit = 500
            let viewing = try visit.actor.grant(ViewContacts.self), sites = try await visit.siteCodes()
            try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [query] in try $0.recordExport(of: try $0.count(query)) }
            let file = Chunks(head: CSV.byteOrderMark + CSV.line(ContactRow.columns), from: query) { [store = visit.store, looking = visit.looking] here in
                let page = try await store.read(viewing, in: looking) { try $0.contacts(here) }
                let next = page.next.map { cursor in
                    var next = here
                    next.start = .after(cursor)
                    return next
                }
                return (page.items.flatMap { CSV.line(ContactRow.cells($0, sites)) }, next)
            }
            return .file("users.csv", "text/csv; charset=utf-8; header=present", .stream { try await file.next() })
        }
        page(.get, .activityExport, ExportActivity.self) { visit in
            try visit.grant.require(.belonging(of: visit.subject))
            var filter = ActivityFilter(LogFilter(query: visit.asked.query.pairs))
            filter.limit = 500
            let viewing = try visit.actor.grant(ViewActivity.self)
            let newest = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [filter] in
                let found = try $0.count(filter)
                try $0.recordExport(of: found.entries)
                return found.newest
            }
            filter.before = newest + 1
            let file = Chunks(head: CSV.byteOrderMark + CSV.line(EntryRow.columns), from: filter) { [store = visit.store, looking = visit.looking] here in
                let page = try await store.read(viewing, in: looking) { try $0.activity(here) }
                let next = page.older.map { older in
                    var next = here
                    next.before = older
                    return next
                }
                return (page.entries.flatMap { CSV.line(EntryRow.cells($0)) }, next)
            }
            return .file("activity.csv", "text/csv; charset=utf-8; header=present", .stream { try await file.next() })
        }
    }
}

extension Visit {
    fileprivate func siteCodes() async throws -> [Site.ID: String] {
        let sites = try await store.read(try actor.grant(ViewSites.self), in: looking) { try $0.sites() }
        return Dictionary(sites.map { ($0.id, $0.details.code.text) }) { first, _ in first }
    }
}

/// A contact as a line of `users.csv`. Roles are `noc@osl001` each, `noc@*` for everywhere; moments are in UTC (RFC 3339).
private enum ContactRow {
    static let columns = ["id", "first_name", "last_name", "email", "phone", "title", "time_zone", "language", "kind", "sites", "roles", "level", "status", "last_sign_in"]

    static func cells(_ contact: Contact, _ sites: [Site.ID: String]) -> [String] {
        let details = contact.details, assignment = contact.assignment
        let roles = assignment.roles.map { "\($0.role.rawValue)@\($0.site.map { sites[$0] ?? "" } ?? "*")" }.sorted()
        return [
            contact.id.text, details.firstName.text, details.lastName.text, details.email?.text ?? "", details.phone?.text ?? "", details.title.text,
            details.timeZone?.text ?? "", details.language.rawValue, assignment.kind.rawValue,
            assignment.sites.compactMap { sites[$0] }.sorted().joined(separator: " "), roles.joined(separator: " "),
            contact.level.rawValue, contact.access.rawValue, contact.lastSignIn?.text ?? "",
        ]
    }
}

/// An entry as a line of `activity.csv`. Changes are `field: before -> after`, separated by semicolons.
private enum EntryRow {
    static let columns = ["number", "at", "actor_id", "actor", "level", "by_operator", "action", "outcome", "target_id", "target", "changes", "repeats", "address", "request_id"]

    static func cells(_ entry: ActivityEntry) -> [String] {
        [
            String(entry.number), entry.at.text, entry.actor?.text ?? "", word(entry.name), entry.level, entry.isByOperator ? "yes" : "no",
            entry.action, entry.outcome.rawValue, entry.target ?? "", word(entry.label),
            entry.changes.map { "\($0.field): \(word($0.before)) -> \(word($0.after))" }.joined(separator: "; "),
            String(entry.repeats), word(entry.address), entry.requestID,
        ]
    }

    private static func word(_ value: ActivityEntry.Value) -> String {
        switch value {
        case .nothing: ""
        case .text(let text): text
        case .erased: "[erased]"
        case .secret: "[secret]"
        }
    }
}
