import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

/// Nobody brings in what they could not do by hand.
@Suite struct ImportRightsTests {
    private static let all = Backend.allCases

    private func level(_ actor: Actor, _ world: LedgerWorld) async throws -> String {
        try await world.database.read(.wide) { connection in
            try connection.first("SELECT level, status FROM contacts WHERE id = \(actor.contact)") { "\(try $0.text(0)) \(try $0.text(1))" }
                ?? "gone"
        }
    }

    private func set(_ actor: Actor, _ level: Level, _ status: String = "active", in world: LedgerWorld) async throws {
        _ = try await world.database.write(.tenants([try #require(actor.organization).text])) { connection in
            try connection.execute(
                "UPDATE contacts SET level = \(level.rawValue), status = \(status) WHERE organization_id = \(actor.organization) AND id = \(actor.contact)"
            )
        }
    }

    @Test("no row reaches beyond the level of whoever brings it", arguments: all)
    func reach(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, eng) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("eng", .engineering, in: world.nordlys)
            )
            let (rea, bo) = (
                try await world.person("rea", .readOnly, in: world.nordlys), try await world.person("bo", .admin, in: world.nordlys)
            )
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            func row(_ id: Contact.ID?, title: String = "", roles: String = "", level: String = "") -> String {
                "\(id?.text ?? ""),,,\(title),\(roles),\(level)"
            }
            let head = "id,first name,email,title,roles,level\n"
            let rows: [(String, String)] = [
                (row(bo.contact, title: "x"), "no: contact.edit"), (row(rea.contact, title: "x"), "title"),
                (row(lena.id, roles: "noc"), "roles"), (row(eng.contact, roles: "noc"), "no: contact.assign"),
                (",New,new1@b.example,,,admin", "no: contact.create"), (",New,new2@b.example,,,engineering", "no: contact.create"),
                (",New,new3@b.example,,,read_only", "new"),
                (",New,new4@b.example,,noc,", "new"), ("\(try #require(ada.contact)),,,,,none", "no: access.grant"),
            ]
            let (dry, done) = try await world.bring(head + rows.map(\.0).joined(separator: "\n"), by: eng)
            #expect(done.short == rows.map(\.1) && dry == done)
            let levels = try await world.bring(
                head
                    + [row(lena.id, level: "admin"), row(rea.contact, level: "engineering"), row(eng.contact, title: "x")].joined(
                        separator: "\n"), by: eng)
            #expect(levels.done.short == ["no: access.grant", "no: access.grant", "title"] && levels.dry == levels.done)
            #expect(try await level(bo, world) == "admin active")
            #expect(try await level(rea, world) == "read_only active")
            // One level, many words.
            #expect(try await world.bring(head + row(bo.contact, level: "Admin"), by: eng).done.short == ["same"])
            await #expect(throws: Refusal.self) { _ = try await world.upload(head + row(lena.id), by: rea) }
            #expect(
                try await world.bring(
                    head + [row(bo.contact, level: "read only"), row(lena.id, level: "admin")].joined(separator: "\n"), by: ada
                ).done.short == ["level", "level"])
        }
    }

    @Test("staff bring in what they may do at a partner, and nothing about their own people that they may not", arguments: all)
    func staff(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (boss, pia) = (
                try await world.person("boss", .operatorAdmin, in: world.operators),
                try await world.person("pia", .partnerManager, in: world.operators)
            )
            let head = "first name,email,level\n"
            #expect(
                try await world.bring(head + "Ann,ann@b.example,admin\nBo,bo@b.example,auditor", by: pia, in: world.nordlys).done.short == [
                    "new", "no: level",
                ])
            #expect(
                try await world.bring(head + "Cy,cy@b.example,\nDi,di@b.example,auditor", by: pia).done.short == [
                    "no: contact.create", "no: contact.create",
                ])
            #expect(
                try await world.bring(head + "Cy,cy@b.example,\nDi,di@b.example,auditor\nEd,ed@b.example,admin", by: boss).done.short == [
                    "new", "new", "no: level",
                ])
            for level in [Level.operations, .assessor, .auditor] {
                let actor = try await world.person("x", level, in: world.operators)
                await #expect(throws: Refusal.self) {
                    _ = try await world.upload("first name,email\nA,b@c.example", by: actor, in: world.nordlys)
                }
            }
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            await #expect(throws: Trouble.notFound) {
                _ = try await world.upload("first name,email\nA,b@c.example", by: ada, in: world.helix)
            }
        }
    }

    @Test("a token brings in no more than it holds, and nothing once it is paused", arguments: all)
    func tokens(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            func token(_ permissions: Set<Permission>) async throws -> (Actor, TokenChange) {
                let new = NewToken(
                    owner: .person, name: try Line("sync"), level: .operatorAdmin, permissions: permissions, lifetime: .days(30))
                let made = try await world.store.write(boss.grant(EditTokens.self), from: LedgerWorld.origin) {
                    try $0.create(new, postman: world.postman)
                }
                let secret = try #require(made.secret)
                return (try #require(try await world.store.authenticate(token: secret)).actor, made)
            }
            let (sync, _) = try await token([.importRun, .contactView, .contactCreate])
            let head = "organization,first name,email,title,level\n"
            let (dry, done) = try await world.bring(
                head + ",Ann,ann@b.example,,\n,Bo,bo@b.example,,auditor\nNordlys,Cy,cy@b.example,,", by: sync)
            #expect(done.short == ["new", "no: access.grant", "no: directory.search"] && dry == done)
            #expect(try await world.bring(head + ",,ann@b.example,x,", by: sync).done.short == ["no: contact.edit"])
            let (without, _) = try await token([.contactView, .contactCreate])
            await #expect(throws: Refusal.self) { _ = try await world.upload(head + ",Ann,ann@b.example,,", by: without) }
            let (doomed, made) = try await token([.importRun, .contactView, .contactCreate])
            let id = try await world.upload(head + ",Di,di@b.example,,", by: doomed)
            try await world.check(id, by: doomed)
            _ = try await world.store.write(boss.grant(EditTokens.self), from: LedgerWorld.origin) {
                try $0.end(made.token.id, expecting: .any)
            }
            try await world.work()
            #expect(try await world.find(id, by: boss).problem == .accessEnded)
        }
    }

    @Test("whoever loses their level or their access between the trial and the end brings in no more than they may then", arguments: all)
    func lost(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let file =
                "first name,email,level\n"
                + (0..<250).map { "N,n\($0)@b.example,\($0 % 2 == 0 ? "engineering" : "")" }.joined(separator: "\n")
            let watch = try await world.person("watch", .admin, in: world.nordlys)
            for (index, (level, status)) in [(Level.engineering, "active"), (.readOnly, "active"), (.admin, "suspended"), (.none, "none")]
                .enumerated()
            {
                for parts in [0, 1] {
                    let bo = try await world.person("bo", .admin, in: world.nordlys)
                    let id = try await world.upload(file.replacing("@b.example", with: "@b\(index)\(parts).example"), by: bo)
                    try await world.check(id, by: bo)
                    try await world.work()
                    #expect(try await world.find(id, by: watch).tally.created == 250)
                    try await world.apply(id, by: bo)
                    if parts > 0 { try await world.work(parts: parts) }
                    try await set(bo, level, status, in: world)
                    try await world.work()
                    let found = try await world.find(id, by: watch)
                    let taken = Int64(parts * Store.importChunk)
                    if level == .engineering {
                        #expect(
                            found.state == .applied
                                && found.tally == ImportTally(created: taken + (250 - taken) / 2, refused: (250 - taken) / 2))
                    } else {
                        #expect(
                            found.state == .cancelled && found.problem == .accessEnded && found.tally.created == taken
                                && found.done == taken)
                    }
                }
            }
        }
    }

    @Test("a suspended organization's imports come to an end", arguments: all)
    func suspended(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let id = try await world.upload("first name,email\nA,b@c.example", by: ada)
            try await world.check(id, by: ada)
            _ = try await world.store.write(boss.grant(SuspendOrganization.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.setStatus(.suspended, expecting: .any)
            }
            try await world.work()
            #expect(try await world.find(id, by: boss, in: world.nordlys).problem == .accessEnded)
            #expect(
                try await world.bring("first name,email\nA,b@c.example", by: boss, in: world.nordlys).done.short == ["new"],
                "staff may still put things right")
        }
    }

    @Test("the last Admin stays, and a row about oneself counts from the next row on", arguments: all)
    func oneself(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, boss) = (
                try await world.person("ada", .admin, in: world.nordlys),
                try await world.person("boss", .operatorAdmin, in: world.operators)
            )
            let head = "id,first name,email,level\n"
            let me = try #require(ada.contact)
            for (actor, place) in [(ada, nil), (boss, world.nordlys)] as [(Actor, Organization.ID?)] {
                let (dry, done) = try await world.bring(head + "\(me),,,none", by: actor, in: place)
                #expect(done.short == ["no: lastTopLevel"] && dry == done)
            }
            let bo = try await world.person("bo", .admin, in: world.nordlys)
            let rows = [
                ",A,a1@b.example,admin", "\(me),,,engineering", ",B,b1@b.example,admin", ",C,c1@b.example,",
                "\(try #require(bo.contact)),,,none",
            ]
            #expect(
                try await world.bring(head + rows.joined(separator: "\n"), by: ada).done.short == [
                    "new", "level", "no: contact.create", "new", "no: access.grant",
                ])
            #expect(try await level(ada, world) == "engineering active")
            #expect(try await level(bo, world) == "admin active")
        }
    }

    @Test(
        "an import is seen and steered by those of its organization, a Partner manager's own in the operator's, and is nobody else's",
        arguments: all)
    func others(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, eng) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("eng", .engineering, in: world.nordlys)
            )
            let hedda = try await world.person("hedda", .admin, in: world.helix)
            let (boss, pia, per) = (
                try await world.person("boss", .operatorAdmin, in: world.operators),
                try await world.person("pia", .partnerManager, in: world.operators),
                try await world.person("per", .partnerManager, in: world.operators)
            )
            let file = "first name,email\nA,b@c.example"
            let (own, piasOwn, piasThere) = (
                try await world.upload(file, by: eng), try await world.upload(file, by: pia),
                try await world.upload(file, by: pia, in: world.nordlys)
            )
            func seen(_ actor: Actor, in place: Organization.ID? = nil) async throws -> Set<Import.ID> {
                let listed = try await world.store.read(actor.grant(ViewImports.self), in: place) { Set(try $0.imports().map(\.id)) }
                for id in [own, piasOwn, piasThere] {
                    if listed.contains(id) {
                        _ = try await world.rows(id, by: actor, in: place)
                    } else {
                        await #expect(throws: Trouble.notFound) { _ = try await world.rows(id, by: actor, in: place) }
                        await #expect(throws: Trouble.notFound) {
                            try await world.steer(id, by: actor, in: place) { try $0.cancel(id, expecting: .any) }
                        }
                    }
                }
                return listed
            }
            #expect(try await seen(ada) == [own, piasThere])
            #expect(try await seen(hedda) == [])
            #expect(try await seen(boss) == [piasOwn])
            #expect(try await seen(boss, in: world.nordlys) == [own, piasThere])
            #expect(try await seen(pia) == [piasOwn])
            #expect(try await seen(per) == [])
            #expect(try await seen(per, in: world.nordlys) == [own, piasThere])
            // Whoever lets it go acts: what a colleague uploaded is applied within one's own reach.
            try await world.check(own, by: ada)
            try await world.work()
            #expect(try await world.find(own, by: eng).person == ada.name)
        }
    }
}
