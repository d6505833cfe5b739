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
        // The address without its tag, and who caused the mail: what the limits count by. Empty where nothing is counted.
        "ALTER TABLE outbox ADD COLUMN mailbox \(.text) NOT NULL DEFAULT ''",
        "ALTER TABLE outbox ADD COLUMN sender_id \(.text) NOT NULL DEFAULT ''",
        "CREATE INDEX outbox_by_mailbox ON outbox (organization_id, mailbox, created_at) WHERE mailbox <> ''",
        "CREATE INDEX outbox_by_sender ON outbox (organization_id, sender_id, created_at) WHERE mailbox <> ''",
        "CREATE INDEX outbox_by_hour ON outbox (organization_id, created_at) WHERE mailbox <> ''",
    ] + (dialect == .postgres ? RowSecurity.tenant("access_losses") : [])
}
