import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct BulkTests {
    private static let all = Backend.allCases

    private struct Cast { let ada, bo, eng, rea: Actor, lena: Contact }

    private func cast(_ backend: Backend, _ body: (LedgerWorld, Cast) async throws -> Void) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, bo) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("bo", .admin, in: world.nordlys)
            )
            let (eng, rea) = (
                try await world.person("eng", .engineering, in: world.nordlys), try await world.person("rea", .readOnly, in: world.nordlys)
            )
            try await body(
                world, Cast(ada: ada, bo: bo, eng: eng, rea: rea, lena: try await world.addContact("lena", in: world.nordlys, by: ada)))
        }
    }

    private func id(_ actor: Actor) throws -> Contact.ID { try #require(actor.contact) }

    private func bulk(_ change: BulkChange, _ ids: [Contact.ID], by actor: Actor, _ world: LedgerWorld) async throws {
        try await world.store.bulk(change, of: ids, by: actor, in: nil, from: LedgerWorld.origin, postman: world.postman)
    }

    private func preview(_ change: BulkChange, _ ids: [Contact.ID], by actor: Actor, _ world: LedgerWorld) async throws -> [BulkRow.Outcome]
    {
        try await world.store.bulkPreview(change, of: ids, by: actor, in: nil, from: LedgerWorld.origin, postman: world.postman).map(
            \.outcome)
    }

    /// Everything that a change would touch.
    private func state(_ world: LedgerWorld) async throws -> [String] {
        try await world.database.read(.wide) { connection in
            try connection.rows("SELECT id, level, status, version FROM contacts ORDER BY id") {
                "\(try $0.text(0)) \(try $0.text(1)) \(try $0.text(2)) \(try $0.int(3))"
            }
                + connection.rows("SELECT organization_id, hash FROM audit_chains ORDER BY organization_id") {
                    "\(try $0.text(0)) \(try $0.text(1))"
                }
                + connection.rows("SELECT contact_id, role FROM contact_roles ORDER BY contact_id, role") {
                    "\(try $0.text(0)) \(try $0.text(1))"
                }
        }
    }

    @Test("one row that may not be changed leaves all as they were, and says why", arguments: all)
    func refused(backend: Backend) async throws {
        try await cast(backend) { world, cast in
            let before = try await state(world)
            let changes: [BulkChange] = [.addRoles([HeldRole(.noc, at: nil)]), .suspend, .revoke, .delete]
            for change in changes {
                let ids = [try id(cast.rea), try id(cast.bo)]
                do {
                    try await bulk(change, ids, by: cast.eng, world)
                    Issue.record("\(change) was done")
                } catch Trouble.conflict(.bulk(let rows)) {
                    #expect(rows.map(\.contact) == [try id(cast.bo)] && rows[0].name == "bo Lind", "\(change)")
                    guard case .refused(let refusal) = rows[0].reason else { throw IdentityWorld.Unexpected() }
                    #expect(refusal.level == .engineering)
                }
                #expect(try await state(world) == before, "\(change)")
            }
            // A level that never may is refused as a whole.
            await #expect(throws: Refusal.self) { try await bulk(.delete, [cast.lena.id], by: cast.rea, world) }
        }
    }

    @Test("a preview tells each row's fate and changes nothing; the same change then does what it told", arguments: all)
    func previewed(backend: Backend) async throws {
        try await cast(backend) { world, cast in
            let before = try await state(world)
            let ids = [try id(cast.rea), cast.lena.id]
            #expect(try await preview(.suspend, [ids[0]], by: cast.eng, world) == [.changes])
            let noc = BulkChange.addRoles([HeldRole(.noc, at: nil)])
            #expect(try await preview(noc, ids, by: cast.ada, world) == [.changes, .changes])
            #expect(try await state(world) == before)
            try await bulk(noc, ids, by: cast.ada, world)
            let after = try await state(world)
            #expect(after.count { $0.hasSuffix(" noc") } == 2)
            #expect(try await preview(noc, ids, by: cast.ada, world) == [.unchanged, .unchanged])
            try await bulk(noc, ids, by: cast.ada, world)
            #expect(try await state(world) == after, "what is so already leaves no entry")
        }
    }

    @Test("all Admins at once cannot go: the last one is the row that refuses", arguments: all)
    func lastAdmin(backend: Backend) async throws {
        try await cast(backend) { world, cast in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            let before = try await state(world)
            let ids = [try id(cast.ada), try id(cast.bo)]
            for change in [BulkChange.suspend, .revoke, .delete] {
                do {
                    try await world.store.bulk(
                        change, of: ids, by: boss, in: world.nordlys, from: LedgerWorld.origin, postman: world.postman)
                    Issue.record("\(change) was done")
                } catch Trouble.conflict(.bulk(let rows)) {
                    #expect(rows.map(\.reason) == [.conflict(.lastTopLevel)] && rows[0].contact == ids[1])
                }
                #expect(try await state(world) == before, "\(change)")
            }
        }
    }

    @Test("nobody, too many, and a contact of another organization are refused before anything is done", arguments: all)
    func beyond(backend: Backend) async throws {
        try await cast(backend) { world, cast in
            let foreign = try await world.person("ivo", .readOnly, in: world.helix)
            let before = try await state(world)
            await #expect(throws: Trouble.self) { try await bulk(.suspend, [], by: cast.ada, world) }
            await #expect(throws: Trouble.self) {
                try await bulk(.suspend, Array(repeating: cast.lena.id, count: Store.bulkLimit + 1), by: cast.ada, world)
            }
            await #expect(throws: Trouble.notFound) { try await bulk(.suspend, [try id(cast.rea), try id(foreign)], by: cast.ada, world) }
            #expect(try await state(world) == before)
        }
    }
}
