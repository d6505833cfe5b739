/// A tenant: a partner of the operator, or the operator itself.
public struct Organization: Sendable, Hashable, Identifiable {
    public typealias ID = Identifier<Organization>

    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Hosts delivery appliances.
        case network
        /// Handles unreleased content.
        case vendor
        /// Both of them.
        case networkAndVendor = "network_and_vendor"
        /// The content company. There is exactly one.
        case `operator`

        public static let ofPartners: [Kind] = [.network, .vendor, .networkAndVendor]
    }

    public enum Status: String, Sendable, CaseIterable, Codable {
        case active, suspended
    }

    public let id: ID
    public var name: Line
    public var kind: Kind
    public var status: Status
    public var asns: [ASN]
    public var policy: Policy
    public var version: Int64

    public init(id: ID, name: Line, kind: Kind, status: Status, asns: [ASN], policy: Policy, version: Int64) {
        self.id = id
        self.name = name
        self.kind = kind
        self.status = status
        self.asns = asns
        self.policy = policy
        self.version = version
    }

    public var isOperator: Bool { kind == .operator }
}

/// What an organization decides for its own people.
public struct Policy: Sendable, Hashable {
    /// Role NOC together with level Read-only may sign in without a second factor.
    public var allowsExemption: Bool
    /// When not empty, new addresses must be in one of these domains or below it.
    public var emailDomains: [DomainName]
    /// Days without a sign-in after which access is suspended; nil for never. 30 to 730.
    public var inactivityDays: Int?

    public init(allowsExemption: Bool = true, emailDomains: [DomainName] = [], inactivityDays: Int? = nil) {
        self.allowsExemption = allowsExemption
        self.emailDomains = emailDomains
        self.inactivityDays = inactivityDays
    }

    public func allows(_ email: EmailAddress) -> Bool {
        emailDomains.isEmpty || emailDomains.contains { email.domain == $0.text || email.domain.hasSuffix("." + $0.text) }
    }
}

/// An autonomous system number (RFC 6793): 1 to 4294967294, without those set aside by RFC 7607, 4893 and 5398.
/// Private ones (RFC 6996) are taken: partners do use them with us.
public struct ASN: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let number: UInt32

    /// Takes `64500`, `AS64500`, `AS 64500` and asdot (`1.10`, RFC 5396).
    public init(_ raw: String) throws(FieldProblem) {
        var text = raw.trimmed.uppercased()[...]
        if text.hasPrefix("AS") { text = text.dropFirst(text.hasPrefix("ASN") ? 3 : 2).drop { $0.isWhitespace } }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }) else {
            throw .notAnASN
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let number: UInt32
        if parts.count == 2, let high = UInt16(parts[0]), let low = UInt16(parts[1]) {
            number = UInt32(high) << 16 | UInt32(low)
        } else if parts.count == 1, let plain = UInt32(parts[0]) {
            number = plain
        } else {
            throw .notAnASN
        }
        try self.init(number: number)
    }

    /// The numbers of a list, as they stand there. `AS 64990` is one.
    public static func items(in text: String, between isSeparator: (Character) -> Bool) -> [String] {
        var items: [String] = []
        for item in text.split(whereSeparator: isSeparator) {
            if let last = items.last, ["AS", "ASN"].contains(last.uppercased()) {
                items[items.count - 1] = last + item
            } else {
                items.append(String(item))
            }
        }
        return items
    }

    public init(number: UInt32) throws(FieldProblem) {
        switch number {
        case 0, 23456, 65535, 4_294_967_295, 64496...64511, 65536...65551: throw .notAnASN
        default: self.number = number
        }
    }

    public init(stored number: Int64) {
        self.number = UInt32(clamping: number)
    }

    public static func < (left: ASN, right: ASN) -> Bool { left.number < right.number }

    public var description: String { String(number) }
}
