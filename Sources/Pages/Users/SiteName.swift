import Domain

/// What a page needs to call a site by.
public struct SiteName: Sendable, Hashable, Identifiable {
    public let id: Site.ID
    public var code: String
    public var name: String
    /// Offered as a suggestion where a time zone is asked for.
    public var timeZone: String

    public init(id: Site.ID, code: String, name: String, timeZone: String) {
        self.id = id
        self.code = code
        self.name = name
        self.timeZone = timeZone
    }

    public init(_ site: Site) {
        self.init(id: site.id, code: site.details.code.text, name: site.details.name.text, timeZone: site.details.timeZone.text)
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

    /// The roles of one contact as `NOC Oslo 1, Bergen 1`: those held at the same places together, organization-wide ones first.
    func places(of roles: Set<HeldRole>) -> [(roles: [ContactRole], sites: [String])] {
        var groups: [(roles: [ContactRole], sites: [String])] = []
        for role in ContactRole.allCases {
            var isEverywhere = false
            var sites: [String] = []
            for held in roles where held.role == role {
                if let site = held.site { sites.append(self[site]) } else { isEverywhere = true }
            }
            guard isEverywhere || !sites.isEmpty else { continue }
            if isEverywhere { sites = [] } else if sites.count > 1 { sites.sort() }
            if let same = groups.firstIndex(where: { $0.sites == sites }) {
                groups[same].roles.append(role)
            } else {
                groups.append(([role], sites))
            }
        }
        return groups
    }
}
