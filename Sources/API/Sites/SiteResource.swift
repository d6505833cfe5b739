import Domain

extension Site: Versioned {
    public static let shape = Shape<Site>(
        "Site",
        .text("id", "Its name; never used again.", .id) { $0.id.text },
        .text("organization", "Whose site it is.", .id) { $0.organization.text },
        .text("code", "Short, and unique within the organization.", .text(sample: "osl001")) { $0.details.code.text },
        .text("name", "What people call it.", .text(limit: 120, sample: "Oslo, Dronning Eufemias gate")) { $0.details.name.text },
        .text("address", "Where it is.", .text(limit: 300, sample: "Dronning Eufemias gate 16, Oslo")) { $0.details.address.text },
        .text("time_zone", "A name of the IANA time zone database.", .text(sample: "Europe/Oslo")) { $0.details.timeZone.text },
        .boolean("time_zone_guessed", "The time zone was worked out from the place by an import, and nobody has confirmed it yet.") {
            $0.details.isZoneGuessed
        },
        .integer("version", "Grows with every change; it is the ETag.", sample: 1) { $0.version })
}

extension SiteInput {
    private static func members(isNew: Bool) -> [RequestShape.Member] {
        [
            .init("code", "Two to sixteen letters, digits and hyphens.", .text(sample: "osl002"), isRequired: isNew),
            .init("name", "What people call it.", .text(limit: 120, sample: "Oslo, Ulven"), isRequired: isNew),
            .init("address", "Where it is.", .text(limit: 300, sample: "Ulvenveien 82, Oslo")),
            .init("time_zone", "A name of the IANA time zone database.", .text(sample: "Europe/Oslo"), isRequired: isNew),
            .init(
                "time_zone_guessed", "Whether the time zone is a guess. Left out, a time zone that is sent is confirmed by that.",
                .boolean),
        ]
    }

    /// `POST /api/v1/sites`.
    public static let creation = RequestShape(
        "NewSite",
        members(isNew: true) + [
            .init("organization", "For the operator's staff: the partner.", .id, isSampled: false)
        ])

    /// `PATCH /api/v1/sites/{id}`.
    public static let change = RequestShape("SiteChange", members(isNew: false))

    /// Reads the members of a site that a request may write.
    public init(_ body: inout Body) {
        self.init()
        code = body.text("code")
        name = body.text("name")
        address = body.text("address")
        timeZone = body.text("time_zone")
        isZoneGuessed = body.bool("time_zone_guessed")
    }
}
