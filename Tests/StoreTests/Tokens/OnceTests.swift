import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct OnceTests {
    private static let all = Backend.allCases

    private func sites(
        _ backend: Backend,
        _ body: (IdentityWorld, SignedIn, @Sendable @escaping (String, String) async throws -> Site) async throws -> Void
    ) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let store = world.store, origin = world.origin
            try await body(world, lena) { key, code in
                let details = SiteDetails(
                    code: try SiteCode(code), name: try Line(code), address: try Line(""), timeZone: try TimeZoneName("UTC"))
                let once = Once<Site>(IdempotencyKey(key, request: Array(code.utf8))) {
                    Receipt(status: 201, location: $0.id.text, etag: nil, body: Array("made".utf8))
                }
                return try await store.write(lena.actor.grant(EditSites.self), from: origin, once: once) { try $0.create(details) }
            }
        }
    }

    @Test("the same request under the same key has one effect and the same answer, for 24 hours", arguments: all)
    func repeats(backend: Backend) async throws {
        try await sites(backend) { world, lena, add async throws in
            let site = try await add("k1", "osl1")
            let again = try await #require(throws: AnsweredBefore.self) { _ = try await add("k1", "osl1") }
            #expect(again.receipt == Receipt(status: 201, location: site.id.text, etag: nil, body: Array("made".utf8)))
            #expect(try await world.number("SELECT COUNT(*) FROM sites") == 1)
            await #expect(throws: Trouble.conflict(.keyReused)) { _ = try await add("k1", "osl2") }
            world.pass(.hours(24))
            _ = try await add("k1", "osl2")
            #expect(try await world.number("SELECT COUNT(*) FROM sites") == 2)
        }
    }

    @Test("sixteen at once under one key have one effect", arguments: all)
    func races(backend: Backend) async throws {
        try await sites(backend) { world, lena, add async throws in
            let done = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<16 { group.addTask { (try? await add("k1", "osl1")) == nil ? 0 : 1 } }
                return await group.reduce(0, +)
            }
            #expect(done == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM sites") == 1)
        }
    }

    @Test("what failed is not remembered", arguments: all)
    func failures(backend: Backend) async throws {
        try await sites(backend) { world, lena, add async throws in
            _ = try await add("k0", "osl1")
            await #expect(throws: Trouble.self) { _ = try await add("k1", "osl1") }
            await #expect(throws: Trouble.self, "it is looked at again") { _ = try await add("k1", "osl1") }
            _ = try await add("k1", "osl2")
        }
    }
}
