import Domain
import Storage

extension Store {
    /// Makes a partner, and its audit chain. The entry stands in the new organization's own log.
    ///
    /// - Parameters:
    ///   - home: another organization whose rows `settle` keeps in step.
    ///   - settle: what else belongs to the same transaction.
    public func create(
        _ details: OrganizationDetails, by grant: Grant<CreateOrganization>, alongside home: Organization.ID? = nil, from origin: Origin,
        once: Once<Organization>? = nil, settle: (@Sendable (Organization, any Connection) throws -> Void)? = nil
    ) async throws -> Organization {
        let now = clock()
        let id = ids.next(Organization.self, at: now)
        guard Organization.Kind.ofPartners.contains(details.kind) else {
            throw Trouble.invalid([FieldError("kind", .notOneOf(Organization.Kind.ofPartners.map(\.rawValue)))])
        }
        try grant.require(.belonging(of: id))
        return try await database.write(.tenants([id, grant.actor.organization, home].compactMap { $0?.text })) { connection in
            try grant.actor.requireUnchanged(on: connection, for: .organizationCreate)
            try once?.requireNew(to: grant.actor, at: now, on: connection)
            let asns = Set(details.asns).sorted()
            let organization = Organization(
                id: id, name: details.name, kind: details.kind, status: .active, asns: asns,
                policy: Policy(), version: 1)
            try insert(organization, at: now, on: connection)
            let ledger = try Ledger(locking: id, on: connection, now: now)
            try ledger.append(
                Record(
                    action: Permission.organizationCreate.rawValue, target: id.text, label: .plain(details.name.text),
                    changes: [
                        Record.Change("kind", plain: nil, details.kind.rawValue),
                        Record.Change("asns", plain: nil, asns.words),
                    ].compactMap(\.self)),
                by: ActorStamp(grant.actor), from: origin, to: id.text, on: connection)
            try settle?(organization, connection)
            try once?.keep(organization, to: grant.actor, at: now, on: connection)
            try ledger.close(on: connection)
            return organization
        }
    }
}

/// The row, its ASNs and its audit chain.
func insert(_ organization: Organization, at now: Moment, on connection: any Connection) throws {
    guard try insertRow(of: organization, at: now, on: connection) else { throw Trouble.conflict(.alreadyExists) }
    try writeASNs(organization.asns, of: organization.id, on: connection)
}

/// The row and its audit chain; false when there is one of this id.
func insertRow(of organization: Organization, at now: Moment, on connection: any Connection) throws -> Bool {
    let policy = organization.policy
    let inserted = try connection.execute(
        """
        INSERT INTO organizations (id, name, sort_key, kind, status, allows_exemption, email_domains, inactivity_days, version, created_at)
        VALUES (\(organization.id), \(organization.name.text), \(organization.name.text.folded), \(organization.kind.rawValue),
            \(organization.status.rawValue), \(policy.allowsExemption), \(policy.emailDomains.words ?? ""), \(policy.inactivityDays),
            \(organization.version), \(now))
        ON CONFLICT (id) DO NOTHING
        """)
    if inserted == 1 { try Ledger.open(organization.id.text, on: connection) }
    return inserted == 1
}
