import Foundation
import Storage
import Testing
import TestSupport

@_spi(Authenticator) @testable import Domain
@testable import Store

@Suite("Organizations brought in from archives")
struct BringInTests {
    private let console = Actor(contact: nil, organization: nil, level: .console, name: "Console")

    private func bringIn(_ path: String, _ world: LedgerWorld) async throws -> Archive.Contents {
        try await world.store.bringIn(path, by: console.grant(), from: LedgerWorld.origin)
    }

    private func reason(_ body: () async throws -> Void) async -> UnfitArchive.Reason? {
        do { try await body() } catch { return (error as? UnfitArchive)?.reason }
        return nil
    }

    @Test(
        "written again where it was brought in, it is the same byte for byte; the log only went on, and is whole",
        arguments: Backend.allCases, Backend.allCases)
    func roundTrip(from: Backend, to: Backend) async throws {
        try await LedgerWorld.lend(from) { source in
            _ = try await source.furnishArchive()
            let path = try await source.archive(), expected = try archiveLines(path)
            #expect(expected.allSatisfy { !$0.value.isEmpty }, "a member without lines proves nothing")
            #expect(expected[.activity]?.contains { $0.hasSuffix("\"repeats\":2}") } == true)
            try await LedgerWorld.lend(to) { target in
                let contents = try await bringIn(path, target)
                #expect(contents.organization == source.nordlys && contents.contacts == 6 && contents.sites == 2)
                let again = try await target.store.draftArchive(of: source.nordlys, LedgerWorld.imprint, RowProgress())
                let second = try TemporaryFolder.make().appendingPathComponent("second.zip").path
                try again.save(to: second)
                var lines = try archiveLines(second)
                let imported = lines[.activity]?.popLast()
                #expect(imported?.contains("organization.imported") == true)
                #expect(lines == expected)
                let report = try await target.verify()
                #expect(report.isWhole && report.erasedValues == 2, "\(report.text)")
            }
        }
    }

    @Test("an organization of nobody comes in, too", arguments: Backend.allCases)
    func empty(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { source in
            let path = try await source.archive()
            try await LedgerWorld.lend(backend) { target in
                let contents = try await bringIn(path, target)
                #expect(contents.contacts == 0 && contents.entries == 1)
                #expect(try await target.verify().isWhole)
            }
        }
    }

