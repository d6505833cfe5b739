import Domain
import Foundation
import HTTPTypes
import Pages
import Storage
import Store
import TestSupport
import Testing
@testable import Web

/// Texts that are kept in the repository and reviewed when they change. `make goldens` writes them anew.
@Suite("Golden")
struct GoldenTests {
    private func compare(_ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../goldens/\(name)").standardizedFileURL
        if ProcessInfo.processInfo.environment["STAGEDOOR_GOLDENS"] == "write" {
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        #expect(kept == text, "goldens/\(name) differs: look at the change, then make goldens", sourceLocation: sourceLocation)
    }

    @Test("the permission matrix is the one in goldens/permissions.txt")
    func permissions() throws {
        let levels = Level.ofPeople + [.worker, .console]
        let rows = Permission.allCases.map { permission in
            [permission.rawValue + (permission.isPlanned ? " (planned)" : "")] + levels.map { Matrix.reach(permission, at: $0).name }
        }
        try compare("permissions.txt", aligned([["action"] + levels.map(\.rawValue)] + rows))
    }

    @Test("the routes are those in goldens/routes.txt")
    func routes() throws {
        let routes = Routes.all(isDemo: true).sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }
        try compare("routes.txt", aligned(routes.map { [$0.method.rawValue, $0.path, $0.action?.rawValue ?? "open"] }))
    }

    @Test("the schema of each database is the one in goldens/schema", arguments: Backend.allCases)
    func schema(_ backend: Backend) async throws {
        try await backend.withFresh { database in
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let lines = try await database.read(.owner) { connection in
                switch backend {
                case .sqlite:
                    try connection.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name") {
                        try $0.text(1)
                    }
                case .postgres:
                    try connection.rows(
                        """
                        SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns
                        WHERE table_schema = 'public' ORDER BY table_name, ordinal_position
                        """
                    ) { try $0.text(0) }
                        + connection.rows("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname") {
                            try $0.text(0)
                        }
                        + connection.rows(
                            "SELECT tablename || ' ' || policyname || ' ' || cmd || ' ' || COALESCE(qual, '') FROM pg_policies ORDER BY tablename, policyname"
                        ) { try $0.text(0) }
                }
            }
            try compare("schema.\(backend).txt", lines.joined(separator: "\n") + "\n")
        }
    }

    @Test("every permission has a route or runs as work, or stands on the list of planned ones")
    func noDeadPermission() {
        let used = Set(Routes.all(isDemo: false).compactMap(\.action))
        let work: Set<Permission> = [.mailDeliver, .checkpointWrite, .retentionSweep, .importAdvance, .archiveMake]
        // Asked for inside another action's transaction, or by the command line.
        let inner: Set<Permission> = [.accessLevel, .contactAssign, .directorySearch, .personErase, .personExport, .installationView]
        for permission in Permission.allCases where !permission.isPlanned && !work.contains(permission) && !inner.contains(permission) {
            #expect(used.contains(permission), "\(permission.rawValue) has no route")
        }
    }

    @Test("every page has a call of the same permission, or stands with its reason in docs/decisions/pages-without-api.md")
    func twins() throws {
        let routes = Routes.all(isDemo: false)
        let calls = Set(routes.filter(\.isAPI).compactMap(\.action))
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../docs/decisions/pages-without-api.md")
            .standardizedFileURL
        let listed = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
            .flatMap { $0.split(separator: "|")[0].split(separator: "`") }.map(String.init).filter { $0.hasPrefix("/") }
        func isListed(_ path: String) -> Bool { listed.contains { $0 == path || $0.hasSuffix("/…") && path.hasPrefix($0.dropLast()) } }
        let alone = routes.filter { !$0.isAPI && $0.action.map { !calls.contains($0) } ?? false }
        for route in alone { #expect(isListed(route.path), "\(route.method) \(route.path) has no call and no reason") }
        for path in listed where !path.hasSuffix("/…") { #expect(alone.contains { $0.path == path }, "\(path) needs no reason any more") }
    }

    private func aligned(_ rows: [[String]]) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { $0 == row.count - 1 ? $1 : $1.padding(toLength: widths[$0], withPad: " ", startingAt: 0) }.joined(
                separator: "  ")
        }.joined(separator: "\n") + "\n"
    }
}
