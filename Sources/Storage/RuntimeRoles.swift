/// The two PostgreSQL roles under which requests are answered (see ``Realm``). They cannot log in; the login role is
/// a member of both and takes one for the length of a transaction.
///
/// Being a member, it is also subject to the policies for them: one that does not depend on a setting has to ask for
/// `current_user`, or the owner's own transactions would see what it lets through.
enum RuntimeRoles {
    static func establish(in connection: any Connection) throws {
        let mayTake = try connection.rows(
            """
            SELECT count(*) FROM pg_roles WHERE rolname IN ('stagedoor_tenant', 'stagedoor_wide')
            AND pg_has_role(session_user, oid, 'MEMBER')
            """
        ) { try $0.int(0) }
        guard mayTake != [2] else { return }
        do {
            try connection.attempt {
                try connection.execute(create)
                try connection.execute(grant)
            }
        } catch let fault as Fault where fault.code == "42501" {  // insufficient_privilege
            let login = try connection.first("SELECT quote_ident(session_user)") { try $0.text(0) } ?? "the login role"
            throw UnfitDatabase(
                .missingRoles,
                """
                the login role \(login) may not create the roles stagedoor_tenant and stagedoor_wide; \
                run these lines as a superuser, then try again:
                  CREATE ROLE stagedoor_tenant NOLOGIN;
                  CREATE ROLE stagedoor_wide NOLOGIN;
                  GRANT stagedoor_tenant, stagedoor_wide TO \(login);
                """)
        }
    }

    // Roles belong to the whole server, so another database's migrator may be at it: whoever is second finds them there.
    private static let create: Query = """
        DO $$
        DECLARE wanted text;
        BEGIN
            FOREACH wanted IN ARRAY ARRAY['stagedoor_tenant', 'stagedoor_wide'] LOOP
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
                    BEGIN
                        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                    END;
                END IF;
            END LOOP;
        END $$
        """

    private static let grant: Query = """
        DO $$ BEGIN EXECUTE format('GRANT stagedoor_tenant, stagedoor_wide TO %I', session_user); END $$
        """
}
