import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct ActivityTests {
    private static let all = Backend.allCases

    @Test("pages of a log go from new to old without gap or repetition", arguments: all)
    func pages(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            for days in 30..<37 { try await world.edit(world.nordlys, to: days, by: ada) }
            var filter = ActivityFilter()
            filter.limit = 3
            var numbers: [Int64] = []
            repeat {
                let page = try await world.store.read(ada.grant(ViewActivity.self)) { [filter] in try $0.activity(filter) }
                numbers += page.entries.map(\.number)
                filter.before = page.older
            } while filter.before != nil
            #expect(numbers == (1...8).reversed())
        }
    }

    @Test("filters pick by actor, action, outcome, target and time", arguments: all)
    func filters(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, bo) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("bo", .admin, in: world.nordlys)
            )
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            world.pass(.hours(1))
            let noon = world.now
            try await world.edit(world.nordlys, to: 40, by: bo)
            try await world.store.note(Refusal(permission: .siteEdit, level: .admin), by: bo, target: nil, from: LedgerWorld.origin)

            func found(_ change: (inout ActivityFilter) -> Void) async throws -> [String] {
                var filter = ActivityFilter()
                change(&filter)
                return try await world.activity(of: world.nordlys, by: ada, filter).map(\.action)
            }
            #expect(try await found { $0.actor = bo.contact } == ["site.edit", "policy.edit"])
            #expect(try await found { $0.action = "policy.edit" } == ["policy.edit"])
            #expect(try await found { $0.outcome = .refused } == ["site.edit"])
            #expect(try await found { $0.target = lena.id.text } == ["contact.create"])
            #expect(try await found { $0.since = noon } == ["site.edit", "policy.edit"])
            #expect(try await found { $0.until = noon } == ["contact.create", "organization.create"])
        }
    }

    @Test("an entry shows before and after with its personal values, and says which were erased", arguments: all)
    func values(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            var entry = try #require(try await world.activity(of: world.nordlys, by: ada).first)
            #expect(entry.label == .text("lena Bergström") && entry.target == lena.id.text)
            #expect(entry.changes.first { $0.field == "title" }?.after == .text("\"Chief\"\u{2028}of nets"))
            #expect(entry.changes.first { $0.field == "email" } == .init(field: "email", before: .nothing, after: .text("lena@b.example")))
            #expect(entry.changes.first { $0.field == "language" }?.after == .text("en"))

            try await world.database.write(.tenants([world.nordlys.text])) {
                try $0.execute("DELETE FROM audit_values WHERE organization_id = \(world.nordlys) AND person_id = \(lena.id)")
            }
            entry = try #require(try await world.activity(of: world.nordlys, by: ada).first)
            #expect(entry.label == .erased && entry.name == .text("ada Lind"))
            #expect(try await world.verify().isWhole)
        }
    }

    @Test("an export leaves an entry, and none commits without it", arguments: all)
    func export(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            await #expect(throws: Fault.self) {
                try await world.store.write(ada.grant(ExportActivity.self), from: LedgerWorld.origin) {
                    _ = try $0.activity(ActivityFilter())
                }
            }
            try await world.store.write(ada.grant(ExportActivity.self), from: LedgerWorld.origin) {
                try $0.recordExport(of: try $0.activity(ActivityFilter()).entries.count)
            }
            let entry = try #require(try await world.activity(of: world.nordlys, by: ada).first)
            #expect(entry.action == "activity.export" && entry.changes == [.init(field: "entries", before: .nothing, after: .text("1"))])
        }
    }

    @Test("the installation's log is the operator's to see, and holds its own entries alone", arguments: all)
    func installation(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let auditor = try await world.auditor()
            try await world.store.note(
                Refusal(permission: .mailRetry, level: .worker), by: world.worker(), target: nil, from: LedgerWorld.origin)
            let page = try await world.store.readWide(auditor.grant(ViewInstallation.self)) { try $0.activity(ActivityFilter()) }
            #expect(
                page.entries.first?.action == "mail.retry" && page.entries.allSatisfy { $0.chain == "installation" && !$0.isByOperator })
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            #expect(throws: Refusal.self) { try ada.grant(ViewInstallation.self) }
        }
    }
}
