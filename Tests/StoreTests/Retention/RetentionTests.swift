import Credentials
import Foundation
import Jobs
import Logging
import Storage
import Testing
import TestSupport

@_spi(Authenticator) @testable import Domain
@testable import Store

@Suite struct RetentionTests {
    private static let all = Backend.allCases

    private func signedIn(_ actor: Actor, at moment: Moment, in world: LedgerWorld) async throws {
        try await world.database.write(.tenants([world.nordlys.text])) {
            try $0.execute(
                "UPDATE contacts SET last_sign_in_at = \(moment) WHERE organization_id = \(world.nordlys) AND id = \(actor.contact)")
        }
    }

    private func inactivity(_ world: LedgerWorld) async throws -> InactivityOutcome {
        try await world.store.write(world.worker().grant(SweepRetention.self), in: world.nordlys, from: LedgerWorld.origin) {
            [postman = world.postman] in
            try $0.suspendInactive(postman: postman)
        }
    }

    @Test("personal values beside the log go after their time, the log stays whole and says so", arguments: all)
    func values(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let grant = try world.worker().grant(SweepRetention.self)
            try await world.addContact("old", in: world.nordlys, by: ada)
            world.pass(.days(729))
            #expect(try await world.store.sweep(world.nordlys, grant, keeping: Retention()) == 0)
            try await world.addContact("young", in: world.nordlys, by: ada)
            world.pass(.days(1))
            #expect(try await world.store.sweep(world.nordlys, grant, keeping: Retention()) > 0)
            let entries = try await world.activity(of: world.nordlys, by: ada)
            #expect(entries.first { $0.action == "retention.sweep" }?.level == "worker")
            #expect(entries.filter { $0.action == "contact.create" }.map(\.label) == [.text("young Bergström"), .erased])
            #expect(try await world.store.sweep(world.nordlys, grant, keeping: Retention()) == 0)
            let report = try await world.verify()
            #expect(report.isWhole && report.erasedValues > 0)
        }
    }

    @Test("people away for longer than the policy allows are suspended, the last Admin is spared with one warning", arguments: all)
    func inactive(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, bo, rea) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("bo", .admin, in: world.nordlys),
                try await world.person("rea", .readOnly, in: world.nordlys)
            )
            try await world.edit(world.nordlys, to: 90, by: ada)
            #expect(try await world.store.organizationsWithInactivityLimit(world.worker().grant()) == [world.nordlys])
            try await signedIn(bo, at: world.now + .days(1), in: world)
            world.pass(.days(90))
            var outcome = try await inactivity(world)
            #expect(Set(outcome.suspended) == [ada.contact, rea.contact] && outcome.spared.isEmpty)
            for _ in 0..<3 {
                world.pass(.days(2))
                outcome = try await inactivity(world)
                #expect(outcome.suspended.isEmpty && outcome.spared == [bo.contact])
            }
            let entries = try await world.activity(of: world.nordlys, by: bo)
            #expect(entries.filter { $0.action == "access.inactive" }.map(\.target) == [bo.contact?.text])
            #expect(entries.filter { $0.action == "access.suspend" }.count == 2)
        }
    }

    private func told(_ kind: String, in world: LedgerWorld) async throws -> [String] {
        try await world.database.read(.wide) { connection in
            try connection.rows("SELECT recipient FROM outbox WHERE kind = \(kind) ORDER BY recipient") { try $0.text(0) }
        }
    }

    @Test("whoever is about to be suspended for inactivity is told once, two weeks before, and again when it is done", arguments: all)
    func told(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, rea) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("rea", .readOnly, in: world.nordlys)
            )
            let back = try await world.person("back", .readOnly, in: world.nordlys)
            try await world.edit(world.nordlys, to: 90, by: ada)
            world.pass(.days(75))
            _ = try await inactivity(world)
            #expect(try await told("inactivity_warning", in: world).isEmpty)
            for _ in 0..<3 {
                world.pass(.days(1))
                _ = try await inactivity(world)
            }
            // The last Admin would be spared, and so hears nothing.
            let addresses = [rea, back].compactMap { $0.contact.map { "\($0)@a.example" } }.sorted()
            #expect(try await told("inactivity_warning", in: world) == addresses)
            #expect(try await told("inactivity_suspended", in: world).isEmpty)
            try await signedIn(back, at: world.now, in: world)
            world.pass(.days(12))
            #expect(try await inactivity(world).suspended == [rea.contact])
            #expect(try await told("inactivity_suspended", in: world) == ["\(try #require(rea.contact))@a.example"])
            world.pass(.days(66))
            _ = try await inactivity(world)
            #expect(try await told("inactivity_warning", in: world).count == 3, "another absence, another mail")
        }
    }

    @Test("the sweep runner does the daily work once a day, and the outbox forgets what was sent", arguments: all)
    func runner(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            try await world.edit(world.nordlys, to: 30, by: ada)
            let rea = try await world.person("rea", .readOnly, in: world.nordlys)
            try await world.database.write(.tenants([])) { connection in
                try world.postman.put(
                    .newDevice(agent: "B", at: 0), to: EmailAddress(stored: "r@a.example"), language: .english, contact: nil,
                    in: world.nordlys.text, at: world.now, ids: world.store.ids, on: connection)
            }
            let deliver = try world.worker().grant(DeliverMail.self)
            for mail in try await world.store.leaseMail(deliver, most: 9, postman: world.postman, patience: DeliveryPatience()) {
                try await world.store.markSent(mail, deliver)
            }
            let runner = SweepRunner(store: world.store, postman: world.postman, logger: Logger(label: "test"))
            _ = try await runner.tick()
            func mails() async throws -> [String] {
                try await world.store.readWide(world.auditor().grant(ViewMail.self)) { try $0.mailings(nil).mailings.map(\.kind) }
                    .filter { $0 != "admin_notice" }
            }
            #expect(try await mails() == ["new_device"])
            world.pass(.days(31))
            _ = try await runner.tick()
            #expect(try await mails() == ["inactivity_suspended"])
            let suspended = try await world.activity(of: world.nordlys, by: ada).filter { $0.action == "access.suspend" }
            #expect(suspended.map(\.target) == [rea.contact?.text])
        }
    }
}
