import Domain

extension Token: Versioned {
    public static let shape = Shape<Token>(
        "Token",
        .text("id", "Its name; never used again.", .id) { $0.id.text },
        .text("organization", "Where it acts.", .id) { $0.organization.text },
        .optional("owner", "The contact in whose name it acts; null for the organization.", .id) { $0.owner?.text },
        .optional("person", "What people call the owner, or whoever made it; null when they are gone.", .text(sample: "Lena Dahl")) {
            $0.person
        },
        .text("name", "What it is for.", .text(limit: 80, sample: "Nightly sync")) { $0.name.text },
        .text("level", "It may what this level may, or less.", .choice(Level.ofPeople.map(\.rawValue))) { $0.level.rawValue },
        .other("permissions", "What it may do of that; null for everything.", .optional(.list(.choice(Permission.self)))) { token, writer in
            if let permissions = token.permissions {
                writer.array(permissions.map(\.rawValue).sorted()) { $0.value($1) }
            } else {
                writer.value(nil as String?)
            }
        },
        .text("hint", "The last characters of its secret.", .text(sample: "f3Qk")) { $0.hint },
        .text("state", "Only an active one is let in.", .choice(State.self)) { $0.state.rawValue },
        .boolean("lacks_maker", "The organization's, paused since its maker may no longer make it: an Admin takes it over.") {
            $0.lacksMaker
        },
        .text("created_at", "When it was made.", .text(.moment, sample: "2026-01-31T08:05:00Z")) { $0.createdAt.text },
        .text("ends_at", "When it expires.", .text(.moment, sample: "2026-05-01T08:05:00Z")) { $0.endsAt.text },
        .optional("last_used_at", "When it was used last, to the minute.", .text(.moment, sample: "2026-02-01T02:00:00Z")) {
            $0.lastUsedAt?.text
        },
        .optional("last_used_from", "From which network address.", .text(sample: "192.0.2.7")) { $0.lastUsedFrom },
        .integer("version", "Grows with every change; it is the ETag.", sample: 1) { $0.version })
}

extension TokenInput {
    /// `POST /api/v1/tokens`.
    public static let creation = RequestShape(
        "NewToken",
        [
            .init("name", "What it is for.", .text(limit: 80, sample: "Nightly sync"), isRequired: true),
            .init("level", "No higher than one's own.", .choice(Level.ofPeople.map(\.rawValue)), isRequired: true),
            .init(
                "days", "For how many days it is good.", .integer(Int64(lifetime.lowerBound)...Int64(lifetime.upperBound), sample: 90),
                isRequired: true),
            .init("owner", "In whose name it acts: one's own, or the organization's, which Admins can make.", .choice(Owner.self)),
            .init(
                "permissions", "What it may do of all that its level may; left out or null for everything.",
                .optional(
                    .list(
                        .choice(
                            Permission.allCases.filter { permission in
                                Level.ofPeople.contains { Matrix.permissionsForTokens(at: $0).contains(permission) }
                            }.map(\.rawValue)))), isSampled: false),
        ])

    /// `POST /api/v1/tokens/{id}/rotate`.
    public static let rotation = RequestShape(
        "TokenRotation",
        [
            .init(
                "overlap_hours", "For how long the old secret is still good; left out or null for a day.",
                .optional(.integer(0...168, sample: 24)))
        ])

    /// - Parameter text: hours; nil for a day.
    public static func overlap(_ text: String?) throws -> Moment.Span {
        guard let text else { return .hours(24) }
        guard let hours = Int64(text.trimmed), (0...168).contains(hours) else {
            throw Trouble.invalid([FieldError("overlap_hours", .notOneOf(["0–168"]))])
        }
        return .hours(hours)
    }

    /// Reads the members of ``creation``, and nothing else.
    public init(_ body: inout Body) throws {
        self.init()
        name = body.text("name")
        level = body.text("level")
        days = body.integer("days").flatMap(\.self).map(String.init)
        owner = body.text("owner")
        permissions = body.optionalTexts("permissions")
        try body.finish()
    }
}
