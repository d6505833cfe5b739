import Domain
import Storage

/// The columns of a contact, in the order in which ``ContactRow`` reads them.
let contactColumns: Query = """
    c.id, c.organization_id, c.kind, c.first_name, c.last_name, c.email, c.phone, c.title, c.time_zone, c.language,
    c.level, c.status, c.version, c.last_sign_in_at, c.invitation_ends_at, c.account_id, c.exempt_from_at, c.sort_key
    """

/// A contact as its row says it, still without sites and roles.
struct ContactRow: Sendable {
    var contact: Contact
    let account: Identifier<Account>?
    var exemptFrom: Moment? { contact.exemptFrom }
    let sortKey: String

    init(_ row: any Row, now: Moment) throws {
        let ends = try row.optionalInt(14).map(Moment.init(milliseconds:))
        var access = AccessStatus(rawValue: try row.text(11)) ?? .none
        if access == .invited, let ends, ends <= now { access = .expired }
        contact = Contact(
            id: Identifier(stored: try row.text(0)),
            organization: Identifier(stored: try row.text(1)),
            details: ContactDetails(
                firstName: Line(stored: try row.text(3)), lastName: Line(stored: try row.text(4)),
                email: try row.optionalText(5).map(EmailAddress.init(stored:)),
                phone: try row.optionalText(6).map(PhoneNumber.init(stored:)),
                title: Line(stored: try row.text(7)),
                timeZone: try row.optionalText(8).map(TimeZoneName.init(stored:)),
                language: Language(rawValue: try row.text(9)) ?? .english),
            assignment: Assignment(kind: Contact.Kind(rawValue: try row.text(2)) ?? .person),
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

/// Gives contacts of one organization their sites and roles.
func assigned(_ contacts: [Contact], in organization: Organization.ID, on connection: any Connection) throws -> [Contact] {
    guard !contacts.isEmpty else { return [] }
    var sites: [Contact.ID: Set<Site.ID>] = [:]
    var roles: [Contact.ID: Set<HeldRole>] = [:]
    let all = contacts.map(\.id)
    for start in stride(from: 0, to: all.count, by: 50) {
        let list = Array(all[start..<min(start + 50, all.count)])
        // The list is filled up to a few fixed lengths, so that prepared statements are found again.
        let length = [1, 10, 50].first { $0 >= list.count } ?? 50
        let ids = Query.joined((0..<length).map { "\(list[min($0, list.count - 1)])" as Query }, separator: ", ")
        _ = try connection.rows("SELECT contact_id, site_id FROM contact_sites WHERE organization_id = \(organization) AND contact_id IN (\(ids))") {
            sites[Identifier(stored: try $0.text(0)), default: []].insert(Identifier(stored: try $0.text(1)))
        }
        _ = try connection.rows("SELECT contact_id, role, site_id FROM contact_roles WHERE organization_id = \(organization) AND contact_id IN (\(ids))") {
            guard let role = ContactRole(rawValue: try $0.text(1)) else { return }
            roles[Identifier(stored: try $0.text(0)), default: []].insert(HeldRole(role, at: try $0.optionalText(2).map(Identifier.init(stored:))))
        }
    }
    return contacts.map { contact in
        var copy = contact
        copy.assignment = Assignment(kind: contact.assignment.kind, sites: sites[contact.id] ?? [], roles: roles[contact.id] ?? [])
        return copy
    }
}
