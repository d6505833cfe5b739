import Storage

/// Archives of organizations: what was asked for, and the file in pieces, since processes on several machines share the
/// database and nothing else.
let m0010Archives = Migration("0010_archives") { dialect in
    [
        """
        CREATE TABLE archives (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            id \(.text) NOT NULL,
            state \(.text) NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
            asked_at \(.int) NOT NULL,
            attempts \(.int) NOT NULL,
            leased_until \(.int),
            rows_done \(.int) NOT NULL,
            rows_total \(.int) NOT NULL,
            size \(.int),
            sha256 \(.text),
            made_at \(.int),
            ends_at \(.int),
            PRIMARY KEY (organization_id, id)
        ) \(.strict)
        """,
        "CREATE INDEX archives_due ON archives (state, leased_until)",
        """
        CREATE TABLE archive_pieces (
            organization_id \(.text) NOT NULL,
            archive_id \(.text) NOT NULL,
            number \(.int) NOT NULL,
            bytes \(.bytes) NOT NULL,
            PRIMARY KEY (organization_id, archive_id, number),
            FOREIGN KEY (organization_id, archive_id) REFERENCES archives (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
    ] + (dialect == .postgres ? ["archives", "archive_pieces"].flatMap { RowSecurity.tenant($0) } : [])
}
