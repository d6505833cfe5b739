import Domain
import Storage

/// What a writing transaction reads first, in one statement behind the lock of its organization's chain. From then on nobody
/// else changes it.
struct Standing {
    let ledger: Ledger
    /// The organization's, as the transaction found it.
    let policy: Policy
    private let status: Organization.Status?
    private let actor: (level: String, status: String)?

    /// - Throws: `Trouble.notFound` when there is no such organization.
    init(of actor: Actor, in place: Place, on connection: any Connection, now: Moment) throws {
        // A lock that is waited for and a look in the same statement would see what was true before the wait.
        try Ledger.lock(place.organization.text, on: connection)
        let found = try connection.first(
            """
            SELECT h.entries, h.hash, o.allows_exemption, o.email_domains, o.inactivity_days, o.status, c.level, c.status
            FROM audit_chains h JOIN organizations o ON o.id = h.organization_id
            LEFT JOIN contacts c ON c.organization_id = \(actor.organization) AND c.id = \(actor.contact)
            WHERE h.organization_id = \(place.organization)
            """
        ) { row in
            (
                head: Ledger.Head(entries: try row.int(0), hash: try row.text(1)), policy: try Policy(row, at: 2),
                status: Organization.Status(rawValue: try row.text(5)),
                actor: row.isNull(6) ? nil : (level: try row.text(6), status: try row.text(7))
            )
        }
        guard let found else { throw Trouble.notFound }
        ledger = Ledger(place.organization.text, at: found.head, now: now)
        (policy, status, self.actor) = (found.policy, found.status, found.actor)
    }

    func requireOrganization(mayBeSuspended: Bool) throws {
        if status == .suspended, !mayBeSuspended { throw Trouble.conflict(.organizationSuspended) }
    }

    /// Refuses when the actor's level or status is no longer the one the grant was made for.
    func requireUnchanged(_ actor: Actor, on connection: any Connection, for permission: Permission) throws {
        if actor.token != nil { return try actor.requireLiving(on: connection, for: permission) }
        if actor.contact != nil { try actor.requireUnchanged(self.actor, for: permission) }
    }
}
