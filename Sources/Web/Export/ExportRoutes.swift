import Domain
import HTTPTypes
import Pages
import Store

/// The grids and the log as files, each under the filter of its page. Where people are listed, what is taken away is on
/// record before the first byte leaves.
extension RouteList {
    mutating func exportRoutes() {
        page(.get, .usersExport, ExportContacts.self) { visit in
            try visit.grant.require(.belonging(of: visit.subject))
            try visit.requireConfirmation()
            var query = ContactQuery(ContactFilter(query: visit.asked.query.pairs))
            query.start = .beginning
            query.limit = 500
            let viewing = try visit.actor.grant(ViewContacts.self), sites = try await visit.siteCodes()
            try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [query] in
                try $0.recordExport(of: try $0.count(query))
            }
            return .csv("users.csv", .contacts(sites), from: query) { [store = visit.store, looking = visit.looking] here in
                let page = try await store.read(viewing, in: looking) { try $0.contacts(here) }
                let next = page.next.map { cursor in
                    var next = here
                    next.start = .after(cursor)
                    return next
                }
                return (page.items, next)
            }
        }
        page(.get, .toldExport, ExportContacts.self) { visit in
            try visit.grant.require(.belonging(of: visit.subject))
            try visit.requireConfirmation()
            let told = try await visit.store.read(try visit.actor.grant(ViewTold.self), in: visit.looking, isLong: true) {
                try $0.whoIsTold()
            }
            let chosen = visit.asked.query["site"].flatMap { Site.ID($0) }
            let rows = ToldRow.all(of: told, at: chosen)
            try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) {
                try $0.recordExport(of: Set(rows.compactMap { $0.contact?.id }).count, list: "told")
            }
            return .csv("told.csv", .told, rows)
        }
        page(.get, .activityExport, ExportActivity.self) { visit in
            try visit.grant.require(.belonging(of: visit.subject))
            try visit.requireConfirmation()
            let shown = LogFilter(query: visit.asked.query.pairs)
            // A file of everything is not what was asked for.
            if shown.unknownAction != nil { throw Trouble.invalid([.unknownAction]) }
            var filter = ActivityFilter(shown)
            filter.limit = 500
            if shown.isOfInstallation { return try await visit.installationLog(filter) }
            let viewing = try visit.actor.grant(ViewActivity.self)
            let newest = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [filter] in
                let found = try $0.count(filter)
                try $0.recordExport(of: found.entries)
                return found.newest
            }
            filter.before = newest + 1
            return .csv("activity.csv", .activity, from: filter) { [store = visit.store, looking = visit.looking] here in
                here.chunk(try await store.read(viewing, in: looking) { try $0.activity(here) })
            }
        }
        placeExports()
        operatorExports()
    }

    /// Lists that name nobody, or only what their reader may know of anyway.
    private mutating func placeExports() {
        page(.get, .sitesExport, ViewSites.self) { visit in
            let read = try await visit.store.read(visit.grant, in: visit.looking) {
                (sites: try $0.sites(), contacts: try $0.contactsBySite())
            }
            return .csv("sites.csv", .sites, read.sites.map { ($0, read.contacts[$0.id] ?? 0) })
        }
        page(.get, .tokensExport, ViewTokens.self) { visit in
            .csv("tokens.csv", .tokens, try await visit.store.read(visit.grant, in: visit.looking) { try $0.tokens() })
        }
        page(.get, .permissionsExport, ViewPermissions.self) { _ in
            .csv(
                "permissions.csv", .permissions,
                Permission.allCases.flatMap { permission in (Level.ofPeople + [.worker]).map { (permission, $0) } })
        }
    }

    private mutating func operatorExports() {
        page(.get, .organizationsExport, SearchDirectory.self) { visit in
            let search = String((visit.asked.query["q"] ?? "").trimmed.prefix(100))
            let onlyHeadless = visit.asked.query["show"] == "headless"
            return .csv("organizations.csv", .organizations, from: ContactQuery.Start.beginning) {
                [store = visit.store, grant = visit.grant] start in
                let page = try await store.readWide(grant) { try $0.organizations(search: search, start: start, limit: 200) }
                let rows = page.items.filter { !$0.organization.isOperator && (!onlyHeadless || $0.isHeadless) }
                return (rows, page.next.map { .after($0) })
            }
        }
        page(.get, .mailExport, ViewMail.self) { visit in
            try visit.requireConfirmation()
            let state = visit.asked.query["state"].flatMap { MailingSummary.State(rawValue: $0) }
            try await visit.store.write(try visit.actor.grant(ExportContacts.self), from: visit.origin) {
                try $0.recordExport(of: nil, list: "mail")
            }
            return .csv("mail.csv", .mail, from: Identifier<Mailing>?.none) { [store = visit.store, grant = visit.grant] before in
                let page = try await store.readWide(grant) { try $0.mailings(state, before: before, limit: 200) }
                return (page.mailings, page.older.map { .some($0) })
            }
        }
    }
}

extension Visit {
    fileprivate func siteCodes() async throws -> [Site.ID: String] {
        let sites = try await store.read(try actor.grant(ViewSites.self), in: looking) { try $0.sites() }
        return Dictionary(sites.map { ($0.id, $0.details.code.text) }) { first, _ in first }
    }
}

extension Visit where A == ExportActivity {
    /// The installation's own log, for those of the operator who read it. That it was taken along stands in the operator's.
    fileprivate func installationLog(_ filter: ActivityFilter) async throws -> Reply {
        let viewing = try actor.grant(ViewInstallation.self)
        try await store.write(grant, from: origin) { try $0.recordExport(of: nil, list: "installation") }
        return .csv("installation.csv", .activity, from: filter) { [store] here in
            here.chunk(try await store.readWide(viewing) { try $0.activity(here) })
        }
    }
}

extension ActivityFilter {
    /// A page of entries as a chunk, and where the next one begins.
    fileprivate func chunk(_ page: ActivityPage) -> (rows: [ActivityEntry], next: ActivityFilter?) {
        let next = page.older.map { older in
            var next = self
            next.before = older
            return next
        }
        return (page.entries, next)
    }
}

extension OrganizationSummary {
    fileprivate var isHeadless: Bool { organization.status == .active && activeAdmins == 0 }
}
