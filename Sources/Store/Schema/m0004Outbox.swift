import Storage

/// Mail waits here, written in the transaction that causes it; and the installation's own few facts.
let m0004Outbox = Migration("0004_outbox") { _ in
    [
        """
        CREATE TABLE outbox (
            id \(.text) PRIMARY KEY,
            organization_id \(.text) NOT NULL,
            contact_id \(.text),
            kind \(.text) NOT NULL,
            recipient \(.text) NOT NULL,
            language \(.text) NOT NULL,
            payload \(.bytes),
            dedupe_key \(.text) UNIQUE,
            created_at \(.int) NOT NULL,
            due_at \(.int) NOT NULL,
            attempts \(.int) NOT NULL,
            leased_until \(.int),
            state \(.text) NOT NULL CHECK (state IN ('waiting', 'sent', 'parked')),
            sent_at \(.int),
            last_error \(.text)
        ) \(.strict)
        """,
        "CREATE INDEX outbox_due ON outbox (state, due_at)",
        "CREATE INDEX outbox_by_age ON outbox (created_at)",
        "CREATE INDEX outbox_by_contact ON outbox (organization_id, contact_id)",
        """
        CREATE TABLE installation (
            name \(.text) PRIMARY KEY,
            value \(.text) NOT NULL
        ) \(.strict)
        """,
    ]
}
