import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct RecoveryTests {
    private static let all = Backend.allCases
    private static let words = "six slow barges pass under bridges"

    private struct Cast { let ada, lena, tor: SignedIn, idas: IdentityWorld.Member, nordlys: Organization.ID }

    private func cast(_ backend: Backend, _ body: (IdentityWorld, Cast) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let tor = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let ida = try await world.member("Ida", "ida@nordlys.example", at: .engineering, in: nordlys, by: ada)
            try await body(world, Cast(ada: ada, lena: lena, tor: tor, idas: ida, nordlys: nordlys))
        }
    }

    private func start(_ who: Contact.ID, by person: SignedIn, _ world: IdentityWorld, in organization: Organization.ID? = nil) async throws
    {
        try await world.store.startRecovery(of: who, by: person.actor.grant(), in: organization, from: world.origin, postman: world.postman)
    }

    private func link(_ world: IdentityWorld) async throws -> String {
        guard case .recovery(_, _, let token, _)? = try await world.mails("recovery").last?.post else { throw IdentityWorld.Unexpected() }
        return token
    }

    private func complete(_ link: String, _ world: IdentityWorld) async throws -> StartedSession {
        try await world.store.completeRecovery(
            link, passphrase: world.hash(Self.words), browser: world.browser, from: world.origin, postman: world.postman)
    }

    @Test("another Admin starts it, the person completes it by mail, all Admins hear of it, and everything old ends", arguments: all)
    func story(backend: Backend) async throws {
        try await cast(backend) { world, cast async throws in
            let ida = cast.idas
            _ = try await world.store.makeRecoveryCodes(by: ida.person, postman: world.postman)
            try await start(ida.person.contact, by: cast.lena, world)
            #expect(try await world.mails("recovery").map(\.recipient) == ["ida@nordlys.example"])
            #expect(try await world.mails("recovery_notice").map(\.recipient) == ["lena@nordlys.example", "tor@nordlys.example"])
            #expect(try await world.entries(cast.nordlys.text).last == "recovery.start")
            #expect(try await world.signedIn(ida.token) != nil, "starting ends nothing")
            let link = try await link(world)
            guard case .open(let organization, _, let email, _, let starter, let ends) = try await world.store.recovery(for: link) else {
                return #expect(Bool(false))
            }
            #expect(
                organization == "Nordlys" && email.text == "ida@nordlys.example" && starter == "Lena Berg" && ends == world.now + .hours(24)
            )

            let started = try await complete(link, world)
            #expect(started.strength == .enrolling)
            #expect(try await world.signedIn(ida.token) == nil)
            let person = try #require(try await world.signedIn(started))
            let factors = try await world.store.factors(of: person)
            #expect(factors.codes.isEmpty && factors.passkeys.isEmpty && factors.unusedRecoveryCodes == 0 && factors.hasPassphrase)
            #expect(try await world.signIn("ida@nordlys.example").name == "wrong")
            #expect(try await world.signIn("ida@nordlys.example", Self.words).name == "signed in")
            #expect(try await world.entries(cast.nordlys.text).last == "recovery.completed")
            #expect(
                try await world.mails("factor_notice").last.map {
                    if case .factorNotice(.recovered, _, _) = $0.post { true } else { false }
                } == true)
            guard case .dead = try await world.store.recovery(for: link) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await complete(link, world) }
            #expect(try await world.enrolled(started).person.strength == .twoFactor)
        }
    }

    @Test("nobody recovers themselves, Engineering nobody, and only who is active can be", arguments: all)
    func refusals(backend: Backend) async throws {
        try await cast(backend) { world, cast async throws in
            await #expect(throws: Trouble.conflict(.ownRecovery)) { try await start(cast.lena.contact, by: cast.lena, world) }
            #expect(throws: Refusal(permission: .recoveryStart, level: .engineering)) {
                try cast.idas.person.actor.grant(StartRecovery.self)
            }
            let (pending, _) = try await world.contact("Per", "per@nordlys.example", at: .readOnly, in: cast.nordlys, by: cast.lena)
            await #expect(throws: Trouble.conflict(.wrongStatus(.invited))) { try await start(pending, by: cast.lena, world) }
            let (plain, _) = try await world.contact("Eva", "eva@nordlys.example", at: .none, in: cast.nordlys, by: cast.lena)
            await #expect(throws: Trouble.conflict(.wrongStatus(.none))) { try await start(plain, by: cast.lena, world) }
            await #expect(throws: Trouble.notFound) { try await start(cast.ada.contact, by: cast.lena, world) }
            #expect(try await world.mails("recovery").isEmpty)
        }
    }

    @Test("who belongs to several organizations is recovered by an Operator admin alone", arguments: all)
    func several(backend: Backend) async throws {
        try await cast(backend) { world, cast async throws in
            let post = try await world.organization("Halden Post", kind: .vendor, by: cast.ada)
            let ida = cast.idas.person
            try await start(ida.contact, by: cast.lena, world)
            let early = try await link(world)
            let (_, invitation) = try await world.contact("Ida", "ida@nordlys.example", at: .admin, in: post, by: cast.ada)
            let there = try #require(try await world.accept(invitation, as: .existing(ida)))
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired), "it joined another since") { try await complete(early, world) }
            await #expect(throws: Trouble.conflict(.severalOrganizations)) { try await start(ida.contact, by: cast.lena, world) }
            let manager = try await world.member(
                "Pia", "pia@meridian.example", at: .partnerManager, in: cast.ada.organization.id, by: cast.ada
            ).person
            await #expect(throws: Trouble.conflict(.severalOrganizations)) {
                try await start(ida.contact, by: manager, world, in: cast.nordlys)
            }
            try await start(cast.tor.contact, by: manager, world, in: cast.nordlys)
            try await start(ida.contact, by: cast.ada, world, in: cast.nordlys)
            _ = try await complete(link(world), world)
            #expect(try await world.signedIn(there) == nil, "sessions end in every organization")
        }
    }

    @Test("a link lasts 24 hours, the latest alone counts, and suspension kills it", arguments: all)
    func links(backend: Backend) async throws {
        try await cast(backend) { world, cast async throws in
            let ida = cast.idas.person.contact
            try await start(ida, by: cast.lena, world)
            let first = try await link(world)
            try await start(ida, by: cast.tor, world)
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await complete(first, world) }
            let second = try await link(world)
            world.pass(.hours(24))
            guard case .expired = try await world.store.recovery(for: second) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await complete(second, world) }
            try await start(ida, by: cast.lena, world)
            let third = try await link(world)
            world.pass(.hours(24) - .init(milliseconds: 1))
            try await world.store.write(cast.lena.actor.grant(SuspendAccess.self), from: world.origin) {
                _ = try $0.suspend(ida, expecting: .any, postman: world.postman)
            }
            guard case .dead = try await world.store.recovery(for: third) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await complete(third, world) }
        }
    }

    @Test("sixteen completions at once are one", arguments: all)
    func race(backend: Backend) async throws {
        try await cast(backend) { world, cast async throws in
            try await start(cast.idas.person.contact, by: cast.lena, world)
            let link = try await link(world)
            let outcomes = await sixteen { _ in try await complete(link, world) }
            #expect(outcomes.filter(\.isSuccess).count == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM sessions WHERE contact_id = \(cast.idas.person.contact)") == 1)
        }
    }
}
