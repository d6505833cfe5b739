import Storage
import TestSupport
import Testing

@_spi(Authenticator) @testable import Domain
@testable import Store

@Suite("Gaps: where nobody would be told")
struct GapTests {
    static let seed = UInt64.random(in: .min ... .max)

    @Test("the quick way to the gaps finds those of the whole list, in random worlds", arguments: Backend.allCases)
    func same(backend: Backend) async throws {
        var random = SplitMix(state: Self.seed)
        try await IdentityWorld.lend(backend) { world in
            let chief = try await world.firstAdmin()
            let (quick, whole) = (try chief.actor.grant(ViewContacts.self), try chief.actor.grant(ViewTold.self))
            var found = 0
            for round in 0..<12 {
                let partner = try await world.organization("Partner \(round)", by: chief)
                var sites: [Site.ID] = []
                for number in 0..<Int(random.next() % 4) {
                    let details = SiteDetails(
                        code: SiteCode(stored: "site\(number)"), name: Line(stored: "Site \(number)"), address: Line(stored: ""),
                        timeZone: TimeZoneName(stored: "Etc/UTC"))
                    sites.append(
                        try await world.store.write(chief.actor.grant(EditSites.self), in: partner, from: world.origin) {
                            try $0.create(details)
                        }.id)
                }
                for number in 0..<Int(random.next() % 5) {
                    let role = [ContactRole.noc, .shipping, .logistics, .billing].randomElement(using: &random)!
                    let held = HeldRole(role, at: random.next() % 4 == 0 ? nil : sites.randomElement(using: &random))
                    _ = try await world.contact(
                        "C\(number)", "c\(number)@p\(round).example", at: .none, roles: [held], in: partner, by: chief)
                }
                // Where no appliances stand, nobody is missed.
                let isVendor = round % 4 == 3
                if isVendor {
                    _ = try await world.store.database.write(.tenants([partner.text])) {
                        try $0.execute("UPDATE organizations SET kind = 'vendor' WHERE id = \(partner)")
                    }
                }
                let gaps = try await world.store.read(quick, in: partner) { try $0.gaps() }
                #expect(gaps.isEmpty || !isVendor)
                #expect(
                    gaps == (try await world.store.read(whole, in: partner) { try $0.whoIsTold() }).gaps,
                    "seed \(Self.seed), round \(round)")
                found += gaps.count
            }
            #expect(found > 0, "seed \(Self.seed)")
        }
    }
}
