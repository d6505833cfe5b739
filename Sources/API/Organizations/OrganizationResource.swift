import Domain

extension Organization: Versioned {
    public static let shape = Shape<Organization>(
        "Organization",
        .text("id", "Its name; never used again.", .id) { $0.id.text },
        .text("name", "What people call it.", .text(limit: 120, sample: "Nordfjord Fiber")) { $0.name.text },
        .text("kind", "What it does for the operator.", .choice(Organization.Kind.self)) { $0.kind.rawValue },
        .text("status", "Suspended: nobody of it can sign in.", .choice(Organization.Status.self)) { $0.status.rawValue },
        .list("asns", "Its autonomous systems.", of: .integer(sample: 64500), { $0.asns.sorted() }) { $0.value(Int64($1.number)) },
        .boolean("allows_exemption", "Policy: NOC contacts at Read-only may sign in without a second factor.") {
            $0.policy.allowsExemption
        },
        .list(
            "email_domains", "Policy: where contacts' addresses may be; empty for anywhere.", of: .text(sample: "example.com"),
            \.policy.emailDomains
        ) { $0.value($1.text) },
        .optional("inactivity_days", "Policy: access is suspended after so many days without a sign-in.", sample: 180) {
            $0.policy.inactivityDays.map(Int64.init)
        },
        .integer("version", "Grows with every change; it is the ETag.", sample: 2) { $0.version })
}

extension OrganizationInput {
    private static func details(isNew: Bool) -> [RequestShape.Member] {
        [
            .init("name", "What people call it.", .text(limit: 120, sample: "Nordfjord Fiber"), isRequired: isNew),
            .init("kind", "What it does for the operator.", .choice(Organization.Kind.ofPartners.map(\.rawValue))),
            .init(
                "asns", "Its autonomous systems.", .list(.either([.integer(1...4_294_967_294, sample: 64500), .text(sample: "AS64500")])),
                isSampled: false),
        ]
    }

    /// `POST /api/v1/organizations`.
    public static let creation = RequestShape("NewOrganization", details(isNew: true))

    /// `PATCH /api/v1/organizations/{id}`.
    public static let change = RequestShape("OrganizationChange", details(isNew: false))

    /// `PATCH /api/v1/organizations/{id}/policy`.
    public static let policyChange = RequestShape(
        "PolicyChange",
        [
            .init("allows_exemption", "NOC contacts at Read-only may sign in without a second factor.", .boolean),
            .init(
                "email_domains", "Where contacts' addresses may be; empty for anywhere.", .list(.text(sample: "example.com")),
                isSampled: false),
            .init(
                "inactivity_days", "Suspend access after so many days without a sign-in; null for never.",
                .optional(.integer(30...730, sample: 180))),
        ])

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
