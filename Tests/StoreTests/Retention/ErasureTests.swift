import Credentials
import Foundation
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct ErasureTests {
    private static let all = Backend.allCases

    @Test("an erased person is gone from everywhere, and every log is still whole", arguments: all)
    func erased(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            // Of the operator's people, one leaves traces in other organizations' logs.
            let pia = try await world.person("pia", .partnerManager, in: world.operators)
            try await world.store.noteLook(into: world.nordlys, by: pia, from: LedgerWorld.origin)
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            try await world.edit(world.nordlys, to: 60, by: ada)
            _ = try await world.checkpoints().write(world.worker().grant())

            for (contact, organization) in [(lena.id, world.nordlys), (try #require(pia.contact), world.operators)] {
                let outcome = try await world.store.erasePerson(
                    contact, in: organization, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
                #expect(outcome.auditValues > 0 && outcome.others.isEmpty)
            }
            let left = try await world.database.read(.wide) { connection in
                var left: [String] = []
                for table in BackupTable.all {
                    try table.eachRow(on: connection) { row in
                        for case .text(let text) in row where ["lena", "pia"].contains(where: { text.lowercased().contains($0) }) {
                            left.append("\(table.name): \(text)")
                        }
                    }
                }
                return left
            }
            #expect(left.isEmpty, "\(left)")
            let entry = try #require(try await world.activity(of: world.nordlys, by: ada).first)
            #expect(entry.action == "person.erase" && entry.target == lena.id.text && entry.label == .nothing)
            #expect(try await world.verify().isWhole)
            // The log alone remembers, and nothing personal of it is left.
            await #expect(throws: Trouble.notFound) {
                _ = try await world.store.erasePerson(
                    lena.id, in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            }
        }
    }

    @Test("of a suspended partner, where nobody can sign in, the last Admin can be erased as well", arguments: all)
    func departed(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (boss, ada) = (
                try await world.person("boss", .operatorAdmin, in: world.operators),
                try await world.person("ada", .admin, in: world.nordlys)
            )
            _ = try await world.store.write(boss.grant(SuspendOrganization.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.setStatus(.suspended, expecting: .any)
            }
            let outcome = try await world.store.erasePerson(
                try #require(ada.contact), in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            #expect(outcome.accountIsGone)
            _ = try await world.store.write(boss.grant(SuspendOrganization.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.setStatus(.active, expecting: .any)
            }
            let headless = try await world.store.readWide(boss.grant(SearchDirectory.self)) { try $0.headlessPartners() }
            #expect(headless.items.map(\.organization.id).contains(world.nordlys))
        }
    }

    @Test("the last Admin and oneself cannot be erased, and nothing is lost by asking", arguments: all)
    func spared(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (boss, ada) = (
                try await world.person("boss", .operatorAdmin, in: world.operators),
                try await world.person("ada", .admin, in: world.nordlys)
            )
            try await world.edit(world.nordlys, to: 60, by: ada)
            await #expect(throws: Trouble.conflict(.lastTopLevel)) {
                _ = try await world.store.erasePerson(
                    try #require(ada.contact), in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            }
            await #expect(throws: Trouble.conflict(.ownContact)) {
                _ = try await world.store.erasePerson(
                    try #require(boss.contact), in: world.operators, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            }
            #expect(try await world.activity(of: world.nordlys, by: ada).first?.name == .text("ada Lind"))
        }
    }

    @Test("a deleted contact is still erased from the log", arguments: all)
    func deleted(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (boss, ada) = (
                try await world.person("boss", .operatorAdmin, in: world.operators),
                try await world.person("ada", .admin, in: world.nordlys)
            )
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            try await world.store.write(ada.grant(DeleteContact.self), from: LedgerWorld.origin) {
                try $0.delete(lena.id, expecting: .any, postman: world.postman)
            }
            #expect(
                try await world.store.erasePerson(
                    lena.id, in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman
                ).auditValues > 0)
            #expect(
                try await world.activity(of: world.nordlys, by: ada).filter { $0.target == lena.id.text }.allSatisfy {
                    $0.label == .erased || $0.label == .nothing
                })
        }
    }

    @Test("an account goes with its last portal user, and not before", arguments: all)
    func account(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let boss = try await world.person("boss", .operatorAdmin, in: world.operators)
            let (here, there) = (
                try await world.person("lena", .readOnly, in: world.nordlys), try await world.person("lena", .readOnly, in: world.helix)
            )
            let account = "019aa000-0000-7000-8000-0000000000cc"
            try await world.database.write(.tenants([world.nordlys.text, world.helix.text])) { connection in
                try connection.execute(
                    "INSERT INTO accounts (id, email, email_key, proven_at, version, created_at) VALUES (\(account), 'l@a.example', 'l@a.example', 0, 1, 0)"
                )
                for actor in [here, there] {
                    try connection.execute(
                        "UPDATE contacts SET account_id = \(account) WHERE organization_id = \(actor.organization) AND id = \(actor.contact)"
                    )
                }
            }
            func accounts() async throws -> Int64? {
                try await world.database.read(.wide) {
                    try $0.first("SELECT COUNT(*) FROM accounts WHERE id = \(account)") { try $0.int(0) }
                }
            }
            let first = try await world.store.erasePerson(
                try #require(here.contact), in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            #expect(first.others == [.init(organization: world.helix, contact: try #require(there.contact))] && !first.accountIsGone)
            #expect(try await accounts() == 1)
            _ = try await world.store.erasePerson(
                try #require(there.contact), in: world.helix, by: boss.grant(), from: LedgerWorld.origin, postman: world.postman)
            #expect(try await accounts() == 0)
        }
    }

    @Test("an export holds what was given and what the log says of the person, and no secret", arguments: all)
    func export(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (boss, ada) = (
                try await world.person("boss", .operatorAdmin, in: world.operators),
                try await world.person("ada", .admin, in: world.nordlys)
            )
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            try await world.addContact("other", in: world.nordlys, by: ada)
            let json = try await world.store.exportPerson(lena.id, in: world.nordlys, by: boss.grant(), from: LedgerWorld.origin)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
            let details = try #require((object["details"] as? [[String: Any]])?.first)
            #expect(details["email"] as? String == "lena@b.example" && details["first_name"] as? String == "lena")
            let values = try #require(object["activity"] as? [[String: Any]]).compactMap { $0["value"] as? String }
            #expect(values.contains("lena Bergström") && values.allSatisfy { !$0.contains("other") })
            let text = String(decoding: json, as: UTF8.self)
            #expect(!text.contains("hash") && !text.contains("salt") && !text.contains("passphrase"))
            #expect(try await world.activity(of: world.nordlys, by: ada).first?.action == "person.export")
        }
    }
}
