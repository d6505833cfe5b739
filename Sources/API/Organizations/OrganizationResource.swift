import Domain

extension Organization {
    /// `{id, name, kind, status, asns, allows_exemption, email_domains, inactivity_days, version}`.
    public func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id.text)
            writer.member("name", name.text)
            writer.member("kind", kind.rawValue)
            writer.member("status", status.rawValue)
            writer.name("asns")
            writer.array(asns.sorted()) { $0.value(Int64($1.number)) }
            writer.member("allows_exemption", policy.allowsExemption)
            writer.name("email_domains")
            writer.array(policy.emailDomains) { $0.value($1.text) }
            writer.member("inactivity_days", policy.inactivityDays.map(Int64.init))
            writer.member("version", version)
        }
    }
}

extension OrganizationInput {
    public init(_ body: inout Body) {
        self.init()
        name = body.text("name")
        kind = body.text("kind")
        asns = body.texts("asns")
        allowsExemption = body.bool("allows_exemption")
        emailDomains = body.texts("email_domains")
        inactivityDays = body.integer("inactivity_days").map { $0.map(String.init) ?? "" }
    }
}
