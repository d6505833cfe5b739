import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct OpeningTests {
    private static let all = Backend.allCases

    private func admin(_ email: String) throws -> FirstAdmin {
        FirstAdmin(firstName: try Line("Ada"), lastName: try Line("Moe"), email: EmailAddress(stored: email), language: .spanish)
    }

    @Test("an empty database is opened once, also by sixteen at once", arguments: all)
    func once(backend: Backend) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let store = Store(database: database, clock: { IdentityWorld.start })
            #expect(try await store.operatorOrganization() == nil)
            let outcomes = await sixteen { _ in try await store.openInstallation(operatorName: Line("Meridian")) }
            #expect(Set(outcomes.compactMap { try? $0.get() }).count == 1 && outcomes.allSatisfy(\.isSuccess))
            let again = try await store.openInstallation(operatorName: Line("Other"))
            #expect(try await store.operatorOrganization() == again)
            let counts = try await database.read(.wide) { connection in
                try ["SELECT COUNT(*) FROM organizations", "SELECT COUNT(*) FROM audit_chains", "SELECT COUNT(*) FROM audit_entries"].map {
                    query in
                    try connection.first(query as Query) { try $0.int(0) }
                }
            }
            #expect(counts == [1, 2, 2])
        }
    }

    @Test("the one-time link makes one Operator admin, and none afterwards", arguments: all)
    func firstAdmin(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let link = try #require(try await world.store.firstAdminLink()).text
            let second = try #require(try await world.store.firstAdminLink()).text
            #expect(try await world.store.isFirstAdminLinkOpen(link))
            #expect(try await !world.store.isFirstAdminLinkOpen(OneTimeSecret.generate(prefix: "sda_").text))
            let hash = try await world.hash()
            let outcomes = await sixteen { index in
                try await world.store.createFirstAdmin(
                    index.isMultiple(of: 2) ? link : second, try admin("ada\(index)@meridian.example"),
                    as: .passphrase(hash: hash), browser: world.browser, from: world.origin, postman: world.postman)
            }
            #expect(outcomes.filter(\.isSuccess).count == 1)
            let started = try #require(outcomes.compactMap { try? $0.get() }.first)
            let person = try #require(try await world.signedIn(started))
            #expect(person.actor.level == .operatorAdmin && person.strength == .enrolling && person.language == .spanish)
            #expect(person.organization.name == "Meridian" && person.organization.kind == .operator)
            #expect(try await world.store.firstAdminLink() == nil)
            #expect(try await !world.store.isFirstAdminLinkOpen(second))
            #expect(try await world.number("SELECT COUNT(*) FROM contacts") == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM ceremonies") == 0)
            #expect(
                try await world.entries(person.organization.id.text) == ["organization.create", "contact.create", "first_admin.created"])
            #expect(try await world.entries() == ["installation.opened", "session.started"])
        }
    }

    @Test("the link lasts 24 hours, and a passkey may come first", arguments: all)
    func limits(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let link = try #require(try await world.store.firstAdminLink()).text
            let (ada, hash) = (try admin("ada@meridian.example"), try await world.hash())
            world.pass(.hours(24))
            #expect(try await !world.store.isFirstAdminLinkOpen(link))
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.createFirstAdmin(
                    link, ada, as: .passphrase(hash: hash), browser: world.browser, from: world.origin, postman: world.postman)
            }
            world.pass(.init(milliseconds: -1))
            let soft = SoftPasskey()
            let begun = try await world.store.beginPasskey(forFirstAdmin: link, ada, IdentityWorld.relyingParty)
            let answer = PasskeyAnswer(
                ceremony: begun.ceremony.text, response: try soft.register(begun.options), name: try Line("Key"),
                relyingParty: IdentityWorld.relyingParty)
            let started = try await world.store.createFirstAdmin(
                link, ada, as: .passkey(answer), browser: world.browser, from: world.origin, postman: world.postman)
            #expect(try await world.signedIn(started)?.strength == .twoFactor)
        }
    }

    @Test("every chain is whole after all of this", arguments: all)
    func chains(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            _ = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada)
            for _ in 0..<3 { _ = try await world.signIn("lena@nordlys.example", "not the right words at all") }
            for chain in [Ledger.installation, nordlys.text, ada.organization.id.text] {
                let rows = try await world.store.database.read(.wide) { connection in
                    try connection.rows("SELECT body, hash FROM audit_entries WHERE organization_id = \(chain) ORDER BY number") {
                        (try $0.text(0), try $0.text(1))
                    }
                }
                var hash = ""
                for (body, kept) in rows {
                    hash = EntryBody.hash(after: hash, body.utf8)
                    #expect(hash == kept)
                }
                #expect(try await world.text("SELECT hash FROM audit_chains WHERE organization_id = \(chain)") == hash && !rows.isEmpty)
            }
        }
    }
}
