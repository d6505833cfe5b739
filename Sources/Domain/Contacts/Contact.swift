/// A person (or a shared mailbox) doing a job for an organization. It needs no login: a contact without portal
/// access is a full citizen, told what its roles ask for.
public struct Contact: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Contact>

    public enum Kind: String, Sendable, CaseIterable, Codable {
        case person
        case sharedMailbox = "shared_mailbox"
    }

    public let id: ID
    public let organization: Identifier<Organization>
    public var details: ContactDetails
    public var assignment: Assignment
    public var level: Level
    public var access: AccessStatus
    /// Grows by one with every change; the ETag of the API.
    public var version: Int64
    public var lastSignIn: Moment?
    /// When the present invitation ends; nil without one.
    public var invitationEnds: Moment?
    /// From when on the person may sign in without a second factor; nil for everybody who is not exempt.
    public var exemptFrom: Moment?

    public init(
        id: ID, organization: Identifier<Organization>, details: ContactDetails, assignment: Assignment, level: Level,
        access: AccessStatus, version: Int64, lastSignIn: Moment?, invitationEnds: Moment?, exemptFrom: Moment? = nil
    ) {
        self.id = id
        self.organization = organization
        self.details = details
        self.assignment = assignment
        self.level = level
        self.access = access
        self.version = version
        self.lastSignIn = lastSignIn
        self.invitationEnds = invitationEnds
        self.exemptFrom = exemptFrom
    }

    public func isExempt(at now: Moment) -> Bool {
        exemptFrom.map { $0 <= now } ?? false
    }

    /// As the matrix sees it: suspended and invited people count by their assigned level.
    public var target: Target { .contact(id, level: level, of: organization) }
}

/// What a contact says of itself. A person may edit these of their own (matrix row `contact.edit`).
public struct ContactDetails: Sendable, Hashable {
    public var firstName: Line
    public var lastName: Line
    public var email: EmailAddress?
    public var phone: PhoneNumber?
    public var title: Line
    public var timeZone: TimeZoneName?
    public var language: Language

    public init(
        firstName: Line, lastName: Line, email: EmailAddress?, phone: PhoneNumber?, title: Line, timeZone: TimeZoneName?, language: Language
    ) {
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.phone = phone
        self.title = title
        self.timeZone = timeZone
        self.language = language
    }

    public var fullName: String {
        switch (firstName.text.isEmpty, lastName.text.isEmpty) {
        case (false, false): "\(firstName.text) \(lastName.text)"
        case (false, true): firstName.text
        case (true, false): lastName.text
        case (true, true): email?.text ?? phone?.text ?? ""
        }
    }

    /// By last name, then first name, whatever the case and diacritics.
    public var sortKey: String { "\(lastName.text.folded)\u{1}\(firstName.text.folded)" }

    /// Every word by which a search finds this contact.
    public var searchWords: Set<String> {
        var words = Set(firstName.text.searchWords + lastName.text.searchWords)
        if let email {
            words.formUnion(email.text.searchWords)
            words.insert(email.key)
        }
        if let phone { words.formUnion(phone.searchWords) }
        return words
    }
}

/// Where a contact works for its organization and what it is told: kind, sites, roles (row `contact.assign`).
public struct Assignment: Sendable, Hashable {
    public var kind: Contact.Kind
    /// Association with a site, with or without a role there. Holds the sites of the roles, too.
    public private(set) var sites: Set<Identifier<Site>>
    public private(set) var roles: Set<HeldRole>

    public init(kind: Contact.Kind = .person, sites: Set<Identifier<Site>> = [], roles: Set<HeldRole> = []) {
        self.kind = kind
        self.roles = roles
        self.sites = sites.union(roles.compactMap(\.site))
    }

    /// What is left when a site is gone.
    public func without(_ site: Identifier<Site>) -> Assignment {
        Assignment(kind: kind, sites: sites.subtracting([site]), roles: roles.filter { $0.site != site })
    }
}

extension Assignment {
    /// Sites by their codes, as files have them; one that is not known is left out.
    public func siteCodes(_ codes: [Identifier<Site>: String]) -> String {
        sites.compactMap { codes[$0] }.sorted().joined(separator: " ")
    }

    /// Roles as files have them: `noc@osl001` each, `noc@*` for everywhere.
    public func roleCodes(_ codes: [Identifier<Site>: String]) -> String {
        roles.map { "\($0.role.rawValue)@\($0.site.map { codes[$0] ?? "" } ?? "*")" }.sorted().joined(separator: " ")
    }
}

/// A role at one site, or at all of the organization when `site` is nil.
public struct HeldRole: Sendable, Hashable {
    public let role: ContactRole
    public let site: Identifier<Site>?

    public init(_ role: ContactRole, at site: Identifier<Site>?) {
        self.role = role
        self.site = site
    }
}

extension HeldRole: Comparable {
    /// By the role's name; everywhere comes before the sites.
    public static func < (left: HeldRole, right: HeldRole) -> Bool {
        guard left.role == right.role else { return left.role.rawValue < right.role.rawValue }
        guard let there = right.site else { return false }
        return left.site.map { $0 < there } ?? true
    }
}

/// What a contact is told. Roles grant nothing; "Engineering" the role is not "Engineering" the level.
public enum ContactRole: String, Sendable, CaseIterable, Codable {
    case engineering, noc, shipping, logistics, customs, marketing, peering, abuse, security, legal, billing
}

/// Where a contact stands on the way to and from portal access.
///
/// `none → invited → active ⇄ suspended → none`, `invited → expired → invited`; every way back in is a new invitation.
public enum AccessStatus: String, Sendable, CaseIterable, Codable {
    case none, invited, expired, active, suspended
}
