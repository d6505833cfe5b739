import PostgresStorage
import Storage
import TestSupport
import Testing

/// The second wall: row-level security under the runtime roles.
@Suite struct RealmTests {
    private static let schema = Migrator(migrations: [
        Migration("0001_contacts") { _ in
            [
                "CREATE TABLE contacts (organization_id TEXT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (organization_id, id))",
                "ALTER TABLE contacts ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE contacts FORCE ROW LEVEL SECURITY",
                """
                CREATE POLICY tenant ON contacts TO stagedoor_tenant
                USING (COALESCE(organization_id = ANY ((SELECT string_to_array(current_setting('stagedoor.organizations', true), ','))::text[]), false))
                """,
                // Not `true`: the login role is a member of the runtime roles, so that their policies are its own too.
                "CREATE POLICY wide ON contacts FOR SELECT TO stagedoor_wide USING (current_user = 'stagedoor_wide')",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO stagedoor_tenant",
                "GRANT SELECT ON contacts TO stagedoor_wide",
            ]
        }
    ])

    private func withContacts(_ body: (PostgresDatabase) async throws -> Void) async throws {
        try await withDatabase { database in
            _ = try await Self.schema.run(on: database)
            for organization in ["org-a", "org-b", "org-c"] {
                try await database.write(.tenants([organization])) { connection in
                    try connection.execute("INSERT INTO contacts VALUES (\(organization), 1), (\(organization), 2)")
                }
            }
            try await body(database)
        }
    }

    private func seen(by realm: Realm, in database: PostgresDatabase) async throws -> [String] {
        try await database.read(realm) { connection in
            try connection.rows("SELECT DISTINCT organization_id FROM contacts ORDER BY 1") { try $0.text(0) }
        }
    }

    @Test("each realm sees the rows of its organizations, before and after others used the same connection")
    func reading() async throws {
        try await withContacts { database in
            // Forced: not even the owner of the table sees a row.
            let expected: [(Realm, [String])] = [
                (.tenants(["org-a"]), ["org-a"]), (.tenants(["org-c", "org-b"]), ["org-b", "org-c"]),
                (.tenants([]), []), (.tenants(["org-d"]), []),
                (.wide, ["org-a", "org-b", "org-c"]), (.owner, []),
            ]
            for (realm, organizations) in expected + expected.reversed() {
                let seen = try await seen(by: realm, in: database)
                #expect(seen == organizations, "\(realm)")
            }
        }
    }

    @Test("each realm is a role of its own, reading and writing")
    func roles() async throws {
        try await withDatabase { database in
            _ = try await Migrator(migrations: []).run(on: database)
            let login = try await database.read(.owner) { try $0.first("SELECT session_user::text") { try $0.text(0) } }
            let expected: [(Realm, String?)] = [(.tenants(["org-a"]), "stagedoor_tenant"), (.wide, "stagedoor_wide"), (.owner, login)]
            for (realm, role) in expected {
                let query: Query = "SELECT current_user::text"
                let reader = try await database.read(realm) { try $0.first(query) { try $0.text(0) } }
                let writer = try await database.write(realm) { try $0.first(query) { try $0.text(0) } }
                #expect(reader == role && writer == role, "\(realm)")
            }
        }
    }

    @Test("the runtime role without a setting sees no row")
    func unset() async throws {
        try await withContacts { database in
            let count = try await database.read(.owner) { connection in
                try connection.execute("SET LOCAL ROLE stagedoor_tenant")
                return try connection.first("SELECT count(*) FROM contacts") { try $0.int(0) }
            }
            #expect(count == 0)
        }
    }

    @Test("rows of another organization can be neither written, nor changed, nor removed, nor given away")
    func writing() async throws {
        try await withContacts { database in
            let changed = try await database.write(.tenants(["org-a"])) { connection in
                [
                    try connection.execute("UPDATE contacts SET id = id + 10 WHERE organization_id = \("org-b")"),
                    try connection.execute("DELETE FROM contacts WHERE organization_id = \("org-b")"),
                ]
            }
            #expect(changed == [0, 0])
            let strayInsert = await #expect(throws: Fault.self) {
                try await database.write(.tenants(["org-a"])) { try $0.execute("INSERT INTO contacts VALUES ('org-b', 9)") }
            }
            #expect(strayInsert?.code == "42501")
            let givenAway = await #expect(throws: Fault.self) {
                try await database.write(.tenants(["org-a"])) { try $0.execute("UPDATE contacts SET organization_id = 'org-b', id = 9") }
            }
            #expect(givenAway?.code == "42501")
            let wide = await #expect(throws: Fault.self) {
                try await database.write(.wide) { try $0.execute("DELETE FROM contacts") }
            }
            #expect(wide?.code == "42501")
        }
    }

    @Test(
        "an organization's id that could be SQL is refused before it is sent",
        arguments: ["", "a'; RESET ROLE; --", "a,b", "A", "a b", "é", "a\u{0}"])
    func identifiers(id: String) async throws {
        try await withDatabase { database in
            _ = try await Migrator(migrations: []).run(on: database)
            let fault = await #expect(throws: Fault.self) { try await database.read(.tenants(["good", id])) { _ in } }
            #expect(fault?.code == "realm")
        }
    }

    @Test("the role and the setting end with the transaction, whether it commits or fails")
    func reset() async throws {
        try await withDatabase(connections: 1) { database in
            _ = try await Migrator(migrations: []).run(on: database)
            try await database.write(.tenants(["org-a"])) { _ in }
            _ = try? await database.write(.tenants(["org-a"])) { _ in throw ChangedMind() }
            let after = try await database.read(.owner) { connection in
                try connection.first("SELECT current_user = session_user, current_setting('stagedoor.organizations', true)") {
                    (isLogin: try $0.bool(0), setting: try $0.optionalText(1) ?? "")
                }
            }
            #expect(after?.isLogin == true)
            #expect(after?.setting == "")
        }
    }
}
