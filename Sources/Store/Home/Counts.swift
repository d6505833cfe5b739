import Domain
import Storage

extension Transaction where A == ViewSites {
    /// How many contacts are associated with each site.
    public borrowing func contactsBySite() throws -> [Site.ID: Int] {
        guard grant.admits(.belonging(of: organization)) else { return [:] }
        let pairs = try rows("SELECT site_id, COUNT(*) FROM contact_sites WHERE \(scope) GROUP BY site_id") {
            (Site.ID(stored: try $0.text(0)), Int(try $0.int(1)))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}

extension Transaction where A == ExportContacts {
    /// How many contacts an export will hold.
    public borrowing func count(_ filter: ContactQuery) throws -> Int {
        try first(
            "SELECT COUNT(*) FROM contacts c WHERE \(contactScope(.c)) AND \(filter.conditions(now: now, organization: organization))"
        ) { Int(try $0.int(0)) } ?? 0
    }
}

extension Transaction where A == ExportActivity {
    /// How many entries an export will hold, and the number of the newest: what comes later is not part of it.
    public borrowing func count(_ filter: ActivityFilter) throws -> (entries: Int, newest: Int64) {
        var conditions = [scope]
        if let actor = filter.actor { conditions.append("actor_id = \(actor)") }
        if let action = filter.action { conditions.append("action = \(action)") }
        if let outcome = filter.outcome { conditions.append("outcome = \(outcome.rawValue)") }
        if let target = filter.target { conditions.append("target_id = \(target)") }
        if let since = filter.since { conditions.append("at >= \(since)") }
        return try first(
            "SELECT COUNT(*), COALESCE(MAX(number), 0) FROM audit_entries WHERE \(Query.joined(conditions, separator: " AND "))"
        ) {
            (entries: Int(try $0.int(0)), newest: try $0.int(1))
        } ?? (0, 0)
    }
}
