import Storage

/// What a link, a lost right and a mailbox prove, and to whom mail went.
let m0017Doors = Migration("0017_doors") { dialect in
    [
        // When somebody opened a link that went to the account's mailbox. Without it the account works in one organization,
        // and `email_key` is the address, a blank and that organization's id, so that it hides nobody's address.
        "ALTER TABLE accounts ADD COLUMN proven_at \(.int)",
        "UPDATE accounts SET proven_at = created_at",
        // When the present passphrase and the present recovery codes were set: an undone change of address removes later ones.
        "ALTER TABLE accounts ADD COLUMN passphrase_at \(.int) NOT NULL DEFAULT 0",
        "ALTER TABLE recovery_codes ADD COLUMN created_at \(.int) NOT NULL DEFAULT 0",
        // The secret of the link that an inviter may copy. The one in the mail is another.
        "ALTER TABLE invitations ADD COLUMN copy_hash \(.text)",
        "CREATE UNIQUE INDEX invitations_by_copy ON invitations (copy_hash) WHERE copy_hash IS NOT NULL",
        // 1 when the person asked for the change; otherwise confirming it needs their sign-in.
        "CREATE INDEX email_changes_by_account ON email_changes (account_id)",
        "ALTER TABLE email_changes ADD COLUMN is_own \(.int) NOT NULL DEFAULT 0",
        // When access was given back or its sessions ended: an earlier session does not come in from another organization, and
        // absence counts from here.
        "ALTER TABLE contacts ADD COLUMN access_from \(.int) NOT NULL DEFAULT 0",
        // The maker of an organization's token lost the right to make it; and when somebody took it over.
        "ALTER TABLE tokens ADD COLUMN maker_lost_at \(.int)",
        "ALTER TABLE tokens ADD COLUMN taken_over_at \(.int)",
        // To what level a contact or token fell, and when: an invitation stays void though its inviter rises again.
        """
        CREATE TABLE access_losses (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            holder_id \(.text) NOT NULL,
            at \(.int) NOT NULL,
            level \(.text) NOT NULL,
            PRIMARY KEY (organization_id, holder_id, at, level)
        ) \(.strict)
        """,
        // By which the old mailbox takes a change back, for as long as it may, whatever becomes of the contact meanwhile.
        """
        CREATE TABLE address_undos (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            undo_hash \(.text) NOT NULL,
            account_id \(.text) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
            contact_id \(.text) NOT NULL,
            old_email \(.text) NOT NULL,
            new_email \(.text) NOT NULL,
            asked_at \(.int) NOT NULL,
            ends_at \(.int) NOT NULL,
            is_own \(.int) NOT NULL,
            was_proven \(.int) NOT NULL,
            is_confirmed \(.int) NOT NULL,
            is_open \(.int) NOT NULL,
            PRIMARY KEY (organization_id, undo_hash)
        ) \(.strict)
        """,
        "CREATE INDEX address_undos_by_account ON address_undos (account_id)",
        "CREATE UNIQUE INDEX address_undos_by_hash ON address_undos (undo_hash)",
        // The address without its tag, and who caused the mail: what the limits count by. Empty where nothing is counted.
        "ALTER TABLE outbox ADD COLUMN mailbox \(.text) NOT NULL DEFAULT ''",
        "ALTER TABLE outbox ADD COLUMN sender_id \(.text) NOT NULL DEFAULT ''",
        "CREATE INDEX outbox_by_mailbox ON outbox (organization_id, mailbox, created_at) WHERE mailbox <> ''",
        "CREATE INDEX outbox_by_sender ON outbox (organization_id, sender_id, created_at) WHERE mailbox <> ''",
        "CREATE INDEX outbox_by_hour ON outbox (organization_id, created_at) WHERE mailbox <> ''",
    ] + (dialect == .postgres ? RowSecurity.tenant("access_losses") + RowSecurity.tenant("address_undos") : [])
        + carried.flatMap {
            dialect == .postgres ? RowSecurity.lifted(from: ["email_changes", "invitations", "contacts", "address_undos"], $0) : [$0]
        }
}

/// What is under way when the program is brought up.
private let carried: [Query] = [
    """
    INSERT INTO address_undos (organization_id, undo_hash, account_id, contact_id, old_email, new_email, asked_at, ends_at, is_own, was_proven,
        is_confirmed, is_open)
    SELECT e.organization_id, e.undo_hash, e.account_id, e.contact_id, e.old_email, e.new_email, e.created_at, e.undo_ends_at, 1, 1,
        CASE WHEN e.state = 'confirmed' THEN 1 ELSE 0 END, 1
    FROM email_changes e JOIN accounts a ON a.id = e.account_id WHERE e.state IN ('pending', 'confirmed')
    """,
    // When their passphrase and codes were set is not known: an undo removes them.
    """
    UPDATE accounts SET passphrase_at = 9223372036854775807
    WHERE id IN (SELECT account_id FROM email_changes WHERE state IN ('pending', 'confirmed'))
    """,
    """
    UPDATE recovery_codes SET created_at = 9223372036854775807
    WHERE account_id IN (SELECT account_id FROM email_changes WHERE state IN ('pending', 'confirmed'))
    """,
    // The one link of an open invitation may have been copied, so it proves no mailbox.
    """
    UPDATE invitations SET copy_hash = token_hash, token_hash = 'copied ' || id
    WHERE state = 'open' AND NOT EXISTS (SELECT 1 FROM contacts c JOIN accounts a ON a.email_key = c.email_key
        WHERE c.organization_id = invitations.organization_id AND c.id = invitations.contact_id)
    """,
]
