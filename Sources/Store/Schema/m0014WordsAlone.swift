import Storage

/// The words of contacts without a reference to them: looking for the contact of each word took as long as writing the word.
/// Whoever removes a contact removes its words.
let m0014WordsAlone = Migration("0014_words_alone") { dialect in
    switch dialect {
    case .postgres: ["ALTER TABLE contact_words DROP CONSTRAINT contact_words_organization_id_contact_id_fkey"]
    case .sqlite:
        [
            """
            CREATE TABLE contact_words_anew (
                organization_id \(.text) NOT NULL,
                word \(.text) NOT NULL,
                contact_id \(.text) NOT NULL,
                PRIMARY KEY (organization_id, word, contact_id)
            ) STRICT, WITHOUT ROWID
            """,
            "INSERT INTO contact_words_anew SELECT organization_id, word, contact_id FROM contact_words ORDER BY organization_id, word, contact_id",
            "DROP TABLE contact_words",
            "ALTER TABLE contact_words_anew RENAME TO contact_words",
            "CREATE INDEX contact_words_by_contact ON contact_words (organization_id, contact_id, word)",
            "CREATE INDEX contact_words_anywhere ON contact_words (word, organization_id, contact_id)",
        ]
    }
}
