import Crypto
import Domain
import Foundation

/// An archive on disk that nobody has to trust: it is read from end to end, and nothing in it is believed that does not
/// fit the rest.
struct ArchiveFile {
    let path: String
    let manifest: ArchiveManifest

    /// Reads the manifest, and compares what is there with what ought to be.
    ///
    /// - Throws: ``UnfitArchive``.
    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { throw UnfitArchive(.missing, "there is no file \(path)") }
        let zip = try ZipReader(path)
        var seen: Set<String> = []
        var text: [UInt8] = []
        while let entry = try zip.next() {
            guard entry.isFile, ArchiveFormat.names.contains(entry.name) else {
                throw UnfitArchive.damaged(path, "\(Self.shown(entry.name)) has no business in it")
            }
            guard seen.insert(entry.name).inserted else { throw UnfitArchive.damaged(path, "\(entry.name) stands in it twice") }
            guard entry.name == ArchiveFormat.manifest else { continue }
            while case let part = try zip.read(), !part.isEmpty {
                text += part
                if text.count > ArchiveFormat.longestManifest { throw UnfitArchive.damaged(path, "\(entry.name) is too long") }
            }
        }
        if let missing = ArchiveFormat.names.subtracting(seen).min() { throw UnfitArchive.damaged(path, "\(missing) is missing") }
        manifest = try Self.read(text, path)
    }

    private static func read(_ text: [UInt8], _ path: String) throws -> ArchiveManifest {
        struct Format: Decodable { let stagedoor_archive: Int }
        guard let format = try? JSONDecoder().decode(Format.self, from: Data(text)) else {
            throw UnfitArchive.damaged(path, "manifest.json cannot be read")
        }
        guard format.stagedoor_archive <= ArchiveFormat.version else {
            throw UnfitArchive(
                .newer,
                "\(path) has format \(format.stagedoor_archive), and this program knows up to \(ArchiveFormat.version); upgrade the program"
            )
        }
        guard let manifest = try? JSONDecoder().decode(ArchiveManifest.self, from: Data(text)),
            Organization.ID(manifest.organization)?.text == manifest.organization,
            manifest.members.map(\.name) == ArchiveMember.allCases.map(\.rawValue)
        else { throw UnfitArchive.damaged(path, "manifest.json cannot be read") }
        return manifest
    }

    /// Hands over a member line by line, and at its end compares it with the manifest: what was handed over before counts
    /// only when this returns.
    func eachLine(of member: ArchiveMember, _ body: (_ line: String, _ number: Int64) throws -> Void) throws {
        let zip = try ZipReader(path)
        while let entry = try zip.next() {
            if entry.name == member.rawValue { return try eachLine(of: member, in: zip, body) }
        }
        throw damaged("\(member.rawValue) is missing")
    }

    private func eachLine(of member: ArchiveMember, in zip: ZipReader, _ body: (String, Int64) throws -> Void) throws {
        guard let promised = manifest.members.first(where: { $0.name == member.rawValue }) else {
            throw damaged("\(member.rawValue) is missing")
        }
        var hasher = SHA256()
        var pending: [UInt8] = []
        var lines: Int64 = 0, bytes: Int64 = 0
        while case var part = try zip.read(), !part.isEmpty {
            hasher.update(data: part)
            bytes += Int64(part.count)
            if bytes > promised.bytes { throw damaged("\(member.rawValue) is longer than the manifest says") }
            while let end = part.firstIndex(of: UInt8(ascii: "\n")) {
                pending += part[..<end]
                part = part[(end + 1)...]
                lines += 1
                try requireShort(pending, member, lines)
                guard let line = String(validating: pending, as: UTF8.self) else {
                    throw damaged("line \(lines) of \(member.rawValue) is not UTF-8")
                }
                try body(line, lines)
                pending.removeAll(keepingCapacity: true)
            }
            pending += part
            try requireShort(pending, member, lines + 1)
        }
        guard pending.isEmpty, lines == promised.lines, bytes == promised.bytes, Hex.text(hasher.finalize()) == promised.sha256 else {
            throw damaged("\(member.rawValue) is not what the manifest says")
        }
    }

    private func requireShort(_ line: [UInt8], _ member: ArchiveMember, _ number: Int64) throws {
        if line.count > ArchiveFormat.longestLine {
            throw damaged("line \(number) of \(member.rawValue) is longer than \(ArchiveFormat.longestLine) bytes")
        }
    }

    func damaged(_ what: String) -> UnfitArchive { .damaged(path, what) }

    /// A name from a file, as a terminal may show it.
    private static func shown(_ name: String) -> String {
        String(name.unicodeScalars.prefix(100).map { $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F ? Character($0) : "?" })
    }
}
