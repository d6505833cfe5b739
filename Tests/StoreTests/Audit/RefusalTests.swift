import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct RefusalTests {
    private static let all = Backend.allCases
    private let refusal = Refusal(permission: .contactDelete, level: .readOnly)

    @Test("a refusal is an entry of the person's own log; repeats within its minute are counted", arguments: all)
    func counted(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let rea = try await world.person("rea", .readOnly, in: world.nordlys)
            let target = try await world.addContact("lena", in: world.nordlys, by: world.person("ada", .admin, in: world.nordlys)).id.text
            for _ in 0..<3 { try await world.store.note(refusal, by: rea, target: target, from: LedgerWorld.origin) }
            let entry = try #require(try await world.activity(of: world.nordlys, by: rea).first)
            #expect(entry.outcome == .refused && entry.action == "contact.delete" && entry.target == target)
            #expect(entry.actor == rea.contact && entry.name == .text("rea Lind") && entry.level == "read_only" && entry.repeats == 2)
            #expect(entry.address == .text("192.0.2.7") && entry.requestID == "r1" && !entry.isByOperator)

            try await world.store.note(refusal, by: rea, target: nil, from: LedgerWorld.origin)
            world.pass(.seconds(60))
            try await world.store.note(refusal, by: rea, target: target, from: LedgerWorld.origin)
            let now = try await world.activity(of: world.nordlys, by: rea)
            #expect(now.filter { $0.actor == rea.contact }.map(\.repeats) == [0, 0, 2])
            // The count of the minute that is over is chained.
            let body = try await world.database.read(.wide) { connection in
                try connection.first(
                    "SELECT body FROM audit_entries WHERE organization_id = \(world.nordlys) AND number = \(now[0].number)"
                ) { try $0.text(0) }
            }
            #expect(body?.hasSuffix("\"repeats\":2}") == true)
            #expect(try await world.verify().isWhole)
        }
    }

    @Test("what was asked about stands there by its name, where the log's organization has it; a person's can be erased", arguments: all)
    func named(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, strange) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("uma", .admin, in: world.helix)
            )
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            let site = try await world.store.write(ada.grant(EditSites.self), from: LedgerWorld.origin) {
                try $0.create(SiteInput.oslo.validated(over: nil))
            }
            let missing = world.store.ids.next(Contact.self, at: world.now).text
            let foreign = try #require(strange.contact?.text)
            for target in [lena.id.text, site.id.text, world.nordlys.text, foreign, world.helix.text, missing] {
                try await world.store.note(refusal, by: ada, target: target, from: LedgerWorld.origin)
            }
            let noted = try await world.activity(of: world.nordlys, by: ada).prefix(4).reversed()
            #expect(noted.map(\.label) == [.text("lena Bergström"), .text("osl1"), .text("Nordlys"), .nothing])
            #expect(noted.map(\.repeats) == [0, 0, 0, 2], "what is not here is counted together")
            #expect(try await world.verify().isWhole)

            try await world.database.write(.tenants([world.nordlys.text])) {
                try $0.execute("DELETE FROM audit_values WHERE organization_id = \(world.nordlys) AND person_id = \(lena.id)")
            }
            #expect(
                try await world.activity(of: world.nordlys, by: ada).first { $0.outcome == .refused && $0.target == lena.id.text }?.label
                    == .erased)
        }
    }

    @Test("what no id looks like does not get into the log", arguments: all)
    func noise(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let rea = try await world.person("rea", .readOnly, in: world.nordlys)
            try await world.store.note(refusal, by: rea, target: "rea@a.example\u{0}", from: LedgerWorld.origin)
            #expect(try await world.activity(of: world.nordlys, by: rea).first?.target == nil)
            try await world.store.noteForeign("../../etc", action: .contactView, by: rea, from: LedgerWorld.origin)
            #expect(try await world.activity(of: world.nordlys, by: rea).count == 2)
        }
    }

    @Test("a foreign id and a missing one leave the same entry, in the actor's log and no other", arguments: all)
    func foreign(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let rea = try await world.person("rea", .readOnly, in: world.nordlys)
            let strange = try await world.person("uma", .admin, in: world.helix)
            let missing = world.store.ids.next(Contact.self, at: world.now).text
            let before = try await world.activity(of: world.helix, by: strange).count
            for id in [strange.contact?.text ?? "", missing] {
                try await world.store.noteForeign(id, action: .contactView, by: rea, from: LedgerWorld.origin)
                try await world.store.noteForeign(id, action: .contactView, by: rea, from: LedgerWorld.origin)
            }
            let entry = try #require(try await world.activity(of: world.nordlys, by: rea).first)
            #expect(entry.target == strange.contact?.text && entry.repeats == 3)
            #expect(entry.outcome == .refused && entry.label == .nothing && entry.changes == [])
            #expect(try await world.activity(of: world.helix, by: strange).count == before)
        }
    }

    @Test("ids that are not there are one entry an hour, however many, for each person and permission", arguments: all)
    func strangers(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (rea, ola) = (
                try await world.person("rea", .readOnly, in: world.nordlys), try await world.person("ola", .readOnly, in: world.nordlys)
            )
            for _ in 0..<40 {
                let id = world.store.ids.next(Contact.self, at: world.now).text
                try await world.store.noteForeign(id, action: .contactView, by: rea, from: LedgerWorld.origin)
                try await world.store.note(refusal, by: rea, target: id, from: LedgerWorld.origin)
            }
            let id = world.store.ids.next(Contact.self, at: world.now).text
            try await world.store.noteForeign(id, action: .contactView, by: ola, from: LedgerWorld.origin)
            let noted = { try await world.activity(of: world.nordlys, by: rea).filter { $0.outcome == .refused }.map(\.repeats) }
            #expect(try await noted() == [0, 39, 39])
            world.pass(.hours(1))
            try await world.store.noteForeign(id, action: .contactView, by: rea, from: LedgerWorld.origin)
            #expect(try await noted() == [0, 0, 39, 39])
            #expect(try await world.verify().isWhole)
        }
    }

    @Test("a rehearsal answers as the deed would, and leaves nothing; a refusal in it is on record", arguments: all)
    func rehearsal(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let rehearsing = world.store.rehearsing
            let count = { try await world.activity(of: world.nordlys, by: ada).count }
            let before = try await count()
            let policy = try await rehearsing.write(ada.grant(EditPolicy.self), from: LedgerWorld.origin) {
                _ = try $0.edit({ _ in Policy(inactivityDays: 90) }, expecting: .any, postman: world.postman)
                return 90
            }
            #expect(policy == 90)
            #expect(try await count() == before)
            let olga = try await world.person("olga", .operations, in: world.operators)
            try await rehearsing.noteLook(into: world.nordlys, by: olga, from: LedgerWorld.origin)
            #expect(try await count() == before)
            try await rehearsing.note(refusal, by: ada, target: nil, from: LedgerWorld.origin)
            #expect(try await count() == before + 1)
        }
    }

    @Test("a link to a contact deleted since is no foreign id", arguments: all)
    func deleted(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let contact = try await world.addContact("lena", in: world.nordlys, by: ada)
            try await world.store.write(ada.grant(DeleteContact.self), from: LedgerWorld.origin) {
                try $0.delete(contact.id, expecting: .any, postman: world.postman)
            }
            let before = try await world.activity(of: world.nordlys, by: ada).count
            try await world.store.noteForeign(contact.id.text, action: .contactView, by: ada, from: LedgerWorld.origin)
            #expect(try await world.activity(of: world.nordlys, by: ada).count == before)
        }
    }

    @Test("the operator's look is recorded in the partner's log once per person and hour", arguments: all)
    func looks(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (olga, ops) = (try await world.person("olga", .operations, in: world.operators), try await world.auditor())
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let before = try await world.activity(of: world.nordlys, by: ada).count
            for actor in [olga, olga, ops, ada] { try await world.store.noteLook(into: world.nordlys, by: actor, from: LedgerWorld.origin) }
            var looks = try await world.activity(of: world.nordlys, by: ada).dropLast(before)
            #expect(looks.count == 2 && looks.allSatisfy { $0.action == "organization.look" && $0.isByOperator })
            world.pass(.hours(1))
            try await world.store.noteLook(into: world.nordlys, by: olga, from: LedgerWorld.origin)
            looks = try await world.activity(of: world.nordlys, by: ada).dropLast(before)
            #expect(looks.count == 3)
            await #expect(throws: Trouble.notFound) {
                try await world.store.noteLook(
                    into: Identifier(stored: "018f0000-0000-7000-8000-000000000000"), by: olga, from: LedgerWorld.origin)
            }
        }
    }
}

extension SiteInput {
    fileprivate static var oslo: SiteInput {
        var input = SiteInput()
        (input.code, input.name, input.address, input.timeZone) = ("osl1", "Oslo 1", "", "Europe/Oslo")
        return input
    }
}
