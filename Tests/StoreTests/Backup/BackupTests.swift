import Credentials
import Foundation
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct BackupTests {
    private static let all = Backend.allCases

    /// A world in which every table that is kept has rows, with one checkpoint.
    private func furnish(_ world: LedgerWorld) async throws {
        let ada = try await world.person("ada", .admin, in: world.nordlys)
        let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
        let postman = world.postman
        try await world.store.write(ada.grant(GrantAccess.self), from: LedgerWorld.origin) {
            _ = try $0.setAccess(lena.id, to: .readOnly, expecting: .any, postman: postman)
        }
        try await world.store.note(Refusal(permission: .mailRetry, level: .admin), by: ada, target: nil, from: LedgerWorld.origin)
        try await world.store.noteLook(into: world.nordlys, by: try await world.auditor(), from: LedgerWorld.origin)
        let (nordlys, contact, site) = (world.nordlys, lena.id, "01a00000-0000-7000-8000-000000000001")
        try await world.database.write(.tenants([nordlys.text])) { connection in
            for statement: Query in [
                "INSERT INTO organization_asns (organization_id, asn) VALUES (\(nordlys), 64496)",
                "INSERT INTO sites (organization_id, id, code, name, address, time_zone, version, created_at) VALUES (\(nordlys), \(site), 'OSL', '\u{1F600}', '', 'UTC', 1, 0)",
                "INSERT INTO site_words (organization_id, word, site_id) VALUES (\(nordlys), 'osl', \(site))",
                "INSERT INTO contact_sites (organization_id, contact_id, site_id) VALUES (\(nordlys), \(contact), \(site))",
                "INSERT INTO contact_roles (organization_id, contact_id, role, site_id) VALUES (\(nordlys), \(contact), 'noc', NULL), (\(nordlys), \(contact), 'noc', \(site))",
                "INSERT INTO accounts (id, email, email_key, version, created_at) VALUES ('a1', 'x@a.example', 'x@a.example', 1, \(Int64.max))",
                """
                INSERT INTO passkeys (credential_id, account_id, public_key, sign_count, backup_eligible, backed_up, aaguid, transports, name, created_at)
                VALUES ('c1', 'a1', \([UInt8](0...255)), 0, 1, 0, \([UInt8]()), '', 'key', 0)
                """,
                "INSERT INTO totps (id, account_id, secret, name, last_step, created_at) VALUES ('t1', 'a1', \([UInt8](repeating: 0, count: 9)), '', 0, 0)",
                "INSERT INTO recovery_codes (account_id, hash) VALUES ('a1', 'h1')",
                "INSERT INTO access_losses (organization_id, holder_id, at, level) VALUES (\(nordlys), \(contact), 1, 'none')",
                """
                INSERT INTO email_changes (organization_id, id, contact_id, account_id, old_email, new_email, state, confirm_hash, undo_hash, created_at, ends_at, undo_ends_at)
                VALUES (\(nordlys), 'e1', \(contact), 'a1', 'o', 'n', 'pending', 'h1', 'h2', 0, 0, 0)
                """,
                """
                INSERT INTO address_undos (organization_id, undo_hash, account_id, contact_id, old_email, new_email, asked_at, ends_at, is_own, was_proven, is_confirmed, is_open)
                VALUES (\(nordlys), 'h2', 'a1', \(contact), 'o', 'n', 0, 0, 1, 1, 0, 1)
                """,
                """
                INSERT INTO recoveries (organization_id, id, contact_id, account_id, account_version, token_hash, state, starter_name, created_at, ends_at)
                VALUES (\(nordlys), 'r1', \(contact), 'a1', 1, 'h3', 'open', 'Ada', 0, 0)
                """,
                """
                INSERT INTO tokens (organization_id, id, creator_id, name, level, hint, created_at, ends_at, version)
                VALUES (\(nordlys), 'k1', 'c', 'sync', 'admin', 'abcd', 0, 1, 1)
                """,
                """
                INSERT INTO imports (organization_id, id, kind, format, name, state, columns, row_count, done, created, changed, same, refused, person, leased_until, stepped_at, created_at, version)
                VALUES (\(nordlys), 'i1', 'contacts', 'csv', 'people.csv', 'checked', '[]', 1, 1, 1, 0, 0, 0, 'Ada', 0, 0, 0, 1)
                """,
                "INSERT INTO import_rows (organization_id, import_id, number, line, list, cells) VALUES (\(nordlys), 'i1', 1, 2, '', 'a\u{1F}b')",
                "INSERT INTO import_objects (organization_id, import_id, list, object_id, parent_id, other_id, fields) VALUES (\(nordlys), 'i1', 'org', 1, 0, 0, '{}')",
                "INSERT INTO external_ids (organization_id, source, kind, external_id, target_id, fields) VALUES (\(nordlys), 'file', 'contact', 'e1', \(contact), '{}')",
                "INSERT INTO installation (name, value) VALUES ('test', 'yes')",
            ] { try connection.execute(statement) }
        }
        _ = try await world.checkpoints().write(world.worker().grant())
    }

    private func rows(of database: any Database) async throws -> [String: [[Value]]] {
        try await database.read(.wide) { connection in
            var rows: [String: [[Value]]] = [:]
            for table in BackupTable.all { try table.eachRow(on: connection) { rows["\(table.name)", default: []].append($0) } }
            return rows
        }
    }

    private func fresh(_ backend: Backend, _ body: (any Database) async throws -> Void) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            try await body(database)
        }
    }

    @Test("the list of tables and columns is the database's own", arguments: all)
    func complete(backend: Backend) async throws {
        try await fresh(backend) { database in
            let found = try await database.read(.owner) { connection in
                try connection.rows(
                    backend == .sqlite
                        ? "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
                        : "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
                ) { "\(try $0.text(0)).\(try $0.text(1))" }
            }
            let kept = BackupTable.all.flatMap { table in table.columns.map { "\(table.name).\($0.expression)" } }
            let left = Set(BackupTable.leftOut.map(\.description) + ["schema_migrations"])
            #expect(Set(kept) == Set(found.filter { !left.contains(String($0.prefix { $0 != "." })) }))
        }
    }

    @Test("a backup of a running installation goes back into either database, row for row", arguments: all, all)
    func roundTrip(from: Backend, to: Backend) async throws {
        try await LedgerWorld.lend(from) { world in
            try await furnish(world)
            let ada = try await world.person("bo", .admin, in: world.nordlys)
            let (path, other) = (try Place(), try Place())
            async let writing: Void = { for days in 30..<40 { try await world.edit(world.nordlys, to: days, by: ada) } }()
            let summary = try await Backup.write(
                to: path.backup, from: world.database, keyring: world.keyring, checkpoints: world.folder, now: world.now)
            try await writing
            #expect(try FileManager.default.attributesOfItem(atPath: path.backup)[.posixPermissions] as? Int == 0o600)
            #expect(try Backup.check(path.backup, trusting: world.signer.publicKeys) == summary && summary.checkpoint.number == 1)

            let expected = try await rows(of: world.database)
            _ = try await Backup.write(
                to: other.backup, from: world.database, keyring: world.keyring, checkpoints: world.folder, now: world.now)
            #expect(Set(expected.keys).count == BackupTable.all.count, "a table without rows proves nothing")
            try await fresh(to) { database in
                let file = KeyringFile(path: other.keyring)
                _ = try await Backup.restore(
                    other.backup, into: database, keyringFile: file, checkpoints: other.folder, now: world.now + .hours(1))
                #expect(try file.load().json() == world.keyring.json())
                var restored = try await rows(of: database)
                // One entry and its chain are new.
                #expect(restored["audit_entries"]?.count == (expected["audit_entries"]?.count ?? 0) + 1)
                for name in ["audit_entries", "audit_chains"] { restored[name] = expected[name] }
                #expect(restored == expected)

                let store = Store(database: database, clock: { world.now })
                let report = try await store.verifyAudit(world.auditor().grant(), checkpoints: other.folder, keys: world.signer.publicKeys)
                #expect(report.isWhole && report.checkpoints == 2 && report.restores == [2], "\(report.text)")
                let newest = try await store.readWide(world.auditor().grant(ViewInstallation.self)) { try $0.activity(ActivityFilter()) }
                    .entries.first
                #expect(newest?.action == "installation.restored" && newest?.changes.first?.after == .text("1"))
                #expect(try await Backup.isHalfRestored(database) == false)
            }
        }
    }

    @Test("restored beside later checkpoints, the log is whole again; a log put back without that is found")
    func rollBack() async throws {
        try await LedgerWorld.lend(.sqlite) { world in
            try await furnish(world)
            let ada = try await world.person("bo", .admin, in: world.nordlys)
            let place = try Place()
            _ = try await Backup.write(
                to: place.backup, from: world.database, keyring: world.keyring, checkpoints: world.folder, now: world.now)
            try await world.edit(world.nordlys, to: 77, by: ada)
            _ = try await world.checkpoints().write(world.worker().grant())
            try await fresh(.sqlite) { database in
                let file = KeyringFile(path: place.keyring)
                // The same rows by another way: what was seen since is missing, and that is told.
                try await Backup.load(place.backup, into: database, checkpoints: nil)
                let store = Store(database: database, clock: { world.now })
                let grant = try await world.auditor().grant(ViewInstallation.self)
                let report = try await store.verifyAudit(grant, checkpoints: world.folder, keys: world.signer.publicKeys)
                #expect(!report.isWhole && report.text.contains("checkpoint 2 saw it, and it is gone"))
                try await fresh(.sqlite) { database in
                    _ = try await Backup.restore(place.backup, into: database, keyringFile: file, checkpoints: world.folder, now: world.now)
                    let store = Store(database: database, clock: { world.now })
                    let report = try await store.verifyAudit(grant, checkpoints: world.folder, keys: world.signer.publicKeys)
                    #expect(report.isWhole && report.restores == [3], "\(report.text)")
                }
            }
        }
    }

    @Test("it goes into an empty, migrated database only, and replaces no keys and no checkpoints")
    func refusals() async throws {
        try await LedgerWorld.lend(.sqlite) { world in
            try await furnish(world)
            let place = try Place()
            let write = {
                try await Backup.write(
                    to: place.backup, from: world.database, keyring: world.keyring, checkpoints: world.folder, now: world.now)
            }
            _ = try await write()
            func reason(_ body: () async throws -> Void) async -> UnfitBackup.Reason? {
                do { try await body() } catch { return (error as? UnfitBackup)?.reason }
                return nil
            }
            func restore(_ database: any Database, keyring: String? = nil, folder: CheckpointFolder? = nil, trusting: PublicKeys? = nil)
                async throws
            {
                _ = try await Backup.restore(
                    place.backup, into: database, keyringFile: KeyringFile(path: keyring ?? place.keyring),
                    checkpoints: folder ?? place.folder, trusting: trusting, now: world.now)
            }
            #expect(await reason { _ = try await write() } == .exists)
            #expect(await reason { try await restore(world.database) } == .notEmpty)
            try await Backend.sqlite.withFresh { database in #expect(await reason { try await restore(database) } == .notMigrated) }
            let stranger = Keyring.generate(created: 0)
            try await fresh(.sqlite) { database in
                let other = try Place()
                try KeyringFile(path: other.keyring).restore(stranger)
                #expect(await reason { try await restore(database, keyring: other.keyring) } == .otherKeys)
                #expect(await reason { try await restore(database, trusting: Signer(stranger).publicKeys) } == .damaged)
                try FileManager.default.createDirectory(atPath: other.folder.path, withIntermediateDirectories: true)
                try Data("{}\n".utf8).write(to: URL(fileURLWithPath: other.folder.linesPath))
                #expect(await reason { try await restore(database, folder: other.folder) } == .otherCheckpoints)
                #expect(try await rows(of: database).isEmpty)
                try await restore(database)
            }
        }
    }

    @Test("a damaged backup is refused, wherever the damage is")
    func damages() async throws {
        try await LedgerWorld.lend(.sqlite) { world in
            try await furnish(world)
            let place = try Place()
            _ = try await Backup.write(
                to: place.backup, from: world.database, keyring: world.keyring, checkpoints: world.folder, now: world.now)
            let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: place.backup)))
            let lines = whole.split(separator: UInt8(ascii: "\n")).map(Array.init)
            var random = Seeded(4711)
            for round in 0..<1000 {
                var damaged = whole
                switch round % 5 {
                case 0: damaged[random.below(whole.count)] ^= 1 << UInt8(random.below(8))
                case 1: damaged.removeLast(1 + random.below(whole.count))
                case 2: damaged.insert(UInt8(random.below(256)), at: random.below(whole.count))
                default:
                    var edited = lines
                    let line = random.below(lines.count)
                    if round % 5 == 3 {
                        edited.remove(at: line)
                    } else {
                        edited.swapAt(line, random.other(than: line, in: Array(lines.indices)))
                    }
                    damaged = Array(edited.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
                }
                guard damaged != whole else { continue }
                try Data(damaged).write(to: URL(fileURLWithPath: place.backup))
                #expect(throws: (any Error).self, "round \(round)") { try Backup.check(place.backup) }
            }
            try Data(whole).write(to: URL(fileURLWithPath: place.backup))
            _ = try Backup.check(place.backup)
        }
    }

    /// Where a backup and what is restored from it stands.
    private struct Place {
        private let path: String

        init() throws { path = try TemporaryFolder.make().path }

        var backup: String { "\(path)/backup" }
        var keyring: String { "\(path)/keyring" }
        var folder: CheckpointFolder { CheckpointFolder(path: "\(path)/checkpoints") }
    }
}
