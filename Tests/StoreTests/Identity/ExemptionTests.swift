import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct ExemptionTests {
    private static let all = Backend.allCases
    private static let noc = "noc@nordlys.example"

    private func noc(_ backend: Backend, _ body: (IdentityWorld, SignedIn, StartedSession) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let (_, link) = try await world.contact("Noc", Self.noc, at: .readOnly, roles: [HeldRole(.noc, at: nil)], in: nordlys, by: ada)
            try await body(world, ada, try await world.accept(link))
        }
    }

    private func session(_ step: SignInStep) throws -> StartedSession { try #require(step.session) }

    @Test("NOC and Read-only enrolls for two hours, and is exempt from then on", arguments: all)
    func delay(backend: Backend) async throws {
        try await noc(backend) { world, _, started async throws in
            #expect(started.strength == .enrolling)
            world.set(IdentityWorld.start + .hours(2) - .init(milliseconds: 1))
            #expect(try session(await world.signIn(Self.noc)).strength == .enrolling)
            world.pass(.init(milliseconds: 1))
            let exempt = try session(await world.signIn(Self.noc))
            #expect(exempt.strength == .exempt)
            #expect(try await world.signedIn(exempt)?.strength == .exempt)
        }
    }

    @Test(
        "losing a half ends it at once: the open session may only enroll, and then is a full one", arguments: all,
        ["promotion", "role", "policy"])
    func loss(backend: Backend, half: String) async throws {
        try await noc(backend) { world, ada, _ async throws in
            world.pass(.hours(3))
            let exempt = try session(await world.signIn(Self.noc))
            let person = try #require(try await world.signedIn(exempt))
            let (who, nordlys, postman) = (person.contact, person.organization.id, world.postman)
            switch half {
            case "promotion":
                try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin) {
                    _ = try $0.setAccess(who, to: .engineering, expecting: .any, postman: postman)
                }
            case "role":
                try await world.store.write(ada.actor.grant(EditContact.self), in: nordlys, from: world.origin) {
                    _ = try $0.edit(who, { _ in ContactEdit(details: nil, assignment: Assignment()) }, expecting: .any, postman: postman)
                }
            default:
                let proven = ada.actor.proven(until: world.now + .minutes(1))
                try await world.store.write(proven.grant(EditPolicy.self), in: nordlys, from: world.origin) {
                    _ = try $0.edit({ _ in Policy(allowsExemption: false) }, expecting: .any, postman: postman)
                }
            }
            let now = try #require(try await world.signedIn(exempt))
            #expect(now.strength == .enrolling)
            let member = try await world.enrolled(exempt)
            #expect(member.person.strength == .twoFactor && member.person.session == person.session)
            #expect(try await world.signedIn(exempt) == nil, "rotated")
        }
    }

    @Test("the first factor ends every other session that lacks one", arguments: all)
    func others(backend: Backend) async throws {
        try await noc(backend) { world, _, started async throws in
            world.pass(.minutes(10))
            let second = try session(await world.signIn(Self.noc))
            let third = try session(await world.signIn(Self.noc))
            _ = try await world.enrolled(second)
            for token in [started, second, third] { #expect(try await world.signedIn(token) == nil) }
            #expect(try await world.signIn(Self.noc).name == "second factor")
        }
    }

    @Test("what a session is worth now follows from its proof, the exemption and the account's factors")
    func strength() {
        for isExempt in [true, false] {
            #expect(Strength.now(.twoFactor, isExempt: isExempt, hasFactor: true) == .twoFactor)
            // From before the factor was added: whoever holds it has not shown it.
            #expect(Strength.now(.exempt, isExempt: isExempt, hasFactor: true) == nil)
            #expect(Strength.now(.enrolling, isExempt: isExempt, hasFactor: true) == nil)
        }
        for stored in [Strength.twoFactor, .exempt, .enrolling] {
            #expect(Strength.now(stored, isExempt: true, hasFactor: false) == .exempt)
            #expect(Strength.now(stored, isExempt: false, hasFactor: false) == .enrolling)
        }
    }
}
