import Domain
import Storage

/// One of a person's own sessions.
public struct SessionSummary: Sendable, Hashable {
    public let id: Identifier<Session>
    /// Such as "Firefox on Windows".
    public let device: String
    /// The network address it was started from.
    public let address: String
    public let organization: String
    public let createdAt: Moment
    /// To the minute.
    public let lastUsedAt: Moment
    public let isCurrent: Bool
}

/// One of the organizations that a person can switch to.
public struct PortalUser: Sendable, Hashable {
    public let organization: Organization.ID
    public let name: String
    public let kind: Organization.Kind
    public let contact: Contact.ID
    public let level: Level
    public let isCurrent: Bool
}

extension Store {
    /// The living sessions of a person's account in all organizations, the latest used first.
    public func sessions(of person: SignedIn) async throws -> [SessionSummary] {
        let now = clock()
        return try await database.read(.wide) { connection in
            try connection.rows(
                """
                SELECT s.id, s.agent, s.address, o.name, s.created_at, s.seen_at FROM sessions s JOIN organizations o ON o.id = s.organization_id
                WHERE s.account_id = \(person.account) AND s.ends_at > \(now) AND s.seen_at > \(now - Session.idle)
                ORDER BY s.seen_at DESC, s.id
                """
            ) { row in
                let id = Identifier<Session>(stored: try row.text(0))
                return SessionSummary(
                    id: id, device: try row.text(1), address: try row.text(2), organization: try row.text(3),
                    createdAt: Moment(milliseconds: try row.int(4)), lastUsedAt: Moment(milliseconds: try row.int(5)),
                    isCurrent: id == person.session)
            }
        }
    }

    /// Where the person can work: one portal user in each organization, by name.
    public func portalUsers(of person: SignedIn) async throws -> [PortalUser] {
        try await database.read(.wide) { connection in
            try connection.rows(
                """
                SELECT o.id, o.name, o.kind, c.id, c.level FROM contacts c JOIN organizations o ON o.id = c.organization_id
                WHERE c.account_id = \(person.account) AND c.status = 'active' AND o.status = 'active' ORDER BY o.sort_key, o.id
                """
            ) { row in
                let organization = Organization.ID(stored: try row.text(0))
                return PortalUser(
                    organization: organization, name: try row.text(1), kind: Organization.Kind(rawValue: try row.text(2)) ?? .network,
                    contact: Identifier(stored: try row.text(3)), level: Level(rawValue: try row.text(4)) ?? .none,
                    isCurrent: organization == person.organization.id)
            }
        }
    }
}
