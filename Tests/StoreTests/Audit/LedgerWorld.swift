import Credentials
import Foundation
import Storage
import Synchronization
import Testing
import TestSupport

@_spi(Authenticator) @testable import Domain
@testable import Store

/// A store with two partners and an operator, people who act without signing in, and a clock that a test moves.
final class LedgerWorld: Sendable {
    static let start = Moment(milliseconds: 1_800_000_000_000)
    static let origin = Origin(requestID: "r1", address: "192.0.2.7")

    let database: any Database
    let store: Store
    let keyring = Keyring.generate(created: 0)
    let postman: Postman
    let folder: CheckpointFolder
    let nordlys: Organization.ID
    let helix: Organization.ID
    let operators: Organization.ID
    private let time: SharedTime

    private final class SharedTime: Sendable { let now = Mutex(LedgerWorld.start) }

    static func lend(_ backend: Backend, _ body: (LedgerWorld) async throws -> Void) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            try await body(LedgerWorld(database))
        }
    }

    init(_ database: any Database, at moment: Moment = LedgerWorld.start) async throws {
        let time = SharedTime()
        time.now.withLock { $0 = moment }
        self.time = time
        self.database = database
        store = Store(database: database, clock: { time.now.withLock { $0 } })
        postman = Postman(box: SecretBox(keyring))
        folder = CheckpointFolder(path: try TemporaryFolder.make().appendingPathComponent("checkpoints").path)
        try await store.openInstallation(operatorName: Line("Meridian"))
        operators = try await database.read(.wide) { connection in
            try #require(
                try connection.first("SELECT id FROM organizations WHERE kind = 'operator'") { Identifier(stored: try $0.text(0)) })
        }
        let console = Actor(contact: nil, organization: nil, level: .console, name: "Console")
        var made: [Organization.ID] = []
        for name in ["Nordlys", "Helix Post"] {
            made.append(
                try await store.create(
                    OrganizationDetails(name: Line(name), kind: .network, asns: []), by: console.grant(), from: Self.origin
                ).id)
        }
        (nordlys, helix) = (made[0], made[1])
    }

    var now: Moment { time.now.withLock { $0 } }
    var signer: Signer { Signer(keyring) }
    func pass(_ span: Moment.Span) { time.now.withLock { $0 = $0 + span } }

    /// Somebody who can act, as if signed in.
    func person(_ name: String, _ level: Level, in organization: Organization.ID) async throws -> Actor {
        let id = store.ids.next(Contact.self, at: now)
        let now = now
        try await database.write(.tenants([organization.text])) { connection in
            try connection.execute(
                """
                INSERT INTO contacts (organization_id, id, kind, first_name, last_name, sort_key, email, email_key, title, language, level, status,
                    version, created_at)
                VALUES (\(organization), \(id), 'person', \(name), 'Lind', \(name), \("\(id)@a.example"), \("\(id)@a.example"), '', 'en',
                    \(level.rawValue), \(level == .none ? "none" : "active"), 1, \(now))
                """)
        }
        return Actor(contact: id, organization: organization, level: level, name: "\(name) Lind")
    }

    func auditor() async throws -> Actor { try await person("aud", .auditor, in: operators) }
    func worker() -> Actor { Actor(contact: nil, organization: nil, level: .worker, name: "Stagedoor") }
    func checkpoints() -> CheckpointWriter { CheckpointWriter(store: store, folder: folder, signer: signer) }

    /// Changes something, so that the organization's log grows by an entry.
    func edit(_ organization: Organization.ID, to days: Int, by actor: Actor) async throws {
        let postman = postman
        try await store.write(actor.grant(EditPolicy.self), in: organization, from: Self.origin) {
            _ = try $0.edit({ _ in Policy(inactivityDays: days) }, expecting: .any, postman: postman)
        }
    }

    /// Adds a contact, which leaves personal values beside the log.
    @discardableResult
    func addContact(_ name: String, in organization: Organization.ID, by actor: Actor) async throws -> Contact {
        let details = ContactDetails(
            firstName: try Line(name), lastName: try Line("Bergström"), email: EmailAddress(stored: "\(name)@b.example"),
            phone: nil, title: Line(stored: "\"Chief\"\u{2028}of nets"), timeZone: nil, language: .english)
        let new = NewContact(details: details, assignment: Assignment(), level: .none)
        let postman = postman
        return try await store.write(actor.grant(CreateContact.self), in: organization, from: Self.origin) {
            try $0.create(new, postman: postman).contact
        }
    }

    func activity(of organization: Organization.ID, by actor: Actor, _ filter: ActivityFilter = ActivityFilter()) async throws
        -> [ActivityEntry]
    {
        try await store.read(actor.grant(ViewActivity.self), in: organization) { try $0.activity(filter).entries }
    }

    func verify() async throws -> AuditReport {
        try await store.verifyAudit(auditor().grant(), checkpoints: folder, keys: signer.publicKeys)
    }
}
