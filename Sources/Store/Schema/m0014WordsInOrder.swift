import Storage

/// The words of contacts with what the contacts are sorted by: those that have a word are found in the order of a list, without
/// going through all in that order or sorting all that have it. And without a reference to the contacts: looking for the contact
/// of each word took as long as writing the word. Whoever removes a contact removes its words.
let m0014WordsInOrder = Migration("0014_words_in_order") { dialect in
    switch dialect {
    case .postgres:
        [
            "ALTER TABLE contact_words DROP CONSTRAINT contact_words_organization_id_contact_id_fkey",
            "ALTER TABLE contact_words ADD COLUMN sort_key TEXT NOT NULL DEFAULT ''",
        ]
            + RowSecurity.lifted(
                from: ["contact_words", "contacts"],
                """
                UPDATE contact_words SET sort_key = c.sort_key FROM contacts c
                WHERE c.organization_id = contact_words.organization_id AND c.id = contact_words.contact_id
                """)
            + [
                "ALTER TABLE contact_words ALTER COLUMN sort_key DROP DEFAULT",
                "ALTER TABLE contact_words DROP CONSTRAINT contact_words_pkey",
                "ALTER TABLE contact_words ADD CONSTRAINT contact_words_pkey PRIMARY KEY (organization_id, word, sort_key, contact_id)",
            ]
    case .sqlite:
        [
            """
            CREATE TABLE contact_words_anew (
                organization_id \(.text) NOT NULL,
                word \(.text) NOT NULL,
                sort_key \(.text) NOT NULL,
                contact_id \(.text) NOT NULL,
                PRIMARY KEY (organization_id, word, sort_key, contact_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            INSERT INTO contact_words_anew SELECT w.organization_id, w.word, c.sort_key, w.contact_id
            FROM contact_words w JOIN contacts c ON c.organization_id = w.organization_id AND c.id = w.contact_id ORDER BY 1, 2, 3, 4
            """,
            "DROP TABLE contact_words",
            "ALTER TABLE contact_words_anew RENAME TO contact_words",
            "CREATE INDEX contact_words_by_contact ON contact_words (organization_id, contact_id, word)",
            "CREATE INDEX contact_words_anywhere ON contact_words (word, organization_id, contact_id)",
        ]
    }
}
