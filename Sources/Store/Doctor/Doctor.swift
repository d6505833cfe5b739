public import Credentials
public import Domain
import Foundation
public import Storage

/// Looks at everything that the store can know of its own health. Mail and the public URL are the executable's.
public enum Doctor {
    /// - Parameters:
    ///   - path: the database's file on SQLite; nil on PostgreSQL, whose disk is elsewhere.
    ///   - zones: the time zones that the machine has data of.
    public static func examine(
        _ database: any Database, file path: String?, keyring file: KeyringFile, checkpoints folder: CheckpointFolder,
        zones: Set<String>, now: Moment
    ) async -> [Check] {
        var checks = [keys(file), Check.zoneData(zones, hasPlaces: !Store.zones.isEmpty)]
        if let path { checks.append(disk(of: path)) }
        do {
            let schema = Check.schema(pending: try await Migrator(migrations: Schema.migrations).pending(in: database))
            checks += [Check("database", ok: "\(database.dialect.rawValue) answers"), schema]
            guard schema.state == .ok else { return checks }
            if try await Backup.isHalfRestored(database) {
                checks.append(
                    Check("restore", .bad, "a restore into this database was cut short", mend: "make an empty database, and restore again"))
            }
            checks += try await inside(Store(database: database, clock: { now }), folder, now: now)
            if !zones.isEmpty { checks.append(Check.zones(inUse: try await zonesInUse(database), known: zones)) }
        } catch let unfit as UnfitDatabase {
            checks.append(Check("database", .bad, unfit.description, mend: "do what it says"))
        } catch {
            checks.append(
                Check("database", .bad, "it does not answer: \(error)", mend: "see that it runs, and that STAGEDOOR_DATABASE leads to it"))
        }
        return checks
    }

    private static func inside(_ store: Store, _ folder: CheckpointFolder, now: Moment) async throws -> [Check] {
        let (heads, newest) = try await store.database.read(.wide) { connection in
            let installation = try connection.first(
                """
                SELECT e.at FROM audit_chains c JOIN audit_entries e ON e.organization_id = c.organization_id AND e.number = c.entries
                WHERE c.organization_id = \(Ledger.installation)
                """
            ) { Moment(milliseconds: try $0.int(0)) }
            return (try chainHeads(on: connection), installation)
        }
        var covered: [String: ChainHead] = [:]
        var last: Moment?
        var problem: Check?
        do {
            try folder.eachLine { line in
                guard let checkpoint = Checkpoint(line: line) else { throw UnfitCheckpoints.unreadable(folder.linesPath) }
                if checkpoint.restoredFrom != nil { covered = [:] }
                for head in checkpoint.heads { covered[head.chain] = head }
                last = checkpoint.at
            }
        } catch {
            problem = Check("checkpoints", .bad, "\(error)", mend: "run `stagedoor audit verify`")
        }
        let isDirty = heads.contains { $0.entries > 0 && covered[$0.chain] != $0 }
        return [
            Check.clock(now: now, newest: [newest, last].compactMap(\.self).max()),
            problem ?? Check.checkpoints(last: last, now: now, hasUncovered: isDirty),
            Check.outbox(try await store.outboxCounts(), now: now),
        ]
    }

    private static func zonesInUse(_ database: any Database) async throws -> Set<String> {
        try await database.read(.wide) { connection in
            Set(
                try connection.rows(
                    "SELECT DISTINCT time_zone FROM sites UNION SELECT DISTINCT time_zone FROM contacts WHERE time_zone IS NOT NULL"
                ) {
                    try $0.text(0)
                })
        }
    }

    private static func keys(_ file: KeyringFile) -> Check {
        do throws(KeyringProblem) {
            let keyring = try file.load()
            // They are tried, not only read: sealed and opened, signed and verified.
            let (box, signer, text) = (SecretBox(keyring), Signer(keyring), Array("doctor".utf8))
            guard let sealed = try? box.seal(text, for: ["doctor"]), (try? box.open(sealed, for: ["doctor"])) == text,
                let signature = try? signer.sign(text), signer.publicKeys.verify(signature, of: text)
            else { throw KeyringProblem.malformed }
            return Check("keys", ok: "they seal, open, sign and verify")
        } catch {
            return Check.keyring(error, at: file.path)
        }
    }

    private static func disk(of path: String) -> Check {
        var space = statvfs()
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard statvfs(folder, &space) == 0 else {
            return Check("disk", .bad, "\(folder): \(String(cString: strerror(errno)))", mend: "make the folder")
        }
        let used = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64) ?? 0
        let (free, overflows) = Int64(clamping: space.f_bavail).multipliedReportingOverflow(by: Int64(clamping: space.f_frsize))
        return Check.disk(free: overflows ? .max : free, used: used)
    }
}
