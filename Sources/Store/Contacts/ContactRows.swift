import Domain
import Storage

/// The columns of a contact, in the order in which ``ContactRow`` reads them.
let contactColumns: Query = """
    c.id, c.organization_id, c.kind, c.first_name, c.last_name, c.email, c.phone, c.title, c.time_zone, c.language,
    c.level, c.status, c.version, c.last_sign_in_at, c.invitation_ends_at, c.account_id, c.exempt_from_at, c.sort_key
    """

/// The sites and the roles of contact `c`, each list in one text. They come with the contact's own row, by a search of
/// an index each: on PostgreSQL a statement is a trip, and one for fifty contacts may read all of a large organization.
let assignmentColumns: Query = """
    (SELECT \(joined)(s.site_id, ' ') FROM contact_sites s WHERE s.organization_id = c.organization_id AND s.contact_id = c.id),
    (SELECT \(joined)(r.role || '@' || COALESCE(r.site_id, '*'), ' ') FROM contact_roles r
        WHERE r.organization_id = c.organization_id AND r.contact_id = c.id)
    """

private let joined: Query = "\(only: .sqlite, "group_concat")\(only: .postgres, "string_agg")"

/// A contact as its row says it; without sites and roles where they are not asked for.
struct ContactRow: Sendable {
    let contact: Contact
    let account: Identifier<Account>?
    var exemptFrom: Moment? { contact.exemptFrom }
    let sortKey: String

    /// - Parameter assignment: where ``assignmentColumns`` stand in the row, when they do.
    init(_ row: any Row, now: Moment, assignment: Int? = nil) throws {
        let ends = try row.optionalInt(14).map(Moment.init(milliseconds:))
        var access = AccessStatus(rawValue: try row.text(11)) ?? .none
        if access == .invited, let ends, ends <= now { access = .expired }
        contact = Contact(
            id: Identifier(stored: try row.utf8(0)),
            organization: Identifier(stored: try row.utf8(1)),
            details: ContactDetails(
                firstName: Line(stored: try row.text(3)), lastName: Line(stored: try row.text(4)),
                email: try row.optionalText(5).map(EmailAddress.init(stored:)),
                phone: try row.optionalText(6).map(PhoneNumber.init(stored:)),
                title: Line(stored: try row.text(7)),
                timeZone: try row.optionalText(8).map(TimeZoneName.init(stored:)),
                language: Language(rawValue: try row.text(9)) ?? .english),
            assignment: Assignment(
                kind: Contact.Kind(rawValue: try row.text(2)) ?? .person,
                sites: try assignment.flatMap { row.isNull($0) ? nil : Assignment.sites(try row.utf8($0)) } ?? [],
                roles: try assignment.flatMap { row.isNull($0 + 1) ? nil : Assignment.roles(try row.utf8($0 + 1)) } ?? []),
            level: Level(rawValue: try row.text(10)) ?? .none,
            access: access,
            version: try row.int(12),
            lastSignIn: try row.optionalInt(13).map(Moment.init(milliseconds:)),
            invitationEnds: ends,
            exemptFrom: try row.optionalInt(16).map(Moment.init(milliseconds:)))
        account = try row.optionalText(15).map(Identifier.init(stored:))
        sortKey = try row.text(17)
    }
}

extension Contact {
    /// What the log calls this contact.
    var label: Record.Value { .personal(details.fullName) }
}

extension Assignment {
    fileprivate static func sites(_ words: UnsafeBufferPointer<UInt8>) -> Set<Site.ID> {
        Set(words.split(separator: UInt8(ascii: " ")).map { Identifier(stored: UnsafeBufferPointer(rebasing: $0)) })
    }

    /// Reads what ``HeldRole/word`` writes.
    fileprivate static func roles(_ words: UnsafeBufferPointer<UInt8>) -> Set<HeldRole> {
        Set(words.split(separator: UInt8(ascii: " ")).compactMap { word in
            guard let at = word.firstIndex(of: UInt8(ascii: "@")),
                  let role = ContactRole(rawValue: String(decoding: word[..<at], as: UTF8.self)) else { return nil }
            let site = word[(at + 1)...]
            return HeldRole(role, at: site.elementsEqual("*".utf8) ? nil : Identifier(stored: UnsafeBufferPointer(rebasing: site)))
        })
    }
}
