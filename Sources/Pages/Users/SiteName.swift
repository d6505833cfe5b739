import Domain

/// What a page needs to call a site by.
public struct SiteName: Sendable, Hashable, Identifiable {
    public let id: Site.ID
    public var code: String
    public var name: String
    /// Offered as a suggestion where a time zone is asked for.
    public var timeZone: String
    /// An import worked the time zone out, and nobody has confirmed it.
    public var isZoneGuessed: Bool

    public init(id: Site.ID, code: String, name: String, timeZone: String, isZoneGuessed: Bool = false) {
        self.id = id
        self.code = code
        self.name = name
        self.timeZone = timeZone
        self.isZoneGuessed = isZoneGuessed
    }

    public init(_ site: Site) {
        self.init(
            id: site.id, code: site.details.code.text, name: site.details.name.text, timeZone: site.details.timeZone.text,
            isZoneGuessed: site.details.isZoneGuessed)
    }

    /// The name, or the code where there is none.
    var called: String { name.isEmpty ? code : name }
}

/// Every site of an organization by its id, in the order in which people read them.
struct SiteNames {
    let all: [SiteName]
    private let byID: [Site.ID: String]

    init(_ sites: [SiteName]) {
        all = sites
        byID = Dictionary(sites.map { ($0.id, SiteNames.unbroken($0.called)) }) { first, _ in first }
    }

    /// A name of two words stays on one line.
    private static func unbroken(_ name: String) -> String {
        String(name.map { $0 == " " ? "\u{00A0}" : $0 })
    }

    subscript(id: Site.ID) -> String { byID[id] ?? "–" }

    /// A role somewhere; the empty name, which is everywhere, comes first.
    private struct Place {
        let role: ContactRole
        let name: String

        static func < (left: Place, right: Place) -> Bool {
            left.role == right.role ? left.name < right.name : left.role.rank < right.role.rank
        }
    }

    /// The roles of one contact as `NOC Oslo 1, Bergen 1`: those held at the same places together.
    func places(of roles: Set<HeldRole>) -> [(roles: [ContactRole], sites: [String])] {
        if let only = roles.first, roles.count == 1 { return [([only.role], only.site.map { [self[$0]] } ?? [])] }
        var groups: [(roles: [ContactRole], sites: [String])] = []
        var held = roles.map { Place(role: $0.role, name: $0.site.map { self[$0] } ?? "") }
        held.sort(by: <)
        var at = 0
        while at < held.count {
            let role = held[at].role
            let isEverywhere = held[at].name.isEmpty
            var sites: [String] = []
            while at < held.count, held[at].role == role {
                if !isEverywhere { sites.append(held[at].name) }
                at += 1
            }
            if let same = groups.firstIndex(where: { $0.sites == sites }) {
                groups[same].roles.append(role)
            } else {
                groups.append(([role], sites))
            }
        }
        return groups
    }
}

extension ContactRole {
    /// Its place in the list of roles.
    fileprivate var rank: Int {
        switch self {
        case .engineering: 0
        case .noc: 1
        case .shipping: 2
        case .logistics: 3
        case .customs: 4
        case .marketing: 5
        case .peering: 6
        case .abuse: 7
        case .security: 8
        case .legal: 9
        case .billing: 10
        }
    }
}
