import Domain
import Storage

/// What the operator keeps of a partner.
public struct OrganizationDetails: Sendable, Hashable {
    public var name: Line
    public var kind: Organization.Kind
    public var asns: [ASN]

    public init(name: Line, kind: Organization.Kind, asns: [ASN]) {
        self.name = name
        self.kind = kind
        self.asns = asns
    }
}

extension Transaction where A == EditOrganization {
    /// Changes name, kind and ASNs. An ASN belongs to one organization.
    public borrowing func edit(_ change: (Organization) throws -> OrganizationDetails, expecting version: ExpectedVersion) throws
        -> Organization
    {
        try grant.require(.belonging(of: organization))
        let old = try organizationRow()
        let new = try change(old)
        try version.require(old.version)
        guard new.kind == old.kind || (new.kind != .operator && old.kind != .operator) else {
            throw Trouble.invalid([FieldError("kind", .notOneOf(Organization.Kind.ofPartners.map(\.rawValue)))])
        }
        let changes = [
            Record.Change("name", plain: old.name.text, new.name.text),
            Record.Change("kind", plain: old.kind.rawValue, new.kind.rawValue),
            Record.Change("asns", plain: old.asns.words, Set(new.asns).sorted().words),
        ].compactMap(\.self)
        guard !changes.isEmpty else {
            ledger?.nothingChanged()
            return old
        }
        try execute(
            """
            UPDATE organizations SET name = \(new.name.text), sort_key = \(new.name.text.folded), kind = \(new.kind.rawValue), version = version + 1
            WHERE id = \(placed)
            """)
        if Set(new.asns) != Set(old.asns) { try writeASNs(new.asns, of: organization, on: connection) }
        try record(of: organization.text, label: .plain(new.name.text), changes)
        return try organizationRow()
    }
}

extension Transaction where A == EditPolicy {
    /// What the organization decides for its own people. It binds new addresses; nobody loses an address by it.
    /// A change needs a recent proof.
    public borrowing func edit(_ change: (Policy) throws -> Policy, expecting version: ExpectedVersion, postman: Postman) throws
        -> Organization
    {
        try grant.require(.belonging(of: organization))
        let old = try organizationRow()
        try version.require(old.version)
        let new = try change(old.policy)
        let changes = [
            Record.Change("allows_exemption", plain: String(old.policy.allowsExemption), String(new.allowsExemption)),
            Record.Change("email_domains", plain: old.policy.emailDomains.words, new.emailDomains.words),
            Record.Change("inactivity_days", plain: old.policy.inactivityDays.map(String.init), new.inactivityDays.map(String.init)),
        ].compactMap(\.self)
        guard !changes.isEmpty else {
            ledger?.nothingChanged()
            return old
        }
        try requireProof()
        try execute(
            """
            UPDATE organizations SET allows_exemption = \(new.allowsExemption), email_domains = \(new.emailDomains.words ?? ""),
                inactivity_days = \(new.inactivityDays), version = version + 1
            WHERE id = \(placed)
            """)
        try settleExemptions()
        try record(of: organization.text, label: .plain(old.name.text), changes)
        try tellAdmins(.policyChanged, about: changes.map(\.field).joined(separator: ", "), postman: postman)
        return try organizationRow()
    }
}

extension Transaction where A == SuspendOrganization {
    /// Ends all sessions of a partner's people, and lets none of them in until it is resumed. It needs a recent proof.
    public borrowing func setStatus(_ status: Organization.Status, expecting version: ExpectedVersion) throws -> Organization {
        try grant.require(.belonging(of: organization))
        let old = try organizationRow()
        try version.require(old.version)
        guard !old.isOperator else { throw Trouble.conflict(.lastTopLevel) }
        guard old.status != status else { throw Trouble.conflict(.nothingToDo) }
        // Its people's sessions end, which asks for its own row.
        if status == .suspended { _ = try permit(SuspendAccess.self, .belonging(of: organization)) }
        if status == .suspended { try requireProof() }
        try execute("UPDATE organizations SET status = \(status.rawValue), version = version + 1 WHERE id = \(placed)")
        if status == .suspended {
            try execute("DELETE FROM sessions WHERE organization_id = \(placed)")
            try endAllTokens()
        }
        try record(
            of: organization.text, label: .plain(old.name.text), [Record.Change("status", plain: old.status.rawValue, status.rawValue)])
        return try organizationRow()
    }
}

/// Writes the list anew; one that another organization holds is refused.
func writeASNs(_ asns: [ASN], of organization: Organization.ID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM organization_asns WHERE organization_id = \(organization)")
    for asn in Set(asns).sorted() {
        let inserted = try connection.execute(
            """
            INSERT INTO organization_asns (organization_id, asn) VALUES (\(organization), \(Int64(asn.number))) ON CONFLICT (asn) DO NOTHING
            """)
        if inserted == 0 { throw Trouble.invalid([FieldError("asns", .asnTaken)]) }
    }
}

extension [ASN] {
    var words: String? { isEmpty ? nil : map(\.description).joined(separator: " ") }
}

extension [DomainName] {
    var words: String? { isEmpty ? nil : map(\.text).joined(separator: " ") }
}
