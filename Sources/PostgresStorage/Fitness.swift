import Storage

/// What must be true of a server, a database and a login role before anything is kept there.
enum Fitness {
    static func check(_ connection: any Connection, allowPowerfulRole: Bool) throws {
        try checkText(connection)
        try checkDurability(connection)
        if !allowPowerfulRole { try checkRole(connection) }
    }

    private static func checkText(_ connection: any Connection) throws {
        // As JSON, because PostgreSQL before 15 has no column `datlocprovider`.
        let found = try connection.first(
            """
            SELECT datname, pg_encoding_to_char(encoding), datcollate,
                   COALESCE(to_jsonb(pg_database) ->> 'datlocprovider', 'c')
            FROM pg_database WHERE datname = current_database()
            """
        ) { try (name: $0.text(0), encoding: $0.text(1), collation: $0.text(2), provider: $0.text(3)) }
        guard let found else { throw Fault(kind: .other, code: "catalog", message: "the database is not in its own catalog") }
        let remedy = """
            make a new one:
              CREATE DATABASE \(found.name)_c TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
            """
        guard found.encoding == "UTF8" else {
            throw UnfitDatabase(.encoding, "the database \(found.name) keeps text as \(found.encoding) and not as UTF8; \(remedy)")
        }
        // "c" is the C library's, "b" (from PostgreSQL 17) the built-in provider, which orders by code point only.
        let isByByte =
            found.provider == "b"
            || found.provider == "c" && ["C", "POSIX", "C.UTF-8", "C.utf8", "C.UTF8"].contains(found.collation)
        guard isByByte else {
            throw UnfitDatabase(.collation, "the database \(found.name) orders text by \(found.collation) and not by C; \(remedy)")
        }
    }

    private static func checkDurability(_ connection: any Connection) throws {
        let isSynced = try connection.first("SELECT current_setting('fsync')") { try $0.text(0) } == "on"
        guard isSynced else {
            throw UnfitDatabase(
                .notDurable,
                """
                the server runs with fsync = off, so that a loss of power may lose or damage everything; \
                set fsync = on in postgresql.conf and restart it
                """)
        }
    }

    private static func checkRole(_ connection: any Connection) throws {
        let powerful = try connection.first(
            """
            SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = session_user AND (rolsuper OR rolbypassrls)
            """
        ) { try $0.text(0) }
        guard let powerful else { return }
        throw UnfitDatabase(
            .powerfulRole,
            """
            the login role \(powerful) is a superuser or has BYPASSRLS, so the wall between organizations would not \
            hold; make an ordinary role that owns the database, and use it in the URL:
              CREATE ROLE stagedoor LOGIN CREATEROLE PASSWORD '…';
              ALTER DATABASE … OWNER TO stagedoor;
            """)
    }
}
