import Storage

/// Organizations, sites, contacts and what ties them. Every reference between tenant tables carries the organization,
/// so that a row cannot point into another one.
let m0001Directory = Migration("0001_directory") { _ in
    [
        """
        CREATE TABLE organizations (
            id \(.text) PRIMARY KEY,
            name \(.text) NOT NULL,
            sort_key \(.text) NOT NULL,
            kind \(.text) NOT NULL CHECK (kind IN ('network', 'vendor', 'network_and_vendor', 'operator')),
            status \(.text) NOT NULL CHECK (status IN ('active', 'suspended')),
            allows_exemption \(.int) NOT NULL CHECK (allows_exemption IN (0, 1)),
            email_domains \(.text) NOT NULL,
            inactivity_days \(.int),
            version \(.int) NOT NULL,
            created_at \(.int) NOT NULL
        ) \(.strict)
        """,
        "CREATE INDEX organizations_by_name ON organizations (sort_key, id)",
        "CREATE UNIQUE INDEX organizations_one_operator ON organizations (kind) WHERE kind = 'operator'",
        """
        CREATE TABLE organization_asns (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            asn \(.int) NOT NULL,
            PRIMARY KEY (organization_id, asn)
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX organization_asns_once ON organization_asns (asn)",
        """
        CREATE TABLE sites (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            id \(.text) NOT NULL,
            code \(.text) NOT NULL,
            name \(.text) NOT NULL,
            address \(.text) NOT NULL,
            time_zone \(.text) NOT NULL,
            version \(.int) NOT NULL,
            created_at \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id)
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX sites_by_code ON sites (organization_id, code)",
        """
        CREATE TABLE contacts (
            organization_id \(.text) NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
            id \(.text) NOT NULL,
            kind \(.text) NOT NULL CHECK (kind IN ('person', 'shared_mailbox')),
            first_name \(.text) NOT NULL,
            last_name \(.text) NOT NULL,
            sort_key \(.text) NOT NULL,
            email \(.text),
            email_key \(.text),
            phone \(.text),
            title \(.text) NOT NULL,
            time_zone \(.text),
            language \(.text) NOT NULL,
            level \(.text) NOT NULL CHECK (level IN ('none', 'read_only', 'engineering', 'admin', 'operator_admin',
                'partner_manager', 'operations', 'assessor', 'auditor')),
            status \(.text) NOT NULL CHECK (status IN ('none', 'invited', 'active', 'suspended')),
            account_id \(.text),
            invitation_ends_at \(.int),
            exempt_from_at \(.int),
            last_sign_in_at \(.int),
            version \(.int) NOT NULL,
            created_at \(.int) NOT NULL,
            PRIMARY KEY (organization_id, id),
            CHECK ((level = 'none') = (status = 'none')),
            CHECK (email_key IS NOT NULL OR phone IS NOT NULL)
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX contacts_by_email ON contacts (organization_id, email_key)",
        "CREATE INDEX contacts_by_name ON contacts (organization_id, sort_key, id)",
        "CREATE UNIQUE INDEX contacts_by_id ON contacts (id)",
        "CREATE UNIQUE INDEX contacts_by_account ON contacts (account_id, organization_id) WHERE account_id IS NOT NULL",
        """
        CREATE TABLE contact_sites (
            organization_id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            site_id \(.text) NOT NULL,
            PRIMARY KEY (organization_id, contact_id, site_id),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE,
            FOREIGN KEY (organization_id, site_id) REFERENCES sites (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE INDEX contact_sites_by_site ON contact_sites (organization_id, site_id)",
        """
        CREATE TABLE contact_roles (
            organization_id \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            role \(.text) NOT NULL,
            site_id \(.text),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE,
            FOREIGN KEY (organization_id, site_id) REFERENCES sites (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX contact_roles_once ON contact_roles (organization_id, contact_id, role, COALESCE(site_id, ''))",
        "CREATE INDEX contact_roles_by_site ON contact_roles (organization_id, site_id)",
        "CREATE INDEX contact_roles_by_role ON contact_roles (organization_id, role, site_id)",
        // The words by which a search finds a contact: a prefix is a range of this index, on both databases alike.
        """
        CREATE TABLE contact_words (
            organization_id \(.text) NOT NULL,
            word \(.text) NOT NULL,
            contact_id \(.text) NOT NULL,
            PRIMARY KEY (organization_id, word, contact_id),
            FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id) ON DELETE CASCADE
        ) \(.strict)
        """,
        "CREATE INDEX contact_words_by_contact ON contact_words (organization_id, contact_id)",
        "CREATE INDEX contact_words_anywhere ON contact_words (word, organization_id, contact_id)",
    ]
}
