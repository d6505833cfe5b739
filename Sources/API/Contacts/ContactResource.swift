import Domain

extension Contact: Versioned {
    public static let shape = Shape<Contact>(
        "Contact",
        .id("id", "Its name; never used again.") { $0.id },
        .id("organization", "Whose contact it is.") { $0.organization },
        .text("first_name", "First name; empty for some shared mailboxes.", .text(limit: 80, sample: "Lena")) { $0.details.firstName.text },
        .text("last_name", "Last name.", .text(limit: 80, sample: "Dahl")) { $0.details.lastName.text },
        .optional("email", "Address; whoever signs in has one.", .text(.email, sample: "lena.dahl@example.com")) { $0.details.email?.text },
        .optional("phone", "E.164, with an extension as in RFC 3966.", .text(sample: "+4755201143;ext=12")) { $0.details.phone?.text },
        .text("title", "What they do.", .text(limit: 120, sample: "Network engineer")) { $0.details.title.text },
        .optional("time_zone", "A name of the IANA time zone database.", .text(sample: "Europe/Oslo")) { $0.details.timeZone?.text },
        .text("language", "The language of mail and pages.", .choice(Language.self)) { $0.details.language.rawValue },
        .text("kind", "A person, or a mailbox that several read.", .choice(Contact.Kind.self)) { $0.assignment.kind.rawValue },
        .list("sites", "Sites that the contact belongs to.", of: .id, { $0.assignment.sites.sorted() }) { $0.value($1) },
        .list("roles", "What the contact is told about; roles grant nothing.", of: HeldRole.shape) { $0.assignment.roles.sorted() },
        .text("level", "What the contact may do in the portal; none: no portal access.", .choice(Level.ofPeopleOrNone.map(\.rawValue))) {
            $0.level.rawValue
        },
        .text("status", "Whether the contact can sign in.", .choice(AccessStatus.self)) { $0.access.rawValue },
        .integer("version", "Grows with every change; it is the ETag.", sample: 3) { $0.version })
}

extension HeldRole: Resource {
    public static let shape = Shape<HeldRole>(
        "HeldRole",
        .text("role", "The role.", .choice(ContactRole.self)) { $0.role.rawValue },
        .optional("site", "Where; null for the whole organization.") { $0.site })
}

extension Level {
    fileprivate static var ofPeopleOrNone: [Level] { [.none] + ofPeople }
}
