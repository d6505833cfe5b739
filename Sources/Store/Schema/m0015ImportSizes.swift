import Storage

/// How much the rows of a file take, so that nobody can fill the disk with them.
let m0015ImportSizes = Migration("0015_import_sizes") { dialect in
    let fill: Query = """
        UPDATE imports SET bytes =
            COALESCE((SELECT SUM(LENGTH(r.cells) + 100) FROM import_rows r
                WHERE r.organization_id = imports.organization_id AND r.import_id = imports.id), 0) +
            COALESCE((SELECT SUM(LENGTH(o.fields) + 100) FROM import_objects o
                WHERE o.organization_id = imports.organization_id AND o.import_id = imports.id), 0)
        """
    return ["ALTER TABLE imports ADD COLUMN bytes \(.int) NOT NULL DEFAULT 0"]
        + (dialect == .postgres ? RowSecurity.lifted(from: ["imports", "import_rows", "import_objects"], fill) : [fill])
}
