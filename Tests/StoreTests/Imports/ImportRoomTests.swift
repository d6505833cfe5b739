import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

/// Whoever may import cannot fill the disk.
@Suite struct ImportRoomTests {
    private static let all = Backend.allCases

    @Test("an organization keeps so many files, and another as many of its own; what is removed makes room", arguments: all)
    func files(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let (ada, uma) = (
                try await world.person("ada", .admin, in: world.nordlys), try await world.person("uma", .admin, in: world.helix)
            )
            var last: Import.ID?
            for _ in 0..<Import.mostKept { last = try await world.upload("email\na@b.example", by: ada) }
            await #expect(throws: full(files: Import.mostKept, bytes: 100 * 111)) {
                _ = try await world.begin(nil, by: ada)
            }
            _ = try await world.upload("email\na@b.example", by: uma)
            let id = try #require(last)
            try await world.store.write(ada.grant(RunImports.self), from: LedgerWorld.origin) { try $0.forget(id, expecting: .any) }
            _ = try await world.begin(nil, by: ada)
        }
    }

    @Test("of bytes as well: those that are announced before a file is read, and those that come", arguments: all)
    func bytes(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let large = try await world.upload("email\na@b.example", by: ada)
            try await world.database.write(.tenants([world.nordlys.text])) {
                try $0.execute(
                    "UPDATE imports SET bytes = \(Import.mostBytes - 1000) WHERE organization_id = \(world.nordlys) AND id = \(large)")
            }
            await #expect(throws: full(files: 1, bytes: Import.mostBytes - 1000)) { _ = try await world.begin(.max, by: ada) }
            await #expect(throws: full(files: 1, bytes: Import.mostBytes - 1000)) { _ = try await world.begin(1001, by: ada) }
            let id = try await world.begin(1000, by: ada)
            func append(_ count: Int) async throws {
                try await world.store.write(ada.grant(RunImports.self), from: LedgerWorld.origin) {
                    try $0.append((1...count).map { FileRow(line: Int64($0), cells: ["a@b.example"]) }, to: id)
                }
            }
            try await append(5)
            await #expect(throws: full(files: 2, bytes: Import.mostBytes - 1000 + 5 * 111)) { try await append(5) }
            try await append(4)
            #expect(try await world.number("SELECT bytes FROM imports WHERE id = \(id)") == 9 * 111)
        }
    }

    private func full(files: Int64, bytes: Int64) -> Trouble { .conflict(.importsFull(files: files, bytes: bytes)) }
}

extension LedgerWorld {
    fileprivate func begin(_ size: Int64?, by actor: Actor) async throws -> Import.ID {
        try await store.write(actor.grant(RunImports.self), from: Self.origin) {
            try $0.begin(NewImport(kind: .contacts, format: .csv, name: Line(stored: "people.csv"), size: size))
        }.id
    }
}
