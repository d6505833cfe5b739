public import Domain
import Storage

extension Store {
    /// Records the operator's look into a partner, in the partner's own log: durable when this returns, which is before
    /// the page is sent. Once per person, organization and hour; a look into the own organization is none.
    ///
    /// - Throws: `Trouble.notFound` when there is no such organization.
    public func noteLook(into organization: Organization.ID, by actor: Actor, from origin: Origin) async throws {
        guard organization != actor.organization else { return }
        let now = clock()
        let (person, hour) = (actor.id ?? actor.level.rawValue, now.milliseconds / Moment.Span.hours(1).milliseconds)
        let isNoted = try await database.read(.tenants([organization.text])) { connection in
            try connection.first(
                """
                SELECT hour FROM audit_looks WHERE organization_id = \(organization) AND contact_id = \(person) AND hour = \(hour)
                """
            ) { try $0.int(0) } != nil
        }
        if isNoted { return }
        try await change(.tenants([organization.text])) { connection in
            let ledger = try Ledger(locking: organization, on: connection, now: now)
            let isFirst =
                try connection.execute(
                    """
                    INSERT INTO audit_looks (organization_id, contact_id, hour) VALUES (\(organization), \(person), \(hour))
                    ON CONFLICT (organization_id, contact_id, hour) DO NOTHING
                    """) > 0
            guard isFirst else { return }
            try ledger.append(
                Record(action: Looks.action, target: organization.text), by: ActorStamp(actor), from: origin,
                to: organization.text, on: connection)
            try ledger.close(on: connection)
        }
    }
}

enum Looks {
    static let action = "organization.look"
}
