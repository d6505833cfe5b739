import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct SearchTests {
    private static let all = Backend.allCases

    private func people(_ words: String, limit: Int = 8, by actor: Actor, _ world: LedgerWorld) async throws -> [String] {
        try await world.store.readWide(actor.grant(SearchDirectory.self)) { try $0.people(words, limit: limit) }.map {
            "\($0.name), \($0.organizationName)"
        }.sorted()
    }

    @Test("staff find people of all partners by the beginnings of words, in any order and whatever the accents", arguments: all)
    func found(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            try await world.addContact("lena", in: world.nordlys, by: boss)
            try await world.addContact("ivo", in: world.helix, by: boss)
            #expect(try await people("berg", by: boss, world) == ["ivo Bergström, Helix Post", "lena Bergström, Nordlys"])
            #expect(try await people("BERGSTROM le", by: boss, world) == ["lena Bergström, Nordlys"])
            #expect(try await people("lena@b.example", by: boss, world) == ["lena Bergström, Nordlys"])
            #expect(try await people("lena ivo", by: boss, world).isEmpty)
            #expect(try await people("berg", limit: 1, by: boss, world).count == 1)
            for words in ["", "b", "%", "rgstr"] { #expect(try await people(words, by: boss, world).isEmpty, "\(words)") }
        }
    }

    @Test("a phone number is found however it is written, at home and from abroad, in one organization and in all", arguments: all)
    func numbers(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            try await world.bring(
                "first name,email,phone\nLena,lena@b.example,+44 (0)20 7946 0018\nIvo,ivo@b.example,+47 55 20 11 43 ext 12\nAda,2026-11-29.00123@b.example,+90 212 345 67 89",
                by: boss, in: world.nordlys)
            for (search, name) in [
                ("020 7946 0018", "Lena"), ("+44 20 7946 0018", "Lena"), ("+44 (0)20 7946 0018", "Lena"), ("02079460018", "Lena"),
                ("442079460018", "Lena"), ("2079460018", "Lena"), ("0044 20 7946", "Lena"), ("tel:+44-20-7946-0018", "Lena"),
                ("lena 020 7946", "Lena"), ("55 20 11 43", "Ivo"), ("+47 55 20 11 43 ext 12", "Ivo"), ("(55) 20-11", "Ivo"),
                ("2123456789", "Ada"), ("2026-11-29", "Ada"), ("00123", "Ada"), ("ada 2026-11-29", "Ada"), ("00902123456789", "Ada"),
                ("（０２０） ７９４６－００１８", "Lena"), ("٥٥٢٠١١٤٣", "Ivo"),
            ] {
                #expect(try await people(search, by: boss, world) == ["\(name), Nordlys"], "\(search)")
                var query = ContactQuery()
                query.search = search
                let listed = try await world.store.read(boss.grant(ViewContacts.self), in: world.nordlys) { [query] in
                    try $0.contacts(query)
                }
                #expect(listed.items.map(\.details.firstName.text) == [name], "\(search)")
                // Also by the words that begin so, as where no beginning is rare.
                query.few = 0
                let led = try await world.store.read(boss.grant(ViewContacts.self), in: world.nordlys) { [query] in
                    (try $0.contacts(query).items.map(\.details.firstName.text), try $0.counts(query).fitting.number)
                }
                #expect(led.0 == [name] && led.1 == 1, "\(search)")
            }
            #expect(try await people("020 7946 0019", by: boss, world).isEmpty)
        }
    }

    @Test("the operator's own people are found only by those who may see them, and a partner's person finds nobody", arguments: all)
    func colleagues(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            try await world.addContact("tom", in: world.operators, by: boss)
            for (level, sees) in [
                (Level.operatorAdmin, true), (.auditor, true), (.partnerManager, false), (.operations, false), (.assessor, false),
            ] {
                let actor = try await world.person("x", level, in: world.operators)
                #expect(try await people("tom", by: actor, world).isEmpty != sees, "\(level)")
            }
            for level in [Level.admin, .engineering, .readOnly] {
                let actor = try await world.person("x", level, in: world.nordlys)
                #expect(throws: Refusal.self) { try actor.grant(SearchDirectory.self) }
            }
        }
    }

    @Test("staff find sites of all partners by code, name and address, as they are called now", arguments: all)
    func sites(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            let ops = try await world.person("ops", .operations, in: world.operators)
            func sites(_ words: String) async throws -> [String] {
                try await world.store.readWide(ops.grant(SearchDirectory.self)) { try $0.sites(words, limit: 8) }.map {
                    "\($0.code), \($0.organizationName)"
                }.sorted()
            }
            @Sendable func details(_ code: String, _ name: String) -> SiteDetails {
                SiteDetails(
                    code: SiteCode(stored: code), name: Line(stored: name), address: Line(stored: "1 Quay Road"),
                    timeZone: TimeZoneName(stored: "Etc/UTC"))
            }
            let made = try await world.store.write(boss.grant(EditSites.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.create(details("osl001", "Oslo 1"))
            }
            _ = try await world.store.write(boss.grant(EditSites.self), in: world.helix, from: LedgerWorld.origin) {
                try $0.create(details("svq-1", "Señal Sur"))
            }
            #expect(try await sites("oslo") == ["osl001, Nordlys"])
            #expect(try await sites("OSL001") == ["osl001, Nordlys"])
            #expect(try await sites("senal") == ["svq-1, Helix Post"])
            #expect(try await sites("svq-1") == ["svq-1, Helix Post"])
            #expect(try await sites("quay road").count == 2)
            #expect(try await sites("quay oslo").count == 1)
            #expect(try await sites("q").isEmpty)
            _ = try await world.store.write(boss.grant(EditSites.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.edit(made.id, { _ in details("bgo001", "Bergen 1") }, expecting: .any)
            }
            #expect(try await sites("oslo").isEmpty)
            #expect(try await sites("bergen") == ["bgo001, Nordlys"])
            _ = try await world.store.write(boss.grant(EditSites.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.delete(made.id, expecting: .any)
            }
            #expect(try await sites("bergen").isEmpty)
        }
    }

    @Test("a partner without an Admin who can sign in is found, with the one who was invited, and no other is", arguments: all)
    func headless(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            func headless(limit: Int = 8) async throws -> FirstFew<HeadlessPartner> {
                try await world.store.readWide(boss.grant(SearchDirectory.self)) { try $0.headlessPartners(limit: limit) }
            }
            #expect(try await headless().items.map(\.organization.name.text) == ["Helix Post", "Nordlys"])
            let few = try await headless(limit: 1)
            #expect(few.items.count == 1 && few.total == 2)

            _ = try await world.person("ada", .admin, in: world.nordlys)
            let uma = try await world.addContact("uma", in: world.helix, by: boss)
            let postman = world.postman
            _ = try await world.store.write(boss.grant(GrantAccess.self), in: world.helix, from: LedgerWorld.origin) {
                try $0.setAccess(uma.id, to: .admin, expecting: .any, postman: postman)
            }
            let left = try await headless()
            #expect(
                left.items.map(\.organization.id) == [world.helix] && left.items[0].invited?.id == uma.id && left.items[0].contacts == 1)
            _ = try await world.store.write(boss.grant(SuspendOrganization.self), in: world.helix, from: LedgerWorld.origin) {
                try $0.setStatus(.suspended, expecting: .any)
            }
            #expect(try await headless().total == 0, "nobody waits for an Admin of a suspended partner")
        }
    }
}
