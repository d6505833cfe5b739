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

    @Test("when the demo starts, every state is there, its log is whole, and what waits can be gone on with", arguments: all)
    func everyState(backend: Backend) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let keys = Keyring.generate(created: 0)
            let box = SecretBox(keys)
            let store = Store(database: database, clock: { IdentityWorld.start })
            try await store.buildDemo(passphrase: "a hash", box: box)
            let personas = try await store.personas()
            #expect(Set(personas.map(\.access)) == Set(AccessStatus.allCases.filter { $0 != .none }))

            let grace = try await taking("Grace Adeyemi", among: personas.filter { $0.level.isStaff }, store)
            try await parked(grace, store, box)
            try await suspended(grace, personas, store)
            try await underWay(personas, store, box)
            let report = try await store.verifyAudit(grace.grant(), checkpoints: nil, keys: PublicKeys([]))
            #expect(report.isWhole)
        }
    }

    private static let origin = Origin(requestID: "r", address: "192.0.2.7")

    /// Who somebody of the demo is, after one click.
    private func taking(_ name: String, among personas: [Persona], _ store: Store) async throws -> Actor {
        let persona = try #require(personas.first { $0.name == name })
        let started = try await store.takePlace(of: persona.contact, browser: Browser(agent: "", device: nil), from: DemoTests.origin)
        return try #require(try await store.authenticate(session: started.token, from: DemoTests.origin)).actor
    }

    /// A mail that was given up after ten attempts, which can be sent again.
    private func parked(_ grace: Actor, _ store: Store, _ box: SecretBox) async throws {
        let mails = try await store.readWide(grace.grant(ViewMail.self)) { try $0.mailings(.parked) }.mailings
        #expect(mails.count == 1 && mails.allSatisfy { $0.attempts == 10 && $0.lastError?.hasPrefix("451 ") == true })
        let mail = try #require(mails.first)
        try await store.retryMail(mail.id, by: grace.grant(), from: DemoTests.origin)
        let kept = try await store.readWide(grace.grant(ViewMail.self)) { try $0.mailings(.waiting) }.mailings
        #expect(kept.map(\.id) == [mail.id])
    }

    /// A partner that is suspended, with the entry that says by whom; its people are locked out.
    private func suspended(_ grace: Actor, _ personas: [Persona], _ store: Store) async throws {
        let locked = try #require(personas.first { $0.organizationStatus == .suspended && $0.access == .active })
        await #expect(throws: Refusal.self) { _ = try await taking(locked.name, among: personas, store) }
        let entries = try await store.read(grace.grant(ViewActivity.self), in: locked.organization) { try $0.activity(ActivityFilter()) }
            .entries
        #expect(entries.contains { $0.action == "organization.suspend" && $0.name == .text("Grace Adeyemi") })
    }

    /// A change of address and a recovery, seen in the panel; their links, and those of invitations, are alive in the mail.
    private func underWay(_ personas: [Persona], _ store: Store, _ box: SecretBox) async throws {
        let ingrid = try await taking("Ingrid Moen", among: personas, store),
            mariaJose = try await taking("María José Quispe Huamán", among: personas, store)
        let maja = try #require(personas.first { $0.name == "Maja Dahl" }),
            camila = try #require(personas.first { $0.name == "Camila Rojas" })
        let recovered = try await store.read(ingrid.grant(ViewContacts.self)) { try $0.standing(of: $0.contact(maja.contact)) }
        #expect(recovered.recovery?.starter == "Aksel Lund")
        let moving = try await store.read(mariaJose.grant(ViewContacts.self)) { try $0.standing(of: $0.contact(camila.contact)) }
        #expect(moving.pendingEmail?.text == "camila.rojas.pinto@andina.example")
        var alive: Set<String> = []
        for mail in try await store.keptMail(postman: Postman(box: box)) {
            switch mail.post {
            case .recovery(_, _, let token, _):
                if case .open = try await store.recovery(for: token) { alive.insert(mail.kind) }
            case .emailConfirm(_, _, let token, _):
                if case .open = try await store.emailChange(for: token) { alive.insert(mail.kind) }
            case .invitation(_, _, _, _, let token, _):
                if case .open = try await store.invitation(for: token) { alive.insert(mail.kind) }
            default: alive.insert(mail.kind)
            }
        }
        #expect(alive == ["recovery", "recovery_notice", "email_confirm", "email_notice", "invitation"])
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
