public import Domain
import Storage

extension Store {
    /// Lets a parked mail go out again, with ten new attempts. The entry stands in the log of the mail's organization.
    ///
    /// - Throws: `Trouble.notFound`, or `nothingToDo` when the mail is not parked.
    public func retryMail(_ id: Identifier<Mailing>, by grant: Grant<RetryMail>, from origin: Origin, once: Once<Void>? = nil) async throws
    {
        let now = clock()
        let chain = try await database.read(.tenants([])) { connection in
            try connection.first("SELECT organization_id FROM outbox WHERE id = \(id)") { try $0.text(0) }
        }
        guard let chain else { throw Trouble.notFound }
        try grant.require(.belonging(of: Identifier(stored: chain)))
        try await database.write(.tenants([chain] + (grant.actor.organization.map { [$0.text] } ?? []))) { connection in
            let ledger = try Ledger(chains: [chain], on: connection, now: now)
            try grant.actor.requireUnchanged(on: connection, for: .mailRetry)
            try once?.requireNew(to: grant.actor, at: now, on: connection)
            let kind = try connection.first(
                """
                UPDATE outbox SET state = 'waiting', due_at = \(now), attempts = 0, leased_until = NULL WHERE id = \(id) AND state = 'parked' RETURNING kind
                """
            ) { try $0.text(0) }
            guard let kind else { throw Trouble.conflict(.nothingToDo) }
            try ledger.append(
                Record(action: Permission.mailRetry.rawValue, target: id.text, label: .plain(kind)), by: ActorStamp(grant.actor),
                from: origin,
                to: chain, on: connection)
            try once?.keep((), to: grant.actor, at: now, on: connection)
            try ledger.close(on: connection)
        }
    }
}
