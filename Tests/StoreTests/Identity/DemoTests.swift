import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct DemoTests {
    private static let all = Backend.allCases

    @Test("the demo's people can take the real way in: address, passphrase, and the code that their app shows now", arguments: all)
    func realWay(backend: Backend) async throws {
        try await backend.withFresh { try await realWay(over: $0) }
    }

    private func realWay(over database: any Database) async throws {
        _ = try await Migrator(migrations: Schema.migrations).run(on: database)
        let box = SecretBox(Keyring.generate(created: 0))
        let store = Store(database: database, clock: { IdentityWorld.start })
        try await store.buildDemo(passphrase: "a hash", box: box)
        let codes = try await store.demoCodes(box: box)
        let active = try await store.personas().filter { $0.access == .active }
        // Whoever is exempt needs none.
        #expect(active.filter { codes[$0.contact] == nil }.allSatisfy { $0.level == .readOnly } && codes.count > 20)
        #expect(Set(codes.keys).isSubset(of: active.map(\.contact)))
        let ingrid = try #require(active.first { $0.name == "Ingrid Moen" })
        let step = try await signIn(try #require(ingrid.email), try #require(codes[ingrid.contact]), store, box)
        #expect(step.name == "signed in")
    }

    /// The two steps after the passphrase was verified.
    private func signIn(_ email: EmailAddress, _ code: String, _ store: Store, _ box: SecretBox) async throws -> SignInStep {
        let origin = Origin(requestID: "r", address: "192.0.2.7")
        let browser = Browser(agent: "", device: nil)
        guard case .attempt(let attempt) = try await store.findForSignIn(email.text, browser: browser, from: origin),
            case .secondFactor(let factor) = try await store.passphraseWasRight(
                attempt, browser: browser, from: origin, postman: Postman(box: box))
        else { throw IdentityWorld.Unexpected() }
        return try await store.finishWithCode(
            factor.ceremony.text, code: code, browser: browser, from: origin, box: box, postman: Postman(box: box))
    }

    @Test("over any other database there are neither personas nor codes", arguments: all)
    func elsewhere(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            _ = try await world.firstAdmin()
            #expect(try await world.store.personas().isEmpty)
            #expect(try await world.store.demoCodes(box: world.box).isEmpty)
        }
    }
}
