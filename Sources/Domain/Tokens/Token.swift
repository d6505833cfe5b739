/// A key with which a program acts: for the person who made it, or for the organization.
///
/// It may do what its level may, or less; never more than its owner may at that moment.
public struct Token: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Token>

    public enum State: String, Sendable, CaseIterable {
        case active, paused, expired, ended
    }

    public let id: ID
    public let organization: Identifier<Organization>
    /// Whose it is; nil for the organization's own.
    public let owner: Identifier<Contact>?
    /// Who made it or took it over; the owner of a person's token. Nil when they are gone.
    public let maker: Identifier<Contact>?
    /// What people call the maker; nil when they are gone.
    public let person: String?
    /// The organization's, and its maker may no longer make it: paused until another Admin takes it over.
    public let lacksMaker: Bool
    public let name: Line
    public let level: Level
    /// What it may do of all that its level may; nil for everything.
    public let permissions: Set<Permission>?
    /// The last characters of the secret, to tell tokens apart.
    public let hint: String
    public let state: State
    public let createdAt: Moment
    public let endsAt: Moment
    /// To the minute.
    public let lastUsedAt: Moment?
    public let lastUsedFrom: String?
    public let version: Int64

    public init(
        id: ID, organization: Identifier<Organization>, owner: Identifier<Contact>?, maker: Identifier<Contact>?,
        person: String?, lacksMaker: Bool, name: Line, level: Level, permissions: Set<Permission>?, hint: String, state: State,
        createdAt: Moment, endsAt: Moment,
        lastUsedAt: Moment?, lastUsedFrom: String?, version: Int64
    ) {
        self.id = id
        self.organization = organization
        self.owner = owner
        self.maker = maker
        self.person = person
        self.lacksMaker = lacksMaker
        self.name = name
        self.level = level
        self.permissions = permissions
        self.hint = hint
        self.state = state
        self.createdAt = createdAt
        self.endsAt = endsAt
        self.lastUsedAt = lastUsedAt
        self.lastUsedFrom = lastUsedFrom
        self.version = version
    }
}

extension Token {
    /// Whom the matrix asks about: its owner, or the organization.
    public var target: Target { owner.map { .contact($0, level: .none, of: organization) } ?? .belonging(of: organization) }
}

extension Permission {
    /// What no token may do: whatever is about people proving who they are, and making more tokens.
    public var isForPeopleOnly: Bool {
        switch self {
        case .accountUse, .tokenView, .tokenEdit, .recoveryStart: true
        default: false
        }
    }
}

extension Matrix {
    /// True when whoever is at `level` may do nothing that somebody at `owner` may not: what "no higher" means for a
    /// token, also among the operator's levels, which are no ladder.
    public static func covers(_ owner: Level, _ level: Level) -> Bool {
        Permission.allCases.allSatisfy { reach($0, at: level).isSubset(of: reach($0, at: owner)) }
    }

    /// True when somebody at `level` may make a token of the organization at `own`, and so answer for it.
    public static func answers(_ level: Level, for own: Level) -> Bool {
        reach(.tokenEdit, at: level).contains(.belongings) && covers(level, own)
    }

    /// The permissions and those to see what they change: without, nothing that they are for would be found.
    public static func withViews(_ chosen: Set<Permission>, at level: Level) -> Set<Permission> {
        let offered = permissionsForTokens(at: level)
        return chosen.reduce(into: chosen) { all, permission in
            let views: [Permission] =
                switch permission {
                case .contactCreate, .contactDelete, .contactEdit, .contactAssign, .accessGrant, .accessLevel, .accessSuspend,
                    .contactExport:
                    [.contactView]
                case .siteEdit: [.siteView]
                case .policyEdit, .organizationEdit, .organizationSuspend, .organizationArchive: [.organizationView]
                case .importRun: [.contactView, .siteView, .organizationView]
                case .mailRetry: [.mailView]
                case .activityExport: [.activityView]
                default: []
                }
            all.formUnion(views.filter(offered.contains))
        }
    }

    /// The permissions that a token at `level` can hold.
    public static func permissionsForTokens(at level: Level) -> [Permission] {
        Permission.allCases.filter { !$0.isForPeopleOnly && !$0.isPlanned && reach($0, at: level) != .none }
    }
}
