import Domain
import Storage

extension Store {
    /// The names of the fields that the last `count` changes of something touched, for whoever has an older version.
    /// Entries that come with no new version (looks, recoveries, addresses that wait) do not count.
    public func fieldsChanged(of target: String, in organization: Organization.ID, last count: Int64) async throws -> [String] {
        try await database.read(.tenants([organization.text])) { connection in
            let entries = try connection.rows(
                """
                SELECT number, body FROM audit_entries
                WHERE organization_id = \(organization) AND target_id = \(target) AND outcome = 'done'
                    AND action IN ('contact.create', 'contact.edit', 'contact.assign', 'access.grant', 'access.level', 'access.suspend',
                        'site.edit', 'organization.edit', 'organization.suspend', 'policy.edit', 'token.edit')
                ORDER BY number DESC LIMIT \(min(max(count, 1), 50) + 10)
                """
            ) { AuditBody(try $0.text(1))?.changes.map(\.field) ?? [] }.filter { $0 != ["pending_email"] }.prefix(
                Int(min(max(count, 1), 50)))
            return Set(entries.joined()).sorted()
        }
    }

    /// Who changed a contact or a site last, and when: told to whoever has an older version in front of them.
    public func lastChange(of target: String, in organization: Organization.ID) async throws -> (by: String, at: Moment)? {
        try await database.read(.tenants([organization.text])) { connection in
            try connection.first(
                """
                SELECT e.at, v.personal FROM audit_entries e
                LEFT JOIN audit_values v ON v.organization_id = e.organization_id AND v.number = e.number AND v.person_id = e.actor_id
                WHERE e.organization_id = \(organization) AND e.target_id = \(target) AND e.outcome = 'done' ORDER BY e.number DESC LIMIT 1
                """
            ) {
                (
                    by: try $0.optionalText(1).map { try PersonalValues.read($0)["actor.name"]?.value ?? "" } ?? "",
                    at: Moment(milliseconds: try $0.int(0))
                )
            }
        }
    }
}
