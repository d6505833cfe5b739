import Domain
import Foundation

/// A line of an archive. Every value has exactly one text, so that what was brought in is written again as it came.
protocol ArchiveLine: Decodable {
    var line: String { get }
}

extension ArchiveLine {
    /// Reads ``line``; nil for any other text, also for the same JSON written otherwise.
    init?(line: String) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(line.utf8)), read.line == line else { return nil }
        self = read
    }
}

/// Moments are milliseconds since 1970, in UTC; ids are those of the database, and stay.
struct ArchivedOrganization: ArchiveLine {
    struct Rules: Decodable {
        let allows_exemption: Bool
        let email_domains: [String]
        let inactivity_days: Int?
    }

    let id: String
    let name: String
    let kind: String
    let status: String
    let asns: [Int64]
    let policy: Rules
    let version: Int64
    let created_at: Int64

    var line: String {
        """
        {"id":\(JSONText.quoted(id)),"name":\(JSONText.quoted(name)),"kind":\(JSONText.quoted(kind)),"status":\(JSONText.quoted(status)),\
        "asns":[\(asns.map { String($0) }.joined(separator: ","))],"policy":{"allows_exemption":\(policy.allows_exemption),"email_domains":\(JSONText.list(policy.email_domains)),\
        "inactivity_days":\(JSONText.number(policy.inactivity_days.map(Int64.init)))},"version":\(version),"created_at":\(created_at)}
        """
    }
}

struct ArchivedSite: ArchiveLine {
    let id: String
    let code: String
    let name: String
    let address: String
    let time_zone: String
    /// Written only where it is true.
    let time_zone_guessed: Bool?
    let version: Int64
    let created_at: Int64

    var line: String {
        """
        {"id":\(JSONText.quoted(id)),"code":\(JSONText.quoted(code)),"name":\(JSONText.quoted(name)),"address":\(JSONText.quoted(address)),\
        "time_zone":\(JSONText.quoted(time_zone)),\(time_zone_guessed == true ? "\"time_zone_guessed\":true," : "")"version":\(version),\
        "created_at":\(created_at)}
        """
    }
}

struct ArchivedContact: ArchiveLine {
    struct Role: Decodable {
        let role: String
        let site: String?
    }

    let id: String
    let kind: String
    let first_name: String
    let last_name: String
    let email: String?
    let phone: String?
    let title: String
    let time_zone: String?
    let language: String
    let sites: [String]
    let roles: [Role]
    let version: Int64
    let created_at: Int64

    var line: String {
        let roles = roles.map { "{\"role\":\(JSONText.quoted($0.role)),\"site\":\(JSONText.quoted($0.site))}" }.joined(separator: ",")
        return """
            {"id":\(JSONText.quoted(id)),"kind":\(JSONText.quoted(kind)),"first_name":\(JSONText.quoted(first_name)),\
            "last_name":\(JSONText.quoted(last_name)),"email":\(JSONText.quoted(email)),"phone":\(JSONText.quoted(phone)),\
            "title":\(JSONText.quoted(title)),"time_zone":\(JSONText.quoted(time_zone)),"language":\(JSONText.quoted(language)),\
            "sites":\(JSONText.list(sites)),"roles":[\(roles)],"version":\(version),"created_at":\(created_at)}
            """
    }
}

/// Who may sign in, and at which level. How somebody signs in does not travel, and so neither does whether they ever did
/// accept: they arrive invited, with nothing sent, or suspended.
struct ArchivedPortalUser: ArchiveLine {
    let contact: String
    let level: String
    let suspended: Bool
    let last_sign_in: Int64?

    var line: String {
        """
        {"contact":\(JSONText.quoted(contact)),"level":\(JSONText.quoted(level)),"suspended":\(suspended),"last_sign_in":\(JSONText.number(last_sign_in))}
        """
    }
}

/// By which name a file, or another system, knows a site or a contact, and for a system what it said of it.
struct ArchivedExternalID: ArchiveLine {
    let source: String
    let kind: String
    let external_id: String
    let target: String
    /// Text, since it is for the import alone and goes back as it is.
    let fields: String

    var line: String {
        """
        {"source":\(JSONText.quoted(source)),"kind":\(JSONText.quoted(kind)),"external_id":\(JSONText.quoted(external_id)),\
        "target":\(JSONText.quoted(target)),"fields":\(JSONText.quoted(fields))}
        """
    }
}

/// An entry as `stagedoor audit export` prints it, and how often the same refusal came again.
struct ArchivedEntry: ArchiveLine {
    let entry: StoredEntry
    let repeats: Int64

    init(entry: StoredEntry, repeats: Int64) {
        self.entry = entry
        self.repeats = repeats
    }

    private enum Keys: CodingKey { case repeats }

    init(from decoder: any Decoder) throws {
        entry = try StoredEntry(from: decoder)
        repeats = try decoder.container(keyedBy: Keys.self).decode(Int64.self, forKey: .repeats)
    }

    var line: String { "\(entry.line.dropLast()),\"repeats\":\(repeats)}" }
}

extension JSONText {
    static func list(_ texts: [String]) -> String { "[\(texts.map { quoted($0) }.joined(separator: ","))]" }

    static func number(_ number: Int64?) -> String { number.map { String($0) } ?? "null" }
}
