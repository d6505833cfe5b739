import Domain
import Storage

extension Store {
    /// Makes the operator's organization and the installation's own chain in an empty database, exactly once: whoever
    /// comes later, or at the same moment, gets what is there.
    @discardableResult
    public func openInstallation(operatorName: Line) async throws -> Organization.ID {
        if let present = try await operatorOrganization() { return present }
        let now = clock()
        let id = ids.next(Organization.self, at: now)
        try await database.write(.tenants([id.text, Ledger.installation])) { connection in
            // The chain's row decides a race: the second to insert it waits for the first, and then does nothing.
            let isFirst =
                try connection.execute(
                    """
                    INSERT INTO audit_chains (organization_id, entries, hash) VALUES (\(Ledger.installation), 0, '') ON CONFLICT (organization_id) DO NOTHING
                    """) == 1
            guard isFirst else { return }
            let organization = Organization(
                id: id, name: operatorName, kind: .operator, status: .active, asns: [], policy: Policy(), version: 1)
            try insert(organization, at: now, on: connection)
            let ledger = try Ledger(chains: [id.text, Ledger.installation], on: connection, now: now)
            let origin = Origin.none
            try ledger.append(
                Record(action: "installation.opened", target: id.text, label: .plain(operatorName.text)),
                by: .system, from: origin, to: Ledger.installation, on: connection)
            try ledger.append(
                Record(action: Permission.organizationCreate.rawValue, target: id.text, label: .plain(operatorName.text)),
                by: .system, from: origin, to: id.text, on: connection)
            try ledger.close(on: connection)
        }
        guard let opened = try await operatorOrganization() else { throw Trouble.notFound }
        return opened
    }

    /// The operator's own organization; nil before the installation is opened.
    public func operatorOrganization() async throws -> Organization.ID? {
        try await database.read(.wide) { connection in
            try connection.first("SELECT id FROM organizations WHERE kind = 'operator'") { Identifier(stored: try $0.text(0)) }
        }
    }
}
