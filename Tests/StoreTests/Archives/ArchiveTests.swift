import Foundation
import Logging
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Jobs
@testable import Store

@Suite("Archives asked for and made")
struct ArchiveTests {
    private func ask(_ world: LedgerWorld, _ actor: Actor) async throws -> Archive {
        try await world.store.write(actor.grant(ArchiveOrganization.self), in: world.nordlys, from: LedgerWorld.origin) {
            try $0.askForArchive(postman: world.postman)
        }
    }

    private func archives(_ world: LedgerWorld, _ actor: Actor) async throws -> [Archive] {
        try await world.store.read(actor.grant(ViewArchives.self), in: world.nordlys) { try $0.archives() }
    }

    private func make(_ world: LedgerWorld) async throws {
        #expect(try await ArchiveRunner(store: world.store, imprint: LedgerWorld.imprint, logger: Logger(label: "test")).tick())
    }

    private func pieces(_ world: LedgerWorld) async throws -> Int64 {
        try await world.database.read(.wide) { try $0.first("SELECT COUNT(*) FROM archive_pieces") { try $0.int(0) } ?? 0 }
    }

    @Test("asked for twice it is made once, kept for a week, and the log says who asked, took and removed", arguments: Backend.allCases)
    func life(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.furnishArchive()
            let asked = try await ask(world, ada)
            #expect(asked.state == .waiting)
            #expect(try await ask(world, ada).id == asked.id)
            await #expect(throws: Trouble.conflict(.archiveNotReady)) {
                try await world.store.write(ada.grant(ArchiveOrganization.self), from: LedgerWorld.origin) { try $0.takeArchive(asked.id) }
            }
            try await make(world)
            let ready = try await world.store.write(ada.grant(ArchiveOrganization.self), from: LedgerWorld.origin) {
                try $0.takeArchive(asked.id)
            }
            #expect(ready.state == .ready && ready.done == ready.total && ready.endsAt == world.now + Archive.lifetime)

            var bytes: [UInt8] = [], number: Int64 = 0
            while let piece = try await world.store.read(ada.grant(ViewArchives.self), { [number] in try $0.piece(number, of: asked.id) }) {
                bytes += piece
                number += 1
            }
            #expect(Int64(bytes.count) == ready.size)
            let path = try TemporaryFolder.make().appendingPathComponent("archive.zip").path
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(try Archive.check(path).contacts == 6)
            #expect(
                try await world.activity(of: world.nordlys, by: ada).prefix(2).map { $0.changes.first?.after } == [
                    .text("taken"), .text("asked"),
                ])

            world.pass(.days(7))
            #expect(try await archives(world, ada).isEmpty)
            try await world.store.sweep(world.nordlys, world.worker().grant(), keeping: Retention())
            #expect(try await pieces(world) == 0)
        }
    }

    @Test("no more than three are kept, and a removed one is gone with its file", arguments: Backend.allCases)
    func few(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.furnishArchive()
            for _ in 0..<4 {
                _ = try await ask(world, ada)
                try await make(world)
                world.pass(.seconds(1))
            }
            let kept = try await archives(world, ada)
            #expect(kept.count == Archive.most)
            for archive in kept {
                try await world.store.write(ada.grant(ArchiveOrganization.self), from: LedgerWorld.origin) {
                    try $0.removeArchive(archive.id)
                }
            }
            #expect(try await pieces(world) == 0)
        }
    }

    @Test("whoever fell silent has lost it: another process makes it, and the first keeps nothing", arguments: Backend.allCases)
    func takenOver(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.furnishArchive(), grant = try world.worker().grant(MakeArchive.self)
            _ = try await ask(world, ada)
            let first = try #require(try await world.store.leaseArchive(grant))
            #expect(try await world.store.leaseArchive(grant) == nil)
            let draft = try await world.store.draft(first, grant, LedgerWorld.imprint, RowProgress())
            world.pass(.minutes(1))
            let second = try #require(try await world.store.leaseArchive(grant))
            await #expect(throws: LeaseLost.self) { try await world.store.tell(RowProgress(), of: first, grant) }
            await #expect(throws: LeaseLost.self) { try await world.store.keep(draft, as: first, grant) }
            try await world.store.keep(draft, as: second, grant)
            #expect(try await archives(world, ada).map(\.state) == [.ready])
        }
    }

    @Test("what fails three times is given up, and a process that ends gives it back uncounted", arguments: Backend.allCases)
    func givenUp(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.furnishArchive(), grant = try world.worker().grant(MakeArchive.self)
            _ = try await ask(world, ada)
            try await world.store.giveBack(try #require(try await world.store.leaseArchive(grant)), grant, isOver: false)
            for state in [Archive.State.waiting, .waiting, .failed] {
                try await world.store.giveBack(try #require(try await world.store.leaseArchive(grant)), grant, isOver: true)
                #expect(try await archives(world, ada).map(\.state) == [state])
            }
            #expect(try await ask(world, ada).state == .waiting)
        }
    }

    @Test("an erased person is in no archive: those there are go, also one that is being made", arguments: Backend.allCases)
    func erased(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.furnishArchive(), chief = try await world.person("noor", .operatorAdmin, in: world.operators)
            _ = try await ask(world, ada)
            try await make(world)
            world.pass(.seconds(1))
            _ = try await ask(world, ada)
            let lena = try await world.addContact("kim", in: world.nordlys, by: ada)
            _ = try await world.store.erasePerson(
                lena.id, in: world.nordlys, by: chief.grant(), from: LedgerWorld.origin, postman: world.postman)
            #expect(try await archives(world, ada).isEmpty)
        }
    }

    @Test(
        "Admins ask for their own organization and Operator admins for a partner; to everybody else there is none",
        arguments: Backend.allCases)
    func reach(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.furnishArchive()
            let asked = try await ask(world, ada)
            let chief = try await world.person("noor", .operatorAdmin, in: world.operators),
                stranger = try await world.person("sam", .admin, in: world.helix)
            #expect(try await archives(world, chief).map(\.id) == [asked.id])
            await #expect(throws: Trouble.notFound) { _ = try await ask(world, stranger) }
            await #expect(throws: Trouble.notFound) {
                try await world.store.read(stranger.grant(ViewArchives.self)) { _ = try $0.archive(asked.id) }
            }
            for level in [Level.engineering, .readOnly, .partnerManager, .operations, .assessor, .auditor] {
                #expect(Matrix.reach(.organizationArchive, at: level) == .none)
            }
        }
    }
}
