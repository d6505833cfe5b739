import Credentials
import Domain
import Storage

/// What the holder of an invitation's link is shown. Looking accepts nothing.
public enum InvitationView: Sendable {
    case open(InvitationOffer)
    case expired
    /// Unknown, revoked, superseded, void or answered: all the same.
    case dead
}

/// What will be granted.
public struct InvitationOffer: Sendable {
    public let organization: Organization.ID
    public let organizationName: String
    public let kind: Organization.Kind
    public let level: Level
    public let inviter: String
    /// True when the operator's people invited into a partner.
    public let isByOperator: Bool
    public let name: String
    public let email: EmailAddress
    public let language: Language
    public let contactKind: Contact.Kind
    public let roles: [GrantedRole]
    /// Names of the sites that the contact is associated with.
    public let sites: [String]
    public let ends: Moment
    public let sameSignIn: SameSignIn
    /// The link came in the mail. What a copied one makes is unproven, and works in this organization alone.
    public let isMailed: Bool
    /// Somebody has come in by a copied link; accepting by this one ends that sign-in.
    public let replacesCopy: Bool

    public struct GrantedRole: Sendable, Hashable {
        public let role: ContactRole
        /// The site's name; nil for the whole organization.
        public let site: String?
    }

    /// What there is already of a sign-in for this person. To be shown to the link's holder only.
    public enum SameSignIn: String, Sendable {
        /// Nothing: accepting makes an account.
        case none
        /// An account that lets nobody in anywhere any more: accepting joins with it, and its person signs in as before.
        case dormant
        /// An account in use in another organization: sign in to it, then accept.
        case inUse
    }
}

extension Store {
    /// What the holder of a link is shown. It changes nothing: a mail scanner may follow the link.
    public func invitation(for token: String) async throws -> InvitationView {
        let now = clock()
        return try await database.read(.wide) { connection in
            guard let found = try InvitationRow.find(token, on: connection), found.state == "open", found.isOrganizationActive else {
                return .dead
            }
            guard found.ends > now else { return .expired }
            return try InvitationOffer(found, at: now, on: connection).map(InvitationView.open) ?? .dead
        }
    }
}

/// An invitation as its row says it, with what there is of an account.
struct InvitationRow: Sendable {
    let portalUser: PortalUserKey
    let id: Identifier<Invitation>
    let level: Level
    let state: String
    /// Nil when it was sent from the command line.
    let inviter: PortalUserKey?
    let inviterName: String
    let createdAt: Moment
    let ends: Moment
    let isOrganizationActive: Bool
    /// Which of its two links is held: the one in the mail, or the one that the inviter copied.
    let isMailed: Bool

    static func find(_ token: String, on connection: any Connection) throws -> InvitationRow? {
        guard let secret = OneTimeSecret(presented: token, prefix: Invitation.prefix) else { return nil }
        let hash = Hex.text(secret.hash)
        return try connection.first(
            """
            SELECT i.organization_id, i.contact_id, i.id, i.level, i.state, i.inviter_organization_id, i.inviter_id, i.inviter_name, i.ends_at,
                o.status, i.created_at, CASE WHEN i.token_hash = \(hash) THEN 1 ELSE 0 END
            FROM invitations i JOIN organizations o ON o.id = i.organization_id WHERE i.token_hash = \(hash) OR i.copy_hash = \(hash)
            """
        ) { try InvitationRow($0) }
    }

    /// True while the contact waits for it; behind a copied link the one in the mail still proves the mailbox.
    func opens(for contact: ContactRow, on connection: any Connection) throws -> Bool {
        switch contact.contact.access {
        case .invited: true
        case .active: try isMailed && contact.isUnproven(on: connection)
        case .none, .expired, .suspended: false
        }
    }

