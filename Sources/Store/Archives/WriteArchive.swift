import Crypto
import Domain
import Foundation
import Storage

/// An archive that was made and is not kept anywhere yet.
public struct ArchiveDraft: Sendable {
    let file: Scratch
    public let size: Int64
    public let sha256: String
    public let rows: Int64

    /// Puts the archive into a file, mode 0600, which appears when it is whole and durable.
    public func save(to path: String) throws {
        let draft = "\(path).part"
        defer { try? FileManager.default.removeItem(atPath: draft) }
        let target = try ByteFile(writing: draft)
        defer { target.close() }
        try file.eachPiece { try target.write($0) }
        try target.sync()
        try ByteFile.move(draft, to: path)
    }
}

/// What an archive says of itself besides its rows.
public struct ArchiveImprint: Sendable {
    /// The program's version.
    let version: String
    let readme: String

    public init(version: String, readme: String) {
        self.version = version
        self.readme = readme
    }
}

extension Store {
    /// Makes an archive of an organization as it is at one moment, in memory that does not grow with it.
    func draftArchive(of organization: Organization.ID, _ imprint: ArchiveImprint, _ progress: RowProgress) async throws -> ArchiveDraft {
        let now = clock()
        let parts = try ArchiveMember.allCases.map { (member: $0, file: try Scratch()) }
        // Files are written inside the transaction, against the rule: the rows are of one moment only while it is open, and
        // do not fit into memory. Running again begins the files anew.
        let read = try await database.readAtLength(.tenants([organization.text])) { connection in
            let snapshot = ArchiveSnapshot(organization: organization, connection: connection)
            progress.begin(try snapshot.count())
            let name = try connection.first("SELECT name FROM organizations WHERE id = \(organization)") { try $0.text(0) }
            let members = try parts.map { part in
                let writer = try LineWriter(part.file)
                try snapshot.eachLine(of: part.member) { line in
                    try progress.step()
                    try writer.add(line)
                }
                return try writer.finish(as: part.member)
            }
            return (members: members, name: name ?? "")
        }
        let manifest = ArchiveManifest(
            stagedoor_archive: ArchiveFormat.version, stagedoor: imprint.version, made_at: now.text,
            organization: organization.text, name: read.name, members: read.members)
        return try pack(parts.map(\.file), manifest, imprint, at: now)
    }

    private func pack(_ parts: [Scratch], _ manifest: ArchiveManifest, _ imprint: ArchiveImprint, at now: Moment) throws -> ArchiveDraft {
        let file = try Scratch()
        let writer = try ZipWriter(file, at: now)
        for (name, bytes) in [(ArchiveFormat.readme, Array(imprint.readme.utf8)), (ArchiveFormat.manifest, try manifest.json)] {
            try writer.begin(name, size: Int64(bytes.count))
            try writer.add(bytes)
        }
        for (part, member) in zip(parts, manifest.members) {
            try writer.begin(member.name, size: member.bytes)
            try part.eachPiece { try writer.add($0) }
        }
        try writer.close()
        var hasher = SHA256()
        var size: Int64 = 0
        try file.eachPiece {
            hasher.update(data: $0)
            size += Int64($0.count)
        }
        return ArchiveDraft(file: file, size: size, sha256: Hex.text(hasher.finalize()), rows: manifest.members.reduce(0) { $0 + $1.lines })
    }
}

/// Writes the lines of a member, and keeps their hash.
private final class LineWriter {
    private let file: Scratch
    private var hasher = SHA256()
    private var buffer: [UInt8] = []
    private var lines: Int64 = 0
    private var bytes: Int64 = 0

    init(_ file: Scratch) throws {
        self.file = file
        try file.empty()
    }

    func add(_ line: String) throws {
        buffer += line.utf8
        buffer.append(UInt8(ascii: "\n"))
        lines += 1
        if buffer.count >= 65_536 { try flush() }
    }

    func finish(as member: ArchiveMember) throws -> ArchiveManifest.Member {
        try flush()
        return ArchiveManifest.Member(name: member.rawValue, lines: lines, bytes: bytes, sha256: Hex.text(hasher.finalize()))
    }

    private func flush() throws {
        hasher.update(data: buffer)
        bytes += Int64(buffer.count)
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
