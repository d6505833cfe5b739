import Storage

/// The words by which the operator's staff find a site anywhere, as `contact_words` does for people. No release came before
/// this step, so that there is nothing to fill it from.
let m0007SiteWords = Migration("0007_site_words") { dialect in
    [
        """
        CREATE TABLE site_words (
            organization_id \(.text) NOT NULL,
            word \(.text) NOT NULL,
            site_id \(.text) NOT NULL,
            PRIMARY KEY (organization_id, word, site_id),
            FOREIGN KEY (organization_id, site_id) REFERENCES sites (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE INDEX site_words_by_site ON site_words (organization_id, site_id)",
        "CREATE INDEX site_words_anywhere ON site_words (word, organization_id, site_id)",
    ] + (dialect == .postgres ? RowSecurity.tenant("site_words") : [])
}
