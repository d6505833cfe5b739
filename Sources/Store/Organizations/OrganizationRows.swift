import Domain
import Storage

let organizationColumns: Query =
    "o.id, o.name, o.kind, o.status, o.allows_exemption, o.email_domains, o.inactivity_days, o.version, o.sort_key"

extension Organization {
    init(_ row: any Row) throws {
        self.init(
            id: Identifier(stored: try row.text(0)),
            name: Line(stored: try row.text(1)),
            kind: Kind(rawValue: try row.text(2)) ?? .network,
            status: Status(rawValue: try row.text(3)) ?? .suspended,
            asns: [],
            policy: try Policy(row, at: 4),
            version: try row.int(7))
    }
}

extension Policy {
    /// - Parameter column: where `allows_exemption`, `email_domains` and `inactivity_days` stand in the row.
    init(_ row: any Row, at column: Int) throws {
        self.init(
            allowsExemption: try row.bool(column),
            emailDomains: try row.text(column + 1).split(separator: " ").map { DomainName(stored: String($0)) },
            inactivityDays: try row.optionalInt(column + 2).map(Int.init))
    }
}

extension Transaction {
    borrowing func organizationPolicy() throws -> Policy { try policy ?? organizationRow().policy }

    /// The organization that this transaction stands in, with its ASNs.
    borrowing func organizationRow() throws -> Organization {
        let here = ("o.id = \(organization)" as Query).asGuard
        guard var found = try first("SELECT \(organizationColumns) FROM organizations o WHERE \(here)", { try Organization($0) }) else {
            throw Trouble.notFound
        }
        found.asns = try rows(
            "SELECT a.asn FROM organization_asns a WHERE a.organization_id = \((("\(organization)") as Query).asGuard) ORDER BY a.asn"
        ) {
            ASN(stored: try $0.int(0))
        }
        return found
    }
}

extension Transaction where A == ViewOrganization {
    public borrowing func find() throws -> Organization {
        try requireInReach()
        return try organizationRow()
    }
}

extension Store {
    /// What the operator is called; nil before the installation is opened.
    public func operatorName() async throws -> String? {
        try await database.read(.wide) { try $0.first("SELECT name FROM organizations WHERE kind = 'operator'") { try $0.text(0) } }
    }
}
