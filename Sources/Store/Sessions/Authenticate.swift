import Credentials
@_spi(Authenticator) import Domain
import Storage

extension Store {
    /// Who a request comes from, by one indexed query; nothing of it is remembered between requests.
    ///
    /// - Returns: nil for a token that is unknown or past its limits, and for whoever may not sign in any more: the
    ///   contact suspended or revoked, the organization suspended, or a second factor added since.
    public func authenticate(session token: OneTimeSecret, from origin: Origin) async throws -> SignedIn? {
        let now = clock()
        let hash = Hex.text(token.hash)
        return try await database.read(.wide) { connection in
            try connection.first(
                """
                SELECT \(contactColumns), s.id, s.strength, s.created_at, s.seen_at, s.confirmed_at, a.id, a.email,
                    o.name, o.kind, o.status, \(hasFactorColumn),
                    CASE WHEN EXISTS (SELECT 1 FROM contacts e WHERE e.account_id = a.id AND e.organization_id <> s.organization_id) THEN 1 ELSE 0 END,
                    h.revision
                FROM sessions s
                JOIN contacts c ON c.organization_id = s.organization_id AND c.id = s.contact_id
                JOIN organizations o ON o.id = s.organization_id
                JOIN audit_chains h ON h.organization_id = s.organization_id
                JOIN accounts a ON a.id = s.account_id
                WHERE s.token_hash = \(hash) AND s.ends_at > \(now) AND s.seen_at > \(now - Session.idle)
                    AND c.status = 'active' AND c.account_id = s.account_id AND o.status = 'active'
                """
            ) { try SignedIn($0, tokenHash: hash, origin: origin, now: now) } ?? nil
        }
    }

    /// Writes down that a session was used, at most once a minute. To be called beside the answer, not before it.
    public func touch(_ person: SignedIn) async throws {
        let now = clock()
        guard person.seenAt + Session.touchEvery <= now else { return }
        try await database.write(.tenants([Ledger.installation])) { connection in
            try connection.execute(
                """
                UPDATE sessions SET seen_at = \(now)
                WHERE token_hash = \(person.tokenHash) AND seen_at <= \(now - Session.touchEvery) AND seen_at > \(now - Session.idle)
                """)
        }
    }
}

/// Whether the account `a` of a query has a second factor.
let hasFactorColumn: Query = """
    CASE WHEN EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = a.id)
        OR EXISTS (SELECT 1 FROM totps t WHERE t.account_id = a.id) THEN 1 ELSE 0 END
    """

extension SignedIn {
    fileprivate init?(_ row: any Row, tokenHash: String, origin: Origin, now: Moment) throws {
        let found = try ContactRow(row, now: now)
        let confirmedAt = Moment(milliseconds: try row.int(ContactRow.width + 4))
        guard let stored = Strength(rawValue: try row.text(ContactRow.width + 1)),
            let strength = Strength.now(stored, isExempt: found.contact.isExempt(at: now), hasFactor: try row.bool(ContactRow.width + 10))
        else { return nil }
        self.init(
            actor: .person(found.contact, provenUntil: confirmedAt + Session.confirmation), contact: found.contact.id,
            account: Identifier(stored: try row.text(ContactRow.width + 5)),
            session: Identifier(stored: try row.text(ContactRow.width)), strength: strength,
            createdAt: Moment(milliseconds: try row.int(ContactRow.width + 2)),
            confirmedAt: confirmedAt,
            email: EmailAddress(stored: try row.text(ContactRow.width + 6)), language: found.contact.details.language,
            timeZone: found.contact.details.timeZone,
            organization: OrganizationHere(
                id: found.contact.organization, name: try row.text(ContactRow.width + 7),
                kind: Organization.Kind(rawValue: try row.text(ContactRow.width + 8)) ?? .network,
                status: Organization.Status(rawValue: try row.text(ContactRow.width + 9)) ?? .suspended),
            worksElsewhere: try row.bool(ContactRow.width + 11), revision: try row.int(ContactRow.width + 12), origin: origin,
            seenAt: Moment(milliseconds: try row.int(ContactRow.width + 3)), tokenHash: tokenHash)
    }
}

extension Actor {
    /// The administrator at the server's own machine, who set something going there.
    static func console(_ name: String) -> Actor {
        Actor(contact: nil, organization: nil, level: .console, name: name)
    }

    /// The person behind a contact, as the contact's row says it: signed in, or proven by a link.
    ///
    /// - Parameter provenUntil: nil for a deed that a link proves, or that was asked for earlier.
    static func person(_ contact: Contact, provenUntil: Moment? = nil) -> Actor {
        Actor(
            contact: contact.id, organization: contact.organization, level: contact.level, name: contact.details.fullName,
            provenUntil: provenUntil)
    }

    /// The person behind a contact, for what they asked for earlier; nil when they may not sign in any more.
    static func living(contact: Contact.ID, of organization: Organization.ID, on connection: any Connection, now: Moment) throws -> Actor? {
        try connection.first(
            """
            SELECT \(contactColumns) FROM contacts c JOIN organizations o ON o.id = c.organization_id
            WHERE c.organization_id = \(organization) AND c.id = \(contact) AND c.status = 'active' AND o.status = 'active'
            """
        ) { .person(try ContactRow($0, now: now).contact) }
    }
}
