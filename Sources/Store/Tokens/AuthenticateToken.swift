import Credentials
@_spi(Authenticator) import Domain
import Storage

/// A program that presented a living token.
public struct TokenBearer: Sendable {
    public let actor: Actor
    public let token: Token
    /// The organization's, as ``SignedIn/revision`` has it.
    public let revision: Int64

    public var organization: Organization.ID { token.organization }
}

extension Store {
    /// Which token a request comes with, by one indexed query; nothing of it is remembered between requests.
    ///
    /// - Returns: nil for a secret that is unknown or replaced, and for a token that is paused, expired or ended.
    public func authenticate(token secret: OneTimeSecret) async throws -> TokenBearer? {
        let now = clock()
        return try await database.read(.wide) { connection in
            let found = try connection.first(
                """
                SELECT \(Token.columns), h.revision FROM token_secrets s
                JOIN tokens t ON t.organization_id = s.organization_id AND t.id = s.token_id
                JOIN organizations o ON o.id = t.organization_id
                JOIN audit_chains h ON h.organization_id = t.organization_id \(Token.withPerson)
                WHERE s.hash = \(Hex.text(secret.hash)) AND (s.ends_at IS NULL OR s.ends_at > \(now)) AND o.status = 'active'
                """
            ) { (token: try Token($0, now: now), revision: try $0.int(Token.width)) }
            guard let (token, revision) = found, token.state == .active else { return nil }
            return TokenBearer(actor: .program(token), token: token, revision: revision)
        }
    }

    /// Writes down that a token was used, at most once a minute.
    public func touch(_ bearer: TokenBearer, from origin: Origin) async throws {
        let (now, token) = (clock(), bearer.token)
        if let last = token.lastUsedAt, now < last + Token.touchEvery { return }
        try await database.write(.tenants([token.organization.text])) { connection in
            try connection.execute(
                """
                UPDATE tokens SET last_used_at = \(now), last_used_from = \(origin.address)
                WHERE organization_id = \(token.organization) AND id = \(token.id) AND (last_used_at IS NULL OR last_used_at <= \(now - Token.touchEvery))
                """)
        }
    }
}

extension Actor {
    /// The program behind a token: in its owner's name, or in that of the organization.
    static func program(_ token: Token) -> Actor {
        let name = token.owner == nil ? "\(token.name.text) (token)" : "\(token.person ?? "") (\(token.name.text))"
        return Actor(
            contact: token.owner, organization: token.organization, level: token.level, name: name,
            token: TokenScope(id: token.id, permissions: token.permissions, maker: token.maker))
    }

    /// The organization's token that an invitation was sent with; nil when it is no more.
    static func living(token id: String, of organization: Organization.ID, on connection: any Connection, now: Moment) throws -> Actor? {
        let token = try connection.first(
            """
            SELECT \(Token.columns) FROM tokens t JOIN organizations o ON o.id = t.organization_id \(Token.withPerson)
            WHERE t.organization_id = \(organization) AND t.id = \(id) AND o.status = 'active'
            """
        ) { try Token($0, now: now) }
        return token.flatMap { $0.state == .active ? .program($0) : nil }
    }

    /// Refuses when the token was paused or ended since the grant was made, or its owner may less than it.
    func requireLiving(on connection: any Connection, for permission: Permission) throws {
        guard let token, let organization else { return }
        let state = try connection.first(
            "SELECT \(Token.columns) FROM tokens t \(Token.withPerson) WHERE t.organization_id = \(organization) AND t.id = \(token.id)"
        ) {
            // Whether it expired was asked when the request came in.
            try Token($0, now: Moment(milliseconds: 0)).state
        }
        if state != .active { throw Refusal(permission: permission, level: .none) }
    }
}
