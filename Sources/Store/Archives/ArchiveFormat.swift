import Domain
import Foundation

/// The format of an archive: a ZIP file with these members, a README, and a manifest. `docs/archive.md` describes it.
enum ArchiveFormat {
    /// A reader refuses a newer one.
    static let version = 1
    static let manifest = "manifest.json"
    static let readme = "README.txt"
    /// No line that we write comes near.
    static let longestLine = 1_048_576
    static let longestManifest = 65_536

    static var names: Set<String> { Set(ArchiveMember.allCases.map(\.rawValue) + [manifest, readme]) }
}

/// A member that holds data: lines of JSON, in the order in which they are put back.
enum ArchiveMember: String, CaseIterable, Sendable {
    case organization = "organization.jsonl"
    case sites = "sites.jsonl"
    case contacts = "contacts.jsonl"
    case portalUsers = "portal-users.jsonl"
    case externalIDs = "external-ids.jsonl"
    case activity = "activity.jsonl"
}

/// What an archive is, and what its members must be.
struct ArchiveManifest: Codable, Equatable {
    struct Member: Codable, Equatable {
        let name: String
        let lines: Int64
        let bytes: Int64
        let sha256: String
    }

    let stagedoor_archive: Int
    /// The program that made it.
    let stagedoor: String
    let made_at: String
    let organization: String
    let name: String
    let members: [Member]

    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }
}

/// An archive that cannot be brought in. The message is for the person who runs the installation: what is wrong, and what
/// to do.
public struct UnfitArchive: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// There is no such file.
        case missing
        /// It is no archive, or not whole, or not as it was made.
        case damaged
        /// It was made by a newer version.
        case newer
        /// The organization, or something that there can be once only, is here already.
        case exists
    }

    public let reason: Reason
    public let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }

    static func damaged(_ path: String, _ what: String) -> UnfitArchive {
        UnfitArchive(.damaged, "\(path) is not an archive, or it is damaged: \(what); make it anew where it came from")
    }
}
