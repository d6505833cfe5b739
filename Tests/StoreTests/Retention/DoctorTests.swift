import Credentials
import Foundation
import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

@Suite struct DoctorTests {
    private func examine(_ world: LedgerWorld, keyring: KeyringFile) async -> [String: Check] {
        let checks = await Doctor.examine(
            world.database, file: "/tmp/x.db", keyring: keyring, checkpoints: world.folder,
            zones: ["Europe/Oslo"], now: world.now)
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.name, $0) })
    }

    @Test("it says that all is well only when it is, and else what to do", arguments: Backend.allCases)
    func installation(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let keyring = KeyringFile(path: try TemporaryFolder.make().appendingPathComponent("keys").path)
            #expect(await examine(world, keyring: keyring)["keys"]?.state == .bad)
            try keyring.restore(world.keyring)
            _ = try await world.checkpoints().write(world.worker().grant())
            var checks = await examine(world, keyring: keyring)
            #expect(
                Set(checks.keys) == [
                    "keys", "disk", "database", "schema", "clock", "checkpoints", "outbox", "time zone data", "time zones in use",
                ])
            for name in ["keys", "database", "schema", "clock", "checkpoints", "outbox", "time zone data", "time zones in use"] {
                #expect(checks[name]?.state == .ok, "\(checks[name]?.message ?? "")")
            }

            let ada = try await world.person("ada", .admin, in: world.nordlys)
            try await world.edit(world.nordlys, to: 50, by: ada)
            try await world.database.write(.tenants([])) { connection in
                try world.postman.put(
                    .newDevice(agent: "B", at: 0), to: EmailAddress(stored: "r@a.example"), language: .english, contact: nil,
                    in: world.nordlys.text, at: world.now, ids: world.store.ids, on: connection)
            }
            let hall = SiteDetails(
                code: try SiteCode("nyc001"), name: Line(stored: "New York"), address: Line(stored: ""),
                timeZone: try TimeZoneName("America/New_York"))
            _ = try await world.store.write(ada.grant(EditSites.self), from: LedgerWorld.origin) { try $0.create(hall) }
            #expect(await examine(world, keyring: keyring)["time zones in use"]?.message == "1 without data here: America/New_York")
            world.pass(.minutes(20))
            chmod(keyring.path, 0o644)
            checks = await examine(world, keyring: keyring)
            #expect(checks["checkpoints"]?.state == .warn && checks["outbox"]?.state == .warn && checks["keys"]?.state == .bad)
            #expect(checks.values.allSatisfy { $0.state == .ok || $0.mend?.isEmpty == false })
            world.pass(.hours(-2))
            #expect(await examine(world, keyring: keyring)["clock"]?.state == .bad)
        }
    }

    @Test("a database without its schema is told apart from one that does not answer")
    func database() async throws {
        let database = try await Backend.sqlite.fresh()
        func checks() async throws -> [Check] {
            await Doctor.examine(
                database, file: nil, keyring: KeyringFile(path: "/nowhere"), checkpoints: CheckpointFolder(path: "/nowhere"),
                zones: [], now: LedgerWorld.start)
        }
        #expect(try await checks().first { $0.name == "schema" }?.state == .bad)
        try await database.close()
        #expect(try await checks().first { $0.name == "database" }?.state == .bad)
    }

    @Test("missing time zone data is said, with what brings it")
    func zones() {
        #expect(Check.zoneData([], hasPlaces: false).state == .bad)
        #expect(Check.zoneData(["Europe/Oslo"], hasPlaces: false).state == .warn)
        #expect(Check.zoneData(["Europe/Oslo"], hasPlaces: true).state == .ok)
        #expect(Check.zones(inUse: ["UTC", "Europe/Oslo"], known: ["Europe/Oslo"]).state == .ok)
        let old = Check.zones(inUse: ["US/Pacific", "Europe/Oslo"], known: ["Europe/Oslo"])
        #expect(old.state == .warn && old.message.contains("US/Pacific") && old.mend?.contains("tzdata-legacy") == true)
    }

    @Test("little space warns, less than 100 MiB is bad")
    func disk() {
        #expect(Check.disk(free: 50 << 20, used: 0).state == .bad)
        #expect(Check.disk(free: 500 << 20, used: 0).state == .warn)
        #expect(Check.disk(free: 2 << 30, used: 0).state == .ok)
        #expect(Check.disk(free: 2 << 30, used: 100 << 30).state == .warn)
    }
}
