/// An organization as somebody typed it; nil where nothing was said. The first three are the operator's to change,
/// the others the organization's own policy.
public struct OrganizationInput: Sendable, Hashable {
    public var name: String?
    public var kind: String?
    public var asns: [String]?
    public var allowsExemption: Bool?
    public var emailDomains: [String]?
    /// Empty for never.
    public var inactivityDays: String?
    /// What was already wrong with the shape of the request.
    public var errors: [FieldError] = []

    public init() {}

    public var hasDetails: Bool { name != nil || kind != nil || asns != nil }
    public var hasPolicy: Bool { allowsExemption != nil || emailDomains != nil || inactivityDays != nil }

    /// - Throws: `Trouble.invalid` with the errors of all fields at once.
    public func validated(over old: Organization?) throws -> (name: Line, kind: Organization.Kind, asns: [ASN]) {
        var check = FieldCheck(errors)
        let name = name == nil && old != nil ? old?.name : check.line("name", name ?? "", mayBeEmpty: false)
        var kind = old?.kind ?? .network
        if let raw = self.kind {
            kind = check.choice("kind", raw) ?? kind
            if !Organization.Kind.ofPartners.contains(kind), kind != old?.kind {
                check.refuse("kind", .notOneOf(Organization.Kind.ofPartners.map(\.rawValue)))
            }
        }
        var numbers = old?.asns ?? []
        if let asns {
            numbers = asns.enumerated().compactMap { index, raw in
                check.optional("asns[\(index)]", raw) { raw throws(FieldProblem) in try ASN(raw) }
            }
        }
        try check.finish()
        return (name ?? Line(stored: ""), kind, numbers)
    }

    /// - Throws: `Trouble.invalid` with the errors of all fields at once.
    public func policy(over old: Policy) throws -> Policy {
        var check = FieldCheck()
        var policy = old
        if let allowsExemption { policy.allowsExemption = allowsExemption }
        if let emailDomains {
            policy.emailDomains = emailDomains.enumerated().compactMap { index, raw in
                check.optional("email_domains[\(index)]", raw) { raw throws(FieldProblem) in try DomainName(raw) }
            }
        }
        if let inactivityDays {
            policy.inactivityDays = check.optional("inactivity_days", inactivityDays) { raw throws(FieldProblem) in
                guard let days = Int(raw.trimmed), (30...730).contains(days) else { throw .notOneOf(["30–730"]) }
                return days
            }
        }
        try check.finish()
        return policy
    }
}
