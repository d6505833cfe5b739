import CPostgres
import Foundation

/// The PostgreSQL server that `STAGEDOOR_TEST_POSTGRES` names (`Tests/postgres start DIR` prints such a URL), with a
/// role that may create databases and roles. Without it tests fail: what is not tested on both databases is not tested.
public actor Cluster {
    public static let shared = Cluster()

    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    /// A database and the ordinary role that owns it; both have one name.
    public struct Place: Sendable {
        public let name: String
        public let url: String
    }

    private var connection: OpaquePointer?

    /// - Parameters:
    ///   - collation: the database's order of text, by the C library's name or (`icuLocale`) by ICU's.
    ///   - role: what the role may do besides logging in.
    public func freshDatabase(
        encoding: String = "UTF8", collation: String = "C", icuLocale: String? = nil, role: String = "CREATEROLE"
    ) throws -> Place {
        let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try run("CREATE ROLE \(name) LOGIN \(role)")
        let provider = icuLocale.map { "LOCALE_PROVIDER icu ICU_LOCALE '\($0)'" } ?? ""
        try run(
            """
            CREATE DATABASE \(name) OWNER \(name) TEMPLATE template0 ENCODING '\(encoding)' \
            LC_COLLATE '\(collation)' LC_CTYPE '\(collation)' \(provider)
            """)
        return Place(name: name, url: try Self.url(user: name, database: name))
    }

    /// Removes what ``freshDatabase(collation:role:)`` made.
    public func drop(_ url: String) throws {
        guard let name = URLComponents(string: url)?.user else { return }
        try run("DROP DATABASE \(name) WITH (FORCE)")
        try run("DROP ROLE \(name)")
    }

    /// Runs statements as the server's administrator, in the administrator's own database.
    public func run(_ sql: String) throws {
        let connection = try connected()
        let answer = PQexec(connection, sql)
        defer { PQclear(answer) }
        guard PQresultStatus(answer) == PGRES_COMMAND_OK || PQresultStatus(answer) == PGRES_TUPLES_OK else {
            throw Missing(description: String(cString: PQerrorMessage(connection)))
        }
    }

    /// The administrator's URL for a database, or an ordinary user's.
    public static func url(user: String? = nil, database: String) throws -> String {
        guard let variable = ProcessInfo.processInfo.environment["STAGEDOOR_TEST_POSTGRES"],
            var components = URLComponents(string: variable)
        else {
            throw Missing(
                description: """
                    STAGEDOOR_TEST_POSTGRES must hold the URL of a PostgreSQL server for tests; \
                    Tests/postgres start DIR starts one and prints it
                    """)
        }
        if let user { components.user = user }
        components.path = "/" + database
        return components.string ?? variable
    }

    private func connected() throws -> OpaquePointer? {
        if let connection { return connection }
        let url = try Self.url(database: "postgres")
        let opened = PQconnectdb(url)
        guard PQstatus(opened) == CONNECTION_OK else {
            defer { PQfinish(opened) }
            throw Missing(description: "\(url): \(String(cString: PQerrorMessage(opened)))")
        }
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        connection = opened
        return opened
    }
}
