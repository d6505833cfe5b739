import Credentials
import Domain
import Foundation
import Pages
import PostgresStorage
import SQLiteStorage
import Storage
import Store
import Web

/// An opened installation: its database at the present schema, its keys, its store.
struct Installation: Sendable {
    let configured: Configured
    let database: any Storage.Database
    let keyring: Keyring
    let store: Store

    var box: SecretBox { SecretBox(keyring) }
    var postman: Postman { Postman(box: box, limits: configured.mailLimits) }

    /// What archives say of themselves.
    var imprint: ArchiveImprint { ArchiveImprint(version: Release.version, readme: Phrase.archiveReadme) }

    static let clock: Clock = { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// Opens the database, brings its schema up to date, and loads the keys or makes them for a new installation.
    static func open(_ configured: Configured) async throws -> Installation {
        let database = try await openDatabase(configured)
        do {
            let applied = try await Migrator(migrations: Schema.migrations).run(on: database)
            if try await Backup.isHalfRestored(database) {
                throw SettingsError("a restore into this database was cut short: make an empty database, and restore again")
            }
            let file = KeyringFile(path: configured.keys)
            let now = clock().milliseconds / 1000, store = Store(database: database, clock: clock)
            // Keys are made for an empty database only: a lost file must not be replaced in silence. It is empty, too, when a
            // first start ended before the keys were made.
            let isNew = applied.count == Schema.migrations.count ? true : try await store.isEmpty()
            let keyring: Keyring
            do throws(KeyringProblem) { keyring = isNew ? try file.loadOrCreate(now: now) : try file.load() } catch {
                throw Starting.keys(error, at: file.path)
            }
            return Installation(configured: configured, database: database, keyring: keyring, store: store)
        } catch {
            try? await database.close()
            throw error
        }
    }

    /// What the portal is told of its surroundings.
    func settings() async throws -> Settings {
        let isDemo = try await store.isDemo()
        return Settings(
            publicURL: try configured.portalAddress(), trustedProxies: Set(configured.proxies),
            support: configured.support.flatMap { try? EmailAddress($0) },
            operatorName: try await store.operatorName() ?? configured.operatorName, isDemo: isDemo,
            sendsMail: configured.smtp != nil || isDemo)
    }

    static func openDatabase(_ configured: Configured) async throws -> any Storage.Database {
        // Whoever opens a database may check names of time zones.
        TimeZoneName.learn(Zone.names())
        switch configured.database {
        case .sqlite(let path):
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
                throw Starting.folder(error, of: path)
            }
            do { return try SQLiteDatabase(path: path) } catch { throw Starting.database(error, configured.database) }
        case .postgres(let url):
            do { return try await PostgresDatabase.open(url: url, connections: configured.connections) } catch {
                throw Starting.database(error, configured.database)
            }
        }
    }
}
