import Storage

/// Who signs in and how. An account is one person's sign-in; it has one portal user in each of its organizations.
let m0002Identity = Migration("0002_identity") { _ in
    [
        // The version grows with every organization joined and every recovery: what was read across organizations
        // before a transaction is compared with it inside.
        """
        CREATE TABLE accounts (
            id \(.text) PRIMARY KEY,
            email \(.text) NOT NULL,
            email_key \(.text) NOT NULL UNIQUE,
            passphrase \(.text),
            version \(.int) NOT NULL,
            created_at \(.int) NOT NULL
        ) \(.strict)
        """,
        """
        CREATE TABLE passkeys (
            credential_id \(.text) PRIMARY KEY,
            account_id \(.text) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            public_key \(.bytes) NOT NULL,
            sign_count \(.int) NOT NULL,
            backup_eligible \(.int) NOT NULL CHECK (backup_eligible IN (0, 1)),
            backed_up \(.int) NOT NULL CHECK (backed_up IN (0, 1)),
            aaguid \(.bytes) NOT NULL,
            transports \(.text) NOT NULL,
            name \(.text) NOT NULL,
            created_at \(.int) NOT NULL,
            last_used_at \(.int)
        ) \(.strict)
        """,
        "CREATE INDEX passkeys_by_account ON passkeys (account_id)",
        """
        CREATE TABLE totps (
            id \(.text) PRIMARY KEY,
            account_id \(.text) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            secret \(.bytes) NOT NULL,
            name \(.text) NOT NULL,
            last_step \(.int) NOT NULL,
            created_at \(.int) NOT NULL,
            last_used_at \(.int)
        ) \(.strict)
        """,
        "CREATE INDEX totps_by_account ON totps (account_id)",
        """
        CREATE TABLE recovery_codes (
            account_id \(.text) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            hash \(.text) NOT NULL,
            used_at \(.int),
            PRIMARY KEY (account_id, hash)
        ) \(.strict)
        """,
        """
        CREATE TABLE sessions (
            token_hash \(.text) PRIMARY KEY,
            id \(.text) NOT NULL UNIQUE,
            account_id \(.text) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            organization_id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            strength \(.text) NOT NULL CHECK (strength IN ('two_factor', 'exempt', 'enrolling')),
            agent \(.text) NOT NULL,
            address \(.text) NOT NULL,
            created_at \(.int) NOT NULL,
            seen_at \(.int) NOT NULL,
            confirmed_at \(.int) NOT NULL,
            ends_at \(.int) NOT NULL
        ) \(.strict)
        """,
        "CREATE INDEX sessions_by_account ON sessions (account_id)",
        "CREATE INDEX sessions_by_contact ON sessions (organization_id, contact_id)",
        "CREATE INDEX sessions_by_end ON sessions (ends_at)",
        "CREATE INDEX sessions_by_use ON sessions (seen_at)",
        // Browsers in which an account has signed in: others' failures do not lock them out.
        """
        CREATE TABLE devices (
            token_hash \(.text) NOT NULL,
            account_id \(.text) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            created_at \(.int) NOT NULL,
            last_used_at \(.int) NOT NULL,
            PRIMARY KEY (token_hash, account_id)
        ) \(.strict)
        """,
        "CREATE INDEX devices_by_account ON devices (account_id)",
        "CREATE INDEX devices_by_use ON devices (last_used_at)",
        // A challenge of WebAuthn, or a passphrase that was right and still lacks its second factor.
        """
        CREATE TABLE ceremonies (
            token_hash \(.text) PRIMARY KEY,
            purpose \(.text) NOT NULL,
            account_id \(.text),
            payload \(.bytes) NOT NULL,
            tries \(.int) NOT NULL,
            ends_at \(.int) NOT NULL
        ) \(.strict)
        """,
        "CREATE INDEX ceremonies_by_end ON ceremonies (ends_at)",
        "CREATE INDEX ceremonies_by_account ON ceremonies (account_id)",
        """
        CREATE TABLE throttles (
            name \(.text) PRIMARY KEY,
            failures \(.int) NOT NULL,
            first_at \(.int) NOT NULL,
            blocked_until \(.int) NOT NULL
        ) \(.strict)
        """,
        "CREATE INDEX throttles_by_age ON throttles (first_at)",
        """
        CREATE TABLE invitations (
            organization_id \(.text) NOT NULL,
            id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            level \(.text) NOT NULL,
            token_hash \(.text) NOT NULL UNIQUE,
            state \(.text) NOT NULL CHECK (state IN ('open', 'accepted', 'revoked', 'superseded', 'void')),
            inviter_organization_id \(.text),
            inviter_id \(.text),
            inviter_name \(.text) NOT NULL,
            sent_count \(.int) NOT NULL,
            created_at \(.int) NOT NULL,
            ends_at \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX invitations_one_open ON invitations (organization_id, contact_id) WHERE state = 'open'",
        """
        CREATE TABLE email_changes (
            organization_id \(.text) NOT NULL,
            id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            account_id \(.text) NOT NULL,
            old_email \(.text) NOT NULL,
            new_email \(.text) NOT NULL,
            state \(.text) NOT NULL CHECK (state IN ('pending', 'confirmed', 'undone', 'superseded')),
            confirm_hash \(.text) NOT NULL UNIQUE,
            undo_hash \(.text) NOT NULL UNIQUE,
            created_at \(.int) NOT NULL,
            ends_at \(.int) NOT NULL,
            undo_ends_at \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX email_changes_one_pending ON email_changes (organization_id, contact_id) WHERE state = 'pending'",
        """
        CREATE TABLE recoveries (
            organization_id \(.text) NOT NULL,
            id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            account_id \(.text) NOT NULL,
            account_version \(.int) NOT NULL,
            token_hash \(.text) NOT NULL UNIQUE,
            state \(.text) NOT NULL CHECK (state IN ('open', 'completed', 'superseded')),
            starter_name \(.text) NOT NULL,
            created_at \(.int) NOT NULL,
            ends_at \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX recoveries_one_open ON recoveries (organization_id, contact_id) WHERE state = 'open'",
    ]
}