    /// Whoever sent an invitation must still be able to: active, and with the right over the contact as it is and as it
    /// will be. A right that was lost since and came back does not count.
    func isBacked(to level: Level, for contact: Contact, at now: Moment, on connection: any Connection) throws -> Bool {
        guard let inviter else { return true }
        let (id, home) = (inviter.contact, inviter.organization)
        guard
            let actor = try Actor.living(contact: id, of: home, on: connection, now: now)
                ?? Actor.living(token: id.text, of: home, on: connection, now: now)
        else { return false }
        let targets = [contact.target, .contact(contact.id, level: level, of: portalUser.organization)]
        guard targets.allSatisfy({ actor.may(.accessGrant, $0) }) else { return false }
        let losses = try connection.rows(
            "SELECT level FROM access_losses WHERE organization_id = \(home) AND holder_id = \(id.text) AND at >= \(createdAt)"
        ) { Level(rawValue: try $0.text(0)) ?? .none }
        return losses.allSatisfy { left in targets.allSatisfy { actor.may(.accessGrant, $0, loweredTo: left) } }
    }

    private init(_ row: any Row) throws {
        portalUser = PortalUserKey(organization: Identifier(stored: try row.text(0)), contact: Identifier(stored: try row.text(1)))
        id = Identifier(stored: try row.text(2))
        level = Level(rawValue: try row.text(3)) ?? .none
        state = try row.text(4)
        if let organization = try row.optionalText(5), let contact = try row.optionalText(6) {
            inviter = PortalUserKey(organization: Identifier(stored: organization), contact: Identifier(stored: contact))
        } else {
            inviter = nil
        }
        inviterName = try row.text(7)
        ends = Moment(milliseconds: try row.int(8))
        isOrganizationActive = try row.text(9) == Organization.Status.active.rawValue
        createdAt = Moment(milliseconds: try row.int(10))
        #if DEBUG
        isMailed = try Planted.fault == .copiedLinkProves || row.bool(11)
        #else
        isMailed = try row.bool(11)
        #endif
    }
}

extension InvitationOffer {
    init?(_ row: InvitationRow, at now: Moment, on connection: any Connection) throws {
        let (here, who) = (row.portalUser.organization, row.portalUser.contact)
        let found = try connection.first(
            "SELECT \(contactColumns), o.name, o.kind FROM contacts c JOIN organizations o ON o.id = c.organization_id WHERE c.organization_id = \(here) AND c.id = \(who)"
        ) {
            (
                try ContactRow($0, now: now), try $0.text(ContactRow.width),
                Organization.Kind(rawValue: try $0.text(ContactRow.width + 1)) ?? .network
            )
        }
        guard let (contact, name, kind) = found, try row.opens(for: contact, on: connection),
            try row.isBacked(to: row.level, for: contact.contact, at: now, on: connection)
        else { return nil }
        let bound = try BoundAccount.find(for: contact, on: connection)
        guard let email = bound.email else { return nil }
        let siteNames = try Dictionary(
            uniqueKeysWithValues: connection.rows("SELECT id, name FROM sites WHERE organization_id = \(here) ORDER BY code") {
                (Site.ID(stored: try $0.text(0)), try $0.text(1))
            })
        let assignment = contact.contact.assignment
        organization = here
        organizationName = name
        self.kind = kind
        level = contact.contact.access == .active ? contact.contact.level : row.level
        inviter = row.inviterName
        isByOperator = row.inviter?.organization != here
        self.name = contact.contact.details.fullName
        self.email = email
        language = contact.contact.details.language
        contactKind = assignment.kind
        roles = assignment.roles.sorted().map { GrantedRole(role: $0.role, site: $0.site.flatMap { siteNames[$0] }) }
        sites = assignment.sites.compactMap { siteNames[$0] }.sorted()
        ends = row.ends
        isMailed = row.isMailed
        replacesCopy = contact.contact.access == .active
        // Since the link was copied somebody has proved the mailbox: only the link there is good.
        if !isMailed, bound.account != nil { return nil }
        sameSignIn = bound.account == nil ? .none : bound.isUsedElsewhere ? .inUse : .dormant
    }
}
