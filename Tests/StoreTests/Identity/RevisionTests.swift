import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct RevisionTests {
    private static let all = Backend.allCases

    private func lena(_ backend: Backend, _ body: (IdentityWorld, SignedIn, IdentityWorld.Member) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            try await body(world, ada, try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada))
        }
    }

    /// Nordlys' own, as the next request of Lena would find it.
    private func revision(_ world: IdentityWorld, _ lena: IdentityWorld.Member) async throws -> Int64 {
        let found = try #require(try await world.signedIn(lena.token)).revision
        #expect(try await world.store.revision(of: lena.person.organization.id) == found)
        return found
    }

    @Test("a change of a contact, a site or the policy moves the organization's revision, and so does a sign-in", arguments: all)
    func moves(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let nordlys = lena.person.organization.id
            var last = try await revision(world, lena)
            func moved(_ what: Comment, _ change: () async throws -> Void) async throws {
                try await change()
                let now = try await revision(world, lena)
                #expect(now > last, what)
                last = now
            }
            try await moved("a new contact") {
                _ = try await world.contact("Nora", "nora@nordlys.example", at: .none, in: nordlys, by: ada)
            }
            try await moved("an edit") {
                let postman = world.postman
                try await world.store.write(ada.actor.grant(EditContact.self), in: nordlys, from: world.origin) {
                    _ = try $0.edit(
                        lena.person.contact,
                        {
                            var details = $0.details
                            details.title = Line(stored: "Chief")
                            return ContactEdit(details: details, assignment: nil)
                        }, expecting: .any, postman: postman)
                }
            }
            try await moved("a sign-in of somebody") {
                world.pass(.minutes(1))
                _ = try #require(try await world.finish(world.ceremony("lena@nordlys.example"), world.code(lena.totp)).session)
            }
            try await moved("a site") {
                try await world.store.write(ada.actor.grant(EditSites.self), in: nordlys, from: world.origin) {
                    _ = try $0.create(
                        SiteDetails(
                            code: SiteCode(stored: "osl001"), name: Line(stored: "Oslo 1"), address: Line(stored: ""),
                            timeZone: TimeZoneName(stored: "Europe/Oslo")))
                }
            }
            try await moved("an invitation that is accepted") {
                _ = try await world.member("Eli", "eli@nordlys.example", at: .readOnly, in: nordlys, by: ada)
            }
        }
    }

    @Test("nothing else moves it: an edit that changes nothing, the last use of a session, what others do", arguments: all)
    func stays(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let before = try await revision(world, lena)
            let postman = world.postman
            try await world.store.write(lena.person.actor.grant(EditContact.self), from: world.origin) {
                _ = try $0.edit(
                    lena.person.contact, { ContactEdit(details: $0.details, assignment: nil) }, expecting: .any, postman: postman)
            }
            world.pass(.minutes(2))
            try await world.store.touch(lena.person)
            _ = try await world.organization("Helix", by: ada)
            #expect(try await revision(world, lena) == before)
        }
    }
}
