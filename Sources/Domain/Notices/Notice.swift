/// The kinds of message that the operator sends, and whom they are for (seed page "Contacts and portal users").
public enum Notice: String, Sendable, CaseIterable, Codable {
    /// Operational outreach tickets.
    case outreach
    /// Firmware upgrades and appliance maintenance.
    case maintenance
    /// Ad hoc mail on the logistics of a deployment.
    case logistics
    /// Status updates of a deployment: the contacts named in its site survey.
    case deployment
    /// Occasional outreach.
    case occasional

    /// The roles that are told. For ``deployment`` they are those of people named in the survey.
    public var roles: Set<ContactRole> {
        switch self {
        case .outreach, .maintenance: [.noc]
        case .logistics: [.logistics, .customs, .shipping]
        case .deployment: Set(ContactRole.allCases).subtracting([.customs])
        case .occasional: Set(ContactRole.allCases).subtracting([.noc, .logistics, .customs, .shipping])
        }
    }

    /// True when people are chosen by a site survey and not by role alone.
    public var isBySurvey: Bool { self == .deployment }

    /// Kinds whose roles ought to be held at every site: where nobody holds one, that is a gap.
    public static let neededEverywhere: [Notice] = [.outreach, .maintenance, .logistics]

    /// Those that somebody at each of an organization's sites has to get: none where no appliances stand.
    public static func needed(by kind: Organization.Kind) -> [Notice] { kind == .vendor ? [] : neededEverywhere }
}

/// One contact who would get a notice, and why.
public struct Recipient: Sendable, Hashable {
    public let contact: Identifier<Contact>
    /// The role that makes the contact a recipient.
    public let held: HeldRole

    public init(contact: Identifier<Contact>, held: HeldRole) {
        self.contact = contact
        self.held = held
    }
}

extension Notice {
    /// Who is told at `site` (nil: about the organization as a whole). Portal access, level and suspension play no part.
    ///
    /// A role held organization-wide counts at every site; one contact appears once per role it holds there.
    public func recipients(at site: Identifier<Site>?, among contacts: some Sequence<(Identifier<Contact>, Assignment)>) -> [Recipient] {
        guard !isBySurvey else { return [] }
        var found: [Recipient] = []
        for (contact, assignment) in contacts {
            let fitting = assignment.roles.filter { roles.contains($0.role) && ($0.site == nil || $0.site == site) }
            for held in fitting.sorted(by: { ($0.role.rawValue, $0.site?.text ?? "") < ($1.role.rawValue, $1.site?.text ?? "") }) {
                found.append(Recipient(contact: contact, held: held))
            }
        }
        return found
    }
}
