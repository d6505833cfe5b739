/// A place where an organization works for the operator: a group of appliances, or a facility.
public struct Site: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Site>

    public let id: ID
    public let organization: Identifier<Organization>
    public var details: SiteDetails
    public var version: Int64

    public init(id: ID, organization: Identifier<Organization>, details: SiteDetails, version: Int64) {
        self.id = id
        self.organization = organization
        self.details = details
        self.version = version
    }
}

extension SiteDetails {
    /// What a search finds the site by.
    public var searchWords: Set<String> { Set("\(name.text) \(code.text) \(address.text)".searchWords) }
}

public struct SiteDetails: Sendable, Hashable {
    /// Short and unique within the organization, such as `osl001`.
    public var code: SiteCode
    public var name: Line
    public var address: Line
    public var timeZone: TimeZoneName
    /// The time zone was worked out from the place, and nobody has confirmed it yet.
    public var isZoneGuessed: Bool

    public init(code: SiteCode, name: Line, address: Line, timeZone: TimeZoneName, isZoneGuessed: Bool = false) {
        self.code = code
        self.name = name
        self.address = address
        self.timeZone = timeZone
        self.isZoneGuessed = isZoneGuessed
    }
}

/// Two to sixteen lower-case letters, digits and hyphens.
public struct SiteCode: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    public init(_ raw: String) throws(FieldProblem) {
        let text = raw.trimmed.lowercased()
        if text.isEmpty { throw .missing }
        guard (2...16).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
                default: false
                }
            })
        else { throw .notOneOf(["osl001", "bgo-1"]) }
        self.text = text
    }

    public init(stored text: String) {
        self.text = text
    }

    public var description: String { text }
}
