public import Domain
import Storage

extension Store {
    /// The organizations, in the order of their ids, for a sweep that visits one after the other.
    public func organizationsToSweep(_ grant: Grant<SweepRetention>) async throws -> [Organization.ID] {
        try await database.read(.wide) { connection in
            try connection.rows("SELECT id FROM organizations ORDER BY id") { Identifier(stored: try $0.text(0)) }
        }
    }

    /// Removes mail that was sent long ago. Returns how many rows went.
    @discardableResult
    public func sweepOutbox(_ grant: Grant<SweepRetention>, keeping retention: Retention) async throws -> Int {
        let limit = clock() - retention.sentMail
        return try await database.write(.tenants([])) { connection in
            try connection.execute("DELETE FROM outbox WHERE state = 'sent' AND due_at <= \(limit) AND sent_at <= \(limit)")
        }
    }

    /// Removes what one organization has kept for its time: personal values beside its log, links that are over, and the
    /// counts that lost their use. Returns how many rows went; whatever was personal leaves an entry.
    @discardableResult
    public func sweep(_ organization: Organization.ID, _ grant: Grant<SweepRetention>, keeping retention: Retention) async throws -> Int {
        try await sweep(chain: organization.text, grant, keeping: retention)
    }

    /// The same for the installation's own log.
    @discardableResult
    public func sweepInstallation(_ grant: Grant<SweepRetention>, keeping retention: Retention) async throws -> Int {
        try await sweep(chain: Ledger.installation, grant, keeping: retention)
    }

    private func sweep(chain: String, _ grant: Grant<SweepRetention>, keeping retention: Retention) async throws -> Int {
        let sweep = ChainSweep(chain: chain, now: clock(), retention: retention)
        var total = 0
        while true {
            // Looked first: an organization where nothing is due costs a read.
            guard try await database.read(.tenants([chain]), { try sweep.hasWork(on: $0) }) else { return total }
            total += try await database.write(.tenants([chain])) { connection in
                let ledger = try Ledger(chains: [chain], on: connection, now: sweep.now)
                let personal = try sweep.erase(on: connection)
                let counts = try sweep.removeCounts(on: connection)
                if personal > 0 {
                    try ledger.append(
                        Record(
                            action: Permission.retentionSweep.rawValue, target: chain,
                            changes: [
                                Record.Change("personal_values", plain: nil, String(personal))
                            ].compactMap(\.self)),
                        by: ActorStamp(grant.actor), from: .none, to: chain, on: connection)
                } else {
                    ledger.nothingChanged()
                }
                try ledger.close(on: connection)
                return personal + counts
            }
        }
    }
}

/// What is due in one chain's organization.
private struct ChainSweep: Sendable {
    let chain: String
    let now: Moment
    let retention: Retention

    /// So many entries are stripped of their values in one transaction.
    private static let batch = 500

    func hasWork(on connection: any Connection) throws -> Bool {
        if try oldEntries(limit: 1, on: connection).last != nil { return true }
        for query in [closedLinks, counts].joined() {
            if try connection.first("SELECT 1 FROM \(query) LIMIT 1", { try $0.int(0) }) != nil { return true }
        }
        return false
    }

    func erase(on connection: any Connection) throws -> Int {
        var erased = 0
        if let last = try oldEntries(limit: Self.batch, on: connection).last {
            erased += try connection.execute("DELETE FROM audit_values WHERE organization_id = \(chain) AND number <= \(last)")
        }
        for query in closedLinks { erased += try connection.execute("DELETE FROM \(query)") }
        return erased
    }

    func removeCounts(on connection: any Connection) throws -> Int {
        try counts.reduce(0) { $0 + (try connection.execute("DELETE FROM \($1)")) }
    }

    /// Numbers of the oldest entries that still have values and are past their time. Numbers grow with time, so that the
    /// search ends at the first that is not.
    private func oldEntries(limit: Int, on connection: any Connection) throws -> [Int64] {
        let oldest = try connection.rows(
            """
            SELECT e.number, e.at FROM audit_entries e WHERE e.organization_id = \(chain) AND e.number IN
                (SELECT DISTINCT v.number FROM audit_values v WHERE v.organization_id = \(chain) ORDER BY v.number LIMIT \(limit))
            ORDER BY e.number
            """
        ) { (number: try $0.int(0), at: Moment(milliseconds: try $0.int(1))) }
        return oldest.prefix { $0.at <= now - retention.auditValues }.map(\.number)
    }

    private var closedLinks: [Query] {
        let limit = now - retention.closedLinks
        return [
            "invitations WHERE organization_id = \(chain) AND state <> 'open' AND created_at <= \(limit)",
            "email_changes WHERE organization_id = \(chain) AND state <> 'pending' AND undo_ends_at <= \(limit) AND created_at <= \(limit)",
            "recoveries WHERE organization_id = \(chain) AND ends_at <= \(limit)",
            "address_undos WHERE organization_id = \(chain) AND ends_at <= \(limit)",
            "tokens WHERE organization_id = \(chain) AND (ended_at <= \(limit) OR ends_at <= \(limit))",
        ]
    }

    private var counts: [Query] {
        [
            "audit_looks WHERE organization_id = \(chain) AND hour < \((now - Moment.Span.days(2)).milliseconds / Moment.Span.hours(1).milliseconds)",
            "audit_repeats WHERE organization_id = \(chain) AND first_at <= \(now - retention.auditValues)",
            "archives WHERE organization_id = \(chain) AND ends_at <= \(now)",
            // No invitation lives longer than what would make it void.
            "access_losses WHERE organization_id = \(chain) AND at <= \(now - Invitation.lifetime)",
            "idempotency_keys WHERE organization_id = \(chain) AND created_at <= \(now - IdempotencyKey.lifetime)",
        ]
    }
}