    @Test("whoever had access arrives invited with nothing sent, or suspended; an invitation lets them in", arguments: Backend.allCases)
    func arrival(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { source in
            _ = try await source.furnishArchive()
            let path = try await source.archive()
            try await LedgerWorld.lend(backend) { target in
                _ = try await bringIn(path, target)
                let chief = try await target.person("noor", .operatorAdmin, in: target.operators)
                let people = try await target.store.read(chief.grant(ViewContacts.self), in: source.nordlys) {
                    try $0.contacts(ContactQuery()).items
                }
                #expect(Dictionary(grouping: people, by: \.access).mapValues(\.count) == [.none: 2, .expired: 3, .suspended: 1])
                #expect(
                    try await target.store.readWide(chief.grant(SearchDirectory.self)) {
                        try $0.headlessPartners().items.map(\.organization.id)
                    }.contains(source.nordlys))
                let mails = try await target.database.read(.wide) { try $0.first("SELECT COUNT(*) FROM outbox") { try $0.int(0) } ?? 0 }
                #expect(mails == 0)
                let admin = try #require(people.first { $0.level == .admin }), postman = target.postman
                let change = try await target.store.write(chief.grant(GrantAccess.self), in: source.nordlys, from: LedgerWorld.origin) {
                    try $0.resend(admin.id, expecting: .any, postman: postman)
                }
                #expect(change.contact.access == .invited && change.contact.level == .admin && change.secret != nil)
                // A search finds them as if they had been entered here.
                var search = ContactQuery()
                search.search = "lena"
                let found = try await target.store.read(chief.grant(ViewContacts.self), in: source.nordlys) { [search] in
                    try $0.contacts(search).items
                }
                #expect(found.count == 1)
            }
        }
    }

    /// By this name PeeringDB knows the organization.
    private func call(_ organization: Organization.ID, _ name: String, in world: LedgerWorld) async throws {
        try await world.database.write(.tenants([organization.text])) { connection in
            try connection.execute(
                """
                INSERT INTO external_ids (organization_id, source, kind, external_id, target_id, fields)
                VALUES (\(organization), 'peeringdb', 'organization', \(name), \(organization), '{"told":{},"became":{}}')
                """)
        }
    }

    @Test("what is here already is not brought in, and nothing of it is left behind", arguments: Backend.allCases)
    func exists(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            _ = try await world.furnishArchive()
            try await call(world.nordlys, "77", in: world)
            let path = try await world.archive()
            #expect(await reason { _ = try await bringIn(path, world) } == .exists)
            try await LedgerWorld.lend(backend) { target in
                try await call(target.helix, "77", in: target)
                #expect(await reason { _ = try await bringIn(path, target) } == .exists)
            }
            try await LedgerWorld.lend(backend) { target in
                let helix = target.helix
                try await target.database.write(.tenants([helix.text])) { connection in
                    try connection.execute("INSERT INTO organization_asns (organization_id, asn) VALUES (\(helix), 64501)")
                }
                #expect(await reason { _ = try await bringIn(path, target) } == .exists)
                let left = try await target.database.read(.wide) { connection in
                    try connection.first("SELECT COUNT(*) FROM organizations WHERE id = \(world.nordlys)") { try $0.int(0) } ?? 0
                }
                #expect(left == 0)
            }
        }
    }

    @Test("lines that fit the manifest and nothing else are refused, and nothing of them is left behind")
    func forgeries() async throws {
        try await LedgerWorld.lend(.sqlite) { source in
            _ = try await source.furnishArchive()
            let path = try await source.archive()
            func swapped(_ member: ArchiveMember, _ old: String, _ new: String) throws -> String {
                try forged(path) { lines in
                    let before = lines[member]
                    lines[member] = before?.map { $0.replacingOccurrences(of: old, with: new) }
                    #expect(lines[member] != before, "\(old) stands nowhere in \(member.rawValue)")
                }
            }
            let site = try #require(archiveLines(path)[.sites]?.first { $0.contains("\"osl001\"") }).dropFirst(7).prefix(36)
            let forgeries = try [
                swapped(.organization, "\"kind\":\"network\"", "\"kind\":\"operator\""),
                swapped(.organization, "\"version\"", "\"extra\":1,\"version\""),
                swapped(.organization, "{\"id\"", "{ \"id\""),
                swapped(.sites, "\"osl001\"", "\"OSL 001\""),
                swapped(.contacts, "@b.example", "@"),
                swapped(.contacts, "\"billing\"", "\"king\""),
                swapped(.contacts, String(site), "01a00000-0000-7000-8000-00000000000f"),
                swapped(.portalUsers, "\"read_only\"", "\"operator_admin\""),
                swapped(.portalUsers, "\"contact\":\"01", "\"contact\":\"00"),
                swapped(.externalIDs, "\"target\":\"01", "\"target\":\"00"),
                swapped(.externalIDs, "\"source\":\"file\"", "\"source\":\"fax\""),
                swapped(.externalIDs, "\"fields\":\"{}\"", "\"fields\":\"{ }\""),
                swapped(.externalIDs, "\"kind\":\"site\"", "\"kind\":\"organization\""),
                forged(path) { $0[.externalIDs]?.swapAt(0, 1) },
                swapped(.activity, "\\\"outcome\\\":\\\"done\\\"", "\\\"outcome\\\":\\\"refused\\\""),
                swapped(.activity, "\"action\":\"contact.create\"", "\"action\":\"contact.delete\""),
                swapped(.activity, "\"value\":\"Bergström\"", "\"value\":\"Bergstrom\""),
                swapped(.activity, "\"repeats\":2}", "\"repeats\":-2}"),
                forged(path) { $0[.activity]?.remove(at: 1) },
                forged(path) { $0[.activity]?.swapAt(1, 2) },
                forged(path) { $0[.contacts]?.swapAt(0, 1) },
                forged(path) { $0[.contacts] = $0[.contacts].map { [$0[0]] + $0 } },
                forged(path) { $0[.organization] = $0[.organization].map { $0 + $0 } },
                forged(path) { $0[.organization] = [] },
                forged(path) { $0[.sites]?.append(String(repeating: " ", count: ArchiveFormat.longestLine + 1)) },
                forged(path) { $0[.contacts]?.append(String(repeating: "[", count: 100_000)) },
            ]
            try await LedgerWorld.lend(.sqlite) { target in
                for (number, forgery) in forgeries.enumerated() {
                    #expect(await reason { _ = try await bringIn(forgery, target) } == .damaged, "forgery \(number)")
                }
                let rows = try await target.database.read(.wide) { connection in
                    try connection.first("SELECT COUNT(*) FROM contacts WHERE organization_id = \(source.nordlys)") { try $0.int(0) } ?? 0
                }
                #expect(rows == 0)
                _ = try await bringIn(path, target)
            }
        }
    }

    @Test("a member that is missing, strange or twice is refused; so is a newer format, and what is no ZIP file")
    func strangers() async throws {
        try await LedgerWorld.lend(.sqlite) { source in
            let path = try await source.archive(), lines = try archiveLines(path), manifest = try ArchiveFile(path).manifest
            func zip(_ names: [String], format: Int = ArchiveFormat.version) throws -> String {
                let scratch = try Scratch(), writer = try ZipWriter(scratch, at: Moment(milliseconds: 0))
                let text = String(decoding: try manifest.json, as: UTF8.self).replacingOccurrences(
                    of: "\"stagedoor_archive\" : 1", with: "\"stagedoor_archive\" : \(format)")
                for name in names {
                    let bytes =
                        name == ArchiveFormat.manifest
                        ? Array(text.utf8) : Array((lines[ArchiveMember(rawValue: name) ?? .sites] ?? []).map { "\($0)\n" }.joined().utf8)
                    try writer.begin(name, size: Int64(bytes.count))
                    try writer.add(bytes)
                }
                try writer.close()
                let target = try TemporaryFolder.make().appendingPathComponent("strange.zip").path
                try ArchiveDraft(file: scratch, size: 0, sha256: "", rows: 0).save(to: target)
                return target
            }
            let names = ArchiveFormat.names.sorted()
            _ = try Archive.check(zip(names))
            for strange in [
                names + ["../etc/passwd"], names + ["/etc/passwd"], names + ["more.jsonl"], names + ["sites.jsonl"],
                Array(names.dropLast()), names + ["folder/"],
            ] {
                let forgery = try zip(strange)
                #expect(await reason { _ = try Archive.check(forgery) } == .damaged, "\(strange)")
            }
            let newer = try zip(names, format: 2), text = try TemporaryFolder.make().appendingPathComponent("text").path
            #expect(await reason { _ = try Archive.check(newer) } == .newer)
            try Data("no archive".utf8).write(to: URL(fileURLWithPath: text))
            #expect(await reason { _ = try Archive.check(text) } == .damaged)
            #expect(await reason { _ = try Archive.check("/nowhere/archive.zip") } == .missing)
        }
    }
}
