import Domain
import Foundation
import Pages
import PostgresStorage
import SQLiteStorage
import Storage

/// The two databases on which every test of behavior runs: `@Test(arguments: Backend.allCases)`.
public enum Backend: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// An empty database of its own, open. Prefer ``withFresh(_:)``: what this leaves on PostgreSQL goes with the server.
    public func fresh() async throws -> any Database {
        try await open(freshLocation())
    }

    /// Lends an empty database, then closes and removes it.
    public func withFresh<Value>(_ body: (any Database) async throws -> Value) async throws -> Value {
        let location = try await freshLocation()
        let database = try await open(location)
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await body(database)) } catch { outcome = .failure(error) }
        try await database.close()
        if self == .postgres { try await Cluster.shared.drop(location) }
        return try outcome.get()
    }

    /// Where a new, empty database is: a path, or the URL of an ordinary login role that owns its database, may create
    /// roles, and is subject to row-level security.
    public func freshLocation() async throws -> String {
        _ = Backend.zones
        return switch self {
        case .sqlite: try TemporaryFolder.make().appendingPathComponent("test.db").path
        case .postgres: try await Cluster.shared.freshDatabase().url
        }
    }

    /// Time zones have their names, as in the running program.
    private static let zones: Void = TimeZoneName.learn(Zone.names())

    public func open(_ location: String) async throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase(path: location)
        case .postgres: try await PostgresDatabase.open(url: location, patience: .seconds(120))
        }
    }
}
