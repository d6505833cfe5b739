import Storage

/// Keys with which programs act, and what their requests were answered with.
let m0006Tokens = Migration("0006_tokens") { dialect in
    [
        """
        CREATE TABLE tokens (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            id \(.text) NOT NULL,
            contact_id \(.text),
            creator_id \(.text) NOT NULL,
            name \(.text) NOT NULL,
            level \(.text) NOT NULL,
            permissions \(.text),
            hint \(.text) NOT NULL,
            created_at \(.int) NOT NULL,
            ends_at \(.int) NOT NULL,
            paused_at \(.int),
            ended_at \(.int),
            last_used_at \(.int),
            last_used_from \(.text),
            version \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE INDEX tokens_by_contact ON tokens (organization_id, contact_id)",
        // A person's tokens made before this moment are dead, wherever they are: the account was taken back.
        "ALTER TABLE accounts ADD COLUMN tokens_from \(.int) NOT NULL DEFAULT 0",
        // Two while a rotation overlaps: the old one then has an end of its own.
        """
        CREATE TABLE token_secrets (
            organization_id \(.text) NOT NULL,
            token_id \(.text) NOT NULL,
            hash \(.text) NOT NULL,
            ends_at \(.int),
            PRIMARY KEY (organization_id, token_id, hash),
            FOREIGN KEY (organization_id, token_id) REFERENCES tokens (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX token_secrets_by_hash ON token_secrets (hash)",
        // A POST that was done, and how it was answered, written with its effect.
        """
        CREATE TABLE idempotency_keys (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            caller_id \(.text) NOT NULL,
            name \(.text) NOT NULL,
            request \(.text) NOT NULL,
            status \(.int) NOT NULL,
            location \(.text),
            etag \(.text),
            body \(.bytes) NOT NULL,
            created_at \(.int) NOT NULL,
            PRIMARY KEY (organization_id, caller_id, name)
        ) \(.strict)
        """,
        "CREATE INDEX idempotency_keys_by_age ON idempotency_keys (organization_id, created_at)",
    ] + (dialect == .postgres ? ["tokens", "token_secrets", "idempotency_keys"].flatMap { RowSecurity.tenant($0) } : [])
}
