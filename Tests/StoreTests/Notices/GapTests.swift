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

    @Test("the gaps that a change opens are those that stand there afterwards and did not before", arguments: Backend.allCases)
    func opened(backend: Backend) async throws {
        var random = SplitMix(state: Self.seed)
        try await IdentityWorld.lend(backend) { world in
            let chief = try await world.firstAdmin()
            let view = try chief.actor.grant(ViewContacts.self)
            var found = 0
            for round in 0..<8 {
                let partner = try await world.organization("Partner \(round)", by: chief)
                var sites: [Site.ID] = []
                for number in 0..<Int(random.next() % 3) {
                    let details = SiteDetails(
                        code: SiteCode(stored: "site\(number)"), name: Line(stored: "Site \(number)"), address: Line(stored: ""),
                        timeZone: TimeZoneName(stored: "Etc/UTC"))
                    sites.append(
                        try await world.store.write(chief.actor.grant(EditSites.self), in: partner, from: world.origin) {
                            try $0.create(details)
                        }.id)
                }
                for number in 0..<5 {
                    // In the first round everybody goes, and one of them is told.
                    let roles = (0..<(round + number == 0 ? 1 : Int(random.next() % 3))).map { _ in
                        HeldRole(
                            round + number == 0 ? .noc : [ContactRole.noc, .shipping, .logistics, .billing].randomElement(using: &random)!,
                            at: random.next() % 3 == 0 ? nil : sites.randomElement(using: &random))
                    }
                    _ = try await world.contact(
                        "C\(number)", "c\(number)@p\(round).example", at: .none, roles: Set(roles), in: partner, by: chief)
                }
                let contacts = try await world.store.read(view, in: partner) { try $0.contacts(ContactQuery()).items }
                let chosen = contacts.filter { _ in round == 0 || random.next() % 2 == 0 }
                let change: BulkChange =
                    round == 0 || random.next() % 2 == 0
                    ? .delete : .removeRoles([HeldRole(.noc, at: nil), HeldRole(.logistics, at: sites.first)])
                let (before, opened) = try await world.store.read(view, in: partner) {
                    (try $0.gaps(), try $0.gapsOpened(by: chosen.compactMap(change.remaining)))
                }
                if !chosen.isEmpty {
                    try await world.store.bulk(
                        change, of: chosen.map(\.id), by: chief.actor, in: partner, from: world.origin, postman: world.postman)
                }
                let after = try await world.store.read(view, in: partner) { try $0.gaps() }
                let new = after.filter { !before.contains($0) }
                #expect(
                    opened.map { [$0.notice.rawValue, $0.site?.text ?? ""] } == new.map { [$0.notice.rawValue, $0.site?.text ?? ""] },
                    "seed \(Self.seed), round \(round), \(change)")
                for gap in opened {
                    let tellers = chosen.filter { !gap.notice.recipients(at: gap.site, among: [($0.id, $0.assignment)]).isEmpty }
                    #expect(!tellers.isEmpty && gap.contacts == tellers.map(\.id), "seed \(Self.seed), round \(round)")
                }
                found += opened.count
            }
            #expect(found > 0, "seed \(Self.seed)")
        }
    }

    @Test("suspending or revoking the only one who is told opens no gap, and is told of nonetheless")
    func suspending() {
        let contact = Contact(
            id: Contact.ID(stored: ""), organization: Organization.ID(stored: ""),
            details: ContactDetails(
                firstName: Line(stored: "A"), lastName: Line(stored: ""), email: nil, phone: nil, title: Line(stored: ""), timeZone: nil,
                language: .english), assignment: Assignment(roles: [HeldRole(.noc, at: nil)]), level: .none, access: .none, version: 1,
            lastSignIn: nil, invitationEnds: nil)
        for change in [BulkChange.suspend, .revoke, .delete] { #expect(change.remaining(of: contact)?.assignment == Assignment()) }
        #expect(BulkChange.addRoles([HeldRole(.noc, at: nil)]).remaining(of: contact) == nil)
    }
}
