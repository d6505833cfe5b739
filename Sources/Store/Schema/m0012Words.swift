import Storage

/// The words of contacts in the order in which they are looked for, and nothing besides: on SQLite the table is its own index
/// then. The index by contact has the word as well, so that whether a contact has it is seen there.
let m0012Words = Migration("0012_words") { dialect in
    let byContact: Query = "CREATE INDEX contact_words_by_contact ON contact_words (organization_id, contact_id, word)"
    return switch dialect {
    case .postgres: ["DROP INDEX contact_words_by_contact", byContact]
    case .sqlite:
        [
            """
            CREATE TABLE contact_words_anew (
                organization_id \(.text) NOT NULL,
                word \(.text) NOT NULL,
                contact_id \(.text) NOT NULL,
                PRIMARY KEY (organization_id, word, contact_id),
                FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID
            """,
            "INSERT INTO contact_words_anew SELECT organization_id, word, contact_id FROM contact_words ORDER BY organization_id, word, contact_id",
            "DROP TABLE contact_words",
            "ALTER TABLE contact_words_anew RENAME TO contact_words",
            byContact,
            "CREATE INDEX contact_words_anywhere ON contact_words (word, organization_id, contact_id)",
        ]
    }
}
