import Domain
import Storage

/// The columns of a contact, in the order in which ``ContactRow`` reads them.
let contactColumns: Query = """
    c.id, c.organization_id, c.kind, c.first_name, c.last_name, c.email, c.phone, c.title, c.time_zone, c.language,
    c.level, c.status, c.version, c.last_sign_in_at, c.invitation_ends_at, c.account_id, c.exempt_from_at, c.sort_key, c.assignment
    """

/// A contact as its row says it.
struct ContactRow: Sendable {
    let contact: Contact
    let account: Identifier<Account>?
    var exemptFrom: Moment? { contact.exemptFrom }
    let sortKey: String

    /// How many columns of a row are the contact's; what else was asked for comes behind them.
    static let width = 19

    init(_ row: any Row, now: Moment) throws {
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
            assignment: Assignment(kind: Contact.Kind(rawValue: try row.text(2)) ?? .person, words: try row.utf8(18)),
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
    /// As the contact's row has it: each role where it is held (``HeldRole/word``), and the sites without a role.
    var words: String {
        let roles = roles.sorted()
        let sites = sites.subtracting(roles.compactMap(\.site)).sorted()
        return (roles.map(\.word) + sites.map(\.text)).joined(separator: " ")
    }

    /// Reads ``words``.
    fileprivate init(kind: Contact.Kind, words: UnsafeBufferPointer<UInt8>) {
        guard !words.isEmpty else {
            self.init(kind: kind)
            return
        }
        var sites: Set<Site.ID> = [], roles: Set<HeldRole> = []
        for word in words.split(separator: UInt8(ascii: " ")) {
            if let at = word.firstIndex(of: UInt8(ascii: "@")) {
                guard let role = ContactRole(rawValue: String(decoding: word[..<at], as: UTF8.self)) else { continue }
                let site = word[(at + 1)...]
                roles.insert(HeldRole(role, at: site.count == 1 ? nil : Identifier(stored: UnsafeBufferPointer(rebasing: site))))
            } else {
                sites.insert(Identifier(stored: UnsafeBufferPointer(rebasing: word)))
            }
        }
        self.init(kind: kind, sites: sites, roles: roles)
    }
}
