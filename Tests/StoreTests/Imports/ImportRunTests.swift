import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

/// Files on their way through: tried, applied, stopped, forgotten.
@Suite struct ImportRunTests {
    private static let all = Backend.allCases
    private static let head = "external id,first name,email,level\n"

    /// So many new contacts.
    private func file(_ count: Int, level: String = "") -> String {
        Self.head + (1...count).map { "E\($0),Nils,n\($0)@b.example,\(level)" }.joined(separator: "\n")
    }

    @Test(
        "a trial leaves nothing behind: no contact, no mail, no entry but the import's own, and no id of what is not there", arguments: all)
    func trial(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let id = try await world.upload(file(120, level: "read_only"), by: ada)
            let before = try await world.everything()
            try await world.check(id, by: ada)
            try await world.work()
            let found = try await world.find(id, by: ada)
            #expect(found.state == .checked && found.tally == ImportTally(created: 120) && found.done == 120)
            #expect(try await world.everything() == before)
            #expect(try await world.rows(id, by: ada).allSatisfy { $0.outcome == .created && $0.target == nil })
            #expect(
                try await world.activity(of: world.nordlys, by: ada).map(\.action).filter { $0 != "organization.create" } == ["import.run"])
            try await world.apply(id, by: ada)
            try await world.work()
            #expect(try await world.rows(id, by: ada).allSatisfy { $0.outcome == .created && $0.target != nil })
            #expect(try await world.number("SELECT COUNT(*) FROM outbox WHERE kind = 'invitation'") == 120)
            let actions = try await world.activity(of: world.nordlys, by: ada, ActivityFilter()).map(\.action)
            #expect(actions.first == "import.run" && actions.contains("contact.create"))
            #expect(try await world.verify().isWhole)
        }
    }

    @Test("while nobody waits an import takes more rows at once; where that cannot be known it takes few", arguments: all)
    func courtesy(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let id = try await world.upload(file(150), by: ada)
            try await world.check(id, by: ada)
            var lease = try #require(try await world.store.leaseImport(world.worker().grant()))
            var done: [Int64] = []
            for _ in 0..<4 {
                _ = try await world.store.advance(&lease, world.worker().grant(), postman: world.postman)
                done.append(try await world.find(id, by: ada).done)
            }
            #expect(done == (backend == .sqlite ? [10, 30, 70, 150] : [10, 20, 30, 40]))
        }
    }

    @Test("an import is stopped in the middle: what was applied stays, and it says what that is", arguments: all)
    func stopped(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let id = try await world.upload(file(250), by: ada)
            try await world.check(id, by: ada)
            try await world.work()
            try await world.apply(id, by: ada)
            try await world.work(parts: 1)
            try await world.steer(id, by: ada) { try $0.cancel(id, expecting: .any) }
            try await world.work()
            let found = try await world.find(id, by: ada)
            #expect(
                found.state == .cancelled && found.done == Int64(Store.importChunk) && found.tally.created == found.done
                    && found.problem == nil)
            #expect(try await world.contacts(of: world.nordlys).count == Store.importChunk + 1)
            #expect(try await world.rows(id, by: ada).count { $0.target != nil } == Store.importChunk)
            await #expect(throws: Trouble.conflict(.importState(.cancelled))) { try await world.apply(id, by: ada) }
            // Nothing of it is lost: the file brought in again takes up where it was stopped.
            let again = try await world.bring(file(250), by: ada).done.short
            #expect(again.count { $0 == "same" } == Store.importChunk && again.count { $0 == "new" } == 250 - Store.importChunk)
        }
    }

    @Test("a file is applied only once it was tried, and mapping its columns anew takes that back", arguments: all)
    func order(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let id = try await world.upload(file(3), by: ada)
            await #expect(throws: Trouble.conflict(.importState(.uploaded))) { try await world.apply(id, by: ada) }
            try await world.check(id, by: ada)
            await #expect(throws: Trouble.conflict(.importState(.checking))) { try await world.apply(id, by: ada) }
            try await world.work()
            try await world.steer(id, by: ada) { try $0.map(["email": ""], of: id, expecting: .any) }
            await #expect(throws: Trouble.conflict(.importState(.uploaded))) { try await world.apply(id, by: ada) }
            try await world.check(id, by: ada)
            try await world.work()
            #expect(try await world.outcomes(id, by: ada).short == ["no: email", "no: email", "no: email"])
            let version = try await world.find(id, by: ada).version
            await #expect(throws: Trouble.conflict(.staleVersion(current: version))) {
                try await world.steer(id, by: ada) { try $0.apply(id, expecting: .exactly(version - 1)) }
            }
            try await world.steer(id, by: ada) {
                try $0.map(Dictionary(uniqueKeysWithValues: $0.visibleImport(id).columns.map { ($0.name, "") }), of: id, expecting: .any)
            }
            await #expect(throws: Trouble.self) { try await world.check(id, by: ada) }
        }
    }

    @Test("sixteen at work on one import take each row once", arguments: all)
    func together(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let id = try await world.upload(file(450), by: ada)
            try await world.check(id, by: ada)
            try await world.work()
            try await world.apply(id, by: ada)
            let lease = LeasedImport(id: id, organization: world.nordlys)
            let grant: Grant<AdvanceImports> = try world.worker().grant()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        var lease = lease
                        for _ in 0...450 / Store.importChunk + 1 {
                            _ = try? await world.store.advance(&lease, grant, postman: world.postman)
                        }
                    }
                }
            }
            try await world.work()
            let found = try await world.find(id, by: ada)
            #expect(found.state == .applied && found.tally == ImportTally(created: 450) && found.done == 450)
            #expect(try await world.contacts(of: world.nordlys).count == 451)
            #expect(try await world.activity(of: world.nordlys, by: ada).count { $0.action == "import.run" } <= 3)
        }
    }

    @Test("a lease is one process's, and another's once it is over", arguments: all)
    func lease(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let grant: Grant<AdvanceImports> = try world.worker().grant()
            #expect(try await world.store.leaseImport(grant) == nil)
            let id = try await world.upload(file(3), by: ada)
            #expect(try await world.store.leaseImport(grant) == nil)
            try await world.check(id, by: ada)
            #expect(try await world.store.leaseImport(grant)?.id == id)
            #expect(try await world.store.leaseImport(grant) == nil)
            world.pass(.seconds(61))
            #expect(try await world.store.leaseImport(grant)?.id == id)
        }
    }

    @Test("imports go 30 days after their last step, unfinished uploads after a day, and an entry says how many", arguments: all)
    func swept(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let grant: Grant<SweepRetention> = try world.worker().grant()
            let (old, young) = (try await world.upload(file(5), by: ada), try await world.upload(file(5), by: ada))
            _ = try await world.store.write(ada.grant(RunImports.self), from: LedgerWorld.origin) {
                try $0.begin(NewImport(kind: .contacts, format: .csv, name: Line(stored: "x")))
            }
            func left() async throws -> [Int64] {
                [try await world.number("SELECT COUNT(*) FROM imports"), try await world.number("SELECT COUNT(*) FROM import_rows")]
            }
            world.pass(.hours(23))
            #expect(try await world.store.sweepImports(of: world.nordlys, grant) == 0)
            world.pass(.hours(1))
            #expect(try await world.store.sweepImports(of: world.nordlys, grant) == 1)
            #expect(try await left() == [2, 10])
            world.pass(.days(28))
            try await world.check(young, by: ada)
            world.pass(.days(1))
            #expect(try await world.store.sweepImports(of: world.helix, grant) == 0)
            #expect(try await world.store.sweepImports(of: world.nordlys, grant) == 1)
            #expect(try await left() == [1, 5])
            await #expect(throws: Trouble.notFound) { _ = try await world.find(old, by: ada) }
            world.pass(.days(60))
            #expect(try await world.store.sweepImports(of: world.nordlys, grant) == 0, "the server is at work on it")
            try await world.work()
            world.pass(.days(30))
            #expect(try await world.store.sweepImports(of: world.nordlys, grant) == 1)
            #expect(try await left() == [0, 0])
            #expect(try await world.activity(of: world.nordlys, by: ada).count { $0.action == "retention.sweep" } == 3)
            #expect(try await world.verify().isWhole)
        }
    }

    @Test("an erased person is in no file, neither as somebody in a row nor as whoever brought it", arguments: all)
    func erased(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            let (ada, bo) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("zbo", .admin, in: world.nordlys)
            )
            let people = "external id,first name,email\n"
            try await world.bring(people + "Ext-1,lena,lena@b.example\nE2,nora,nora@b.example", by: bo)
            _ = try await world.bring("organization,first name,email\nNordlys,lena,LENA@b.example\nNordlys,nora,nora@b.example", by: boss)
            // One that is tried and one whose row about her was refused.
            let tried = try await world.upload(people + "Ext-1,lena,\nExt-1,lena,lena@b.example\nE2,nora,\nE3,nils,nils@b.example", by: ada)
            try await world.check(tried, by: ada)
            try await world.work()
            // One that nobody tried yet, and a dump that is not yet rows. Addresses that only look alike are others'.
            let untried = try await world.upload(
                "first name,email,notes\nL,lEna@B.example,\nnils,nils@b.example,see <LENA@b.example>.\nM,mi.LENA@b.example,\nN,LENA@b.example.com,\nO,o'LENA@b.example,",
                by: ada)
            try await world.store.write(boss.grant(RunImports.self), from: LedgerWorld.origin) { transaction in
                let dump = try transaction.begin(NewImport(kind: .peeringDB, format: .json, name: Line(stored: "dump.json"))).id
                let points = ["lena@b.example", "LENA@B.EXAMPLE", "nora@b.example"].enumerated().map { number, address in
                    PeeringDB.Object(list: "poc", id: Int64(number), parent: 10, other: 0, fields: ["email": address])
                }
                try transaction.append(points, to: dump)
            }
            let lena: Contact.ID = try await world.database.read(.wide) {
                try #require(try $0.first("SELECT id FROM contacts WHERE email = 'lena@b.example'") { Identifier(stored: try $0.text(0)) })
            }
            for contact in [lena, try #require(bo.contact)] {
                _ = try await world.store.erasePerson(
                    contact, in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            }
            let left = try await world.database.read(.wide) { connection in
                var left: [String] = []
                for table in BackupTable.all {
                    try table.eachRow(on: connection) { row in
                        for case .text(let text) in row where ["lena", "zbo", "Ext-1"].contains(where: { text.contains($0) }) {
                            left.append("\(table.name): \(text)")
                        }
                    }
                }
                return left
            }
            #expect(left.isEmpty, "\(left)")
            #expect(
                try await world.rows(untried, by: ada).map(\.line) == [4, 5, 6],
                "those of mi.lena@b.example, lena@b.example.com and o'lena@b.example")
            #expect(try await world.number("SELECT COUNT(*) FROM import_objects") == 1)
            // The rows beside hers are applied, each once.
            try await world.apply(tried, by: ada)
            try await world.work()
            let found = try await world.find(tried, by: ada)
            #expect(found.state == .applied && found.tally == ImportTally(created: 1, same: 1))
        }
    }
}
