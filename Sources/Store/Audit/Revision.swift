#if DEBUG
public import Domain
import Storage

extension Store {
    /// How often something of an organization was changed, as it is now; nil when there is no such organization. Whoever needs it
    /// to answer a request has it from finding out who asks (``SignedIn/revision``).
    public func revision(of organization: Organization.ID) async throws -> Int64? {
        try await database.read(.tenants([organization.text])) { connection in
            try connection.first("SELECT revision FROM audit_chains WHERE organization_id = \(organization)") { try $0.int(0) }
        }
    }
}
#endif
