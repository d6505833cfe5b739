/// How far a permission goes: a set of targets, not a yes.
///
/// The atoms are disjoint classes of targets as seen from one actor, so that union and intersection of reaches are
/// exactly those of the sets they stand for (a token holds the intersection of its owner's and its own).
public struct Reach: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The actor's own contact.
    public static let ownSelf = Reach(rawValue: 1)
    /// Other contacts of the own organization whose level is none or Read-only.
    public static let readOnly = Reach(rawValue: 2)
    /// Other contacts of the own organization at a higher level.
    public static let colleagues = Reach(rawValue: 4)
    /// What belongs to the own organization and is not a contact.
    public static let belongings = Reach(rawValue: 8)
    /// Everything of every partner organization that is not the own one.
    public static let allPartners = Reach(rawValue: 16)

    public static let none: Reach = []
    public static let selfAndReadOnly: Reach = [.ownSelf, .readOnly]
    public static let organization: Reach = [.ownSelf, .readOnly, .colleagues, .belongings]
    public static let selfAndAllPartners: Reach = [.ownSelf, .allPartners]
    public static let everything: Reach = [.organization, .allPartners]

    /// The word for this set in goldens, in `permissions --json` and on the Permissions page.
    public var name: String {
        switch self {
        case .none: "none"
        case .ownSelf: "self"
        case .readOnly: "readOnly"
        case .selfAndReadOnly: "selfAndReadOnly"
        case .organization: "organization"
        case .allPartners: "allPartners"
        case .selfAndAllPartners: "selfAndAllPartners"
        case .everything: "everything"
        default: "\(rawValue)"
        }
    }
}

/// What a permission is asked about, as far as the matrix needs to know it.
public enum Target: Sendable, Hashable {
    case contact(Identifier<Contact>, level: Level, of: Identifier<Organization>)
    case belonging(of: Identifier<Organization>)

    /// The one atom that this target is, seen from `actor`.
    func atom(for actor: Actor) -> Reach {
        switch self {
        case .contact(_, _, let organization) where organization != actor.organization: .allPartners
        case .belonging(let organization): organization == actor.organization ? .belongings : .allPartners
        case .contact(let contact, let level, _):
            if contact == actor.contact { .ownSelf } else { level.isLow ? .readOnly : .colleagues }
        }
    }
}
