import Domain

extension ContactInput {
    /// The members of a contact that a request may write.
    static let members: [RequestShape.Member] = [
        .init("first_name", "First name.", .text(limit: 80, sample: "Lena")),
        .init("last_name", "Last name.", .text(limit: 80, sample: "Dahl")),
        .init(
            "email", "Address; for whoever signs in it changes once the new one is confirmed.",
            .optional(.text(sample: "lena.dahl@example.com"))),
        .init("phone", "E.164, with an extension as ;ext=12.", .optional(.text(sample: "+4755201143"))),
        .init("title", "What they do.", .text(limit: 120, sample: "Network engineer")),
        .init("time_zone", "A name of the IANA time zone database.", .optional(.text(sample: "Europe/Oslo")), isSampled: false),
        .init("language", "The language of mail and pages.", .choice(Language.self), isSampled: false),
        .init("kind", "A person, or a mailbox that several read.", .choice(Contact.Kind.self), isSampled: false),
        .init("sites", "Sites of the organization.", .list(.id), isSampled: false),
        .init(
            "roles", "What the contact is told about.",
            .list(
                RequestShape(
                    "RoleToHold",
                    [
                        .init("role", "The role.", .choice(ContactRole.self), isRequired: true),
                        .init("site", "Where; left out or null for the whole organization.", .optional(.id), isSampled: false),
                    ]
                ).schema), isSampled: false),
    ]

    /// `POST /api/v1/contacts`.
    public static let creation = RequestShape(
        "NewContact",
        members + [
            .init("level", "Anything but none sends an invitation.", .choice(Level.offered.map(\.rawValue)), isSampled: false),
            .init("organization", "For the operator's staff: the partner.", .id, isSampled: false),
        ])

    /// `PATCH /api/v1/contacts/{id}`.
    public static let change = RequestShape("ContactChange", members)

    /// Reads ``members``.
    public init(_ body: inout Body) {
        self.init()
        firstName = body.text("first_name")
        lastName = body.text("last_name")
        email = body.optionalText("email")
        phone = body.optionalText("phone")
        title = body.text("title")
        timeZone = body.optionalText("time_zone")
        language = body.text("language")
        kind = body.text("kind")
        sites = body.texts("sites")
        roles = body.list("roles").map { items in
            items.enumerated().compactMap { index, item in
                guard case .object(let members) = item else {
                    body.refuse("roles[\(index)]", .notOneOf(["{\"role\": …, \"site\": …}"]))
                    return nil
                }
                var held = Body(members)
                let pair = Role(role: held.text("role") ?? "", site: held.optionalID("site") ?? "")
                for error in held.finished() { body.refuse("roles[\(index)].\(error.field)", error.problem) }
                return pair
            }
        }
    }
}
