import Crypto
import Foundation
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

/// An archive's parts as a test reads and forges them.
extension LedgerWorld {
    static let imprint = ArchiveImprint(version: "test", readme: "read me\n")

    /// Contacts with roles and sites, portal users in every state, a refusal that came again, and an erased value.
    func furnishArchive() async throws -> Actor {
        let ada = try await person("ada", .admin, in: nordlys)
        let postman = postman
        let site = try await store.write(ada.grant(EditSites.self), from: Self.origin) {
            try $0.create(
                SiteDetails(
                    code: SiteCode("osl001"), name: Line("Oslo \u{1F600}"), address: Line("Gate \"1\""),
                    timeZone: TimeZoneName(stored: "Europe/Oslo"), isZoneGuessed: true))
        }
        for (name, level) in [("lena", Level.none), ("max", .readOnly), ("ola", .engineering)] {
            let contact = try await addContact(name, in: nordlys, by: ada)
            try await store.write(ada.grant(EditContact.self), from: Self.origin) {
                _ = try $0.edit(
                    contact.id,
                    { _ in
                        ContactEdit(
                            details: nil,
                            assignment: Assignment(
                                kind: .person,
                                roles: [HeldRole(.noc, at: nil), HeldRole(.noc, at: site.id), HeldRole(.billing, at: site.id)]))
                    }, expecting: .any, postman: postman)
            }
            guard level != .none else { continue }
            try await store.write(ada.grant(GrantAccess.self), from: Self.origin) {
                _ = try $0.setAccess(contact.id, to: level, expecting: .any, postman: postman)
            }
        }
        let idle = try await person("idle", .readOnly, in: nordlys), nordlys = nordlys
        try await database.write(.tenants([nordlys.text])) { connection in
            // The title that the world gives is one that nobody could enter.
            try connection.execute("UPDATE contacts SET title = 'Chief \"of\" nets' WHERE organization_id = \(nordlys)")
            try connection.execute("UPDATE contacts SET status = 'suspended', last_sign_in_at = 1799000000123 WHERE id = \(idle.contact)")
            try connection.execute("INSERT INTO organization_asns (organization_id, asn) VALUES (\(nordlys), 64500), (\(nordlys), 64501)")
            try connection.execute(
                "DELETE FROM audit_values WHERE organization_id = \(nordlys) AND number = 3 AND person_id = \(ada.contact)")
        }
        _ = try await bring("external id,code,name,time zone\ns 1,osl002,Oslo 2,Europe/Oslo", .sites, by: ada)
        _ = try await bring("external id,first name,email\n\u{1F600}\\,Nina,nina@b.example", by: ada)
        for _ in 0..<3 { try await store.note(Refusal(permission: .mailRetry, level: .admin), by: ada, target: nil, from: Self.origin) }
        return ada
    }

    /// An archive of Nordlys on disk.
    func archive() async throws -> String {
        let path = try TemporaryFolder.make().appendingPathComponent("archive.zip").path
        try await store.draftArchive(of: nordlys, Self.imprint, RowProgress()).save(to: path)
        return path
    }
}

/// The lines of each member.
func archiveLines(_ path: String) throws -> [ArchiveMember: [String]] {
    let file = try ArchiveFile(path)
    return try Dictionary(
        uniqueKeysWithValues: ArchiveMember.allCases.map { member in
            var lines: [String] = []
            try file.eachLine(of: member) { line, _ in lines.append(line) }
            return (member, lines)
        })
}

/// The same archive with other lines, its manifest as if it had been made so.
func forged(_ path: String, _ change: (inout [ArchiveMember: [String]]) throws -> Void) throws -> String {
    let old = try ArchiveFile(path).manifest
    var lines = try archiveLines(path)
    try change(&lines)
    let parts = ArchiveMember.allCases.map {
        (name: $0.rawValue, bytes: Array((lines[$0] ?? []).map { "\($0)\n" }.joined().utf8), lines: Int64(lines[$0]?.count ?? 0))
    }
    let manifest = ArchiveManifest(
        stagedoor_archive: old.stagedoor_archive, stagedoor: old.stagedoor, made_at: old.made_at, organization: old.organization,
        name: old.name,
        members: parts.map {
            ArchiveManifest.Member(
                name: $0.name, lines: $0.lines, bytes: Int64($0.bytes.count), sha256: Hex.text(SHA256.hash(data: $0.bytes)))
        })
    let forgery = try Scratch()
    let zip = try ZipWriter(forgery, at: Moment(milliseconds: 0))
    for (name, bytes) in [(ArchiveFormat.readme, [UInt8]()), (ArchiveFormat.manifest, try manifest.json)]
        + parts.map({ ($0.name, $0.bytes) })
    {
        try zip.begin(name, size: Int64(bytes.count))
        try zip.add(bytes)
    }
    try zip.close()
    let target = try TemporaryFolder.make().appendingPathComponent("forged.zip").path
    try ArchiveDraft(file: forgery, size: 0, sha256: "", rows: 0).save(to: target)
    return target
}
