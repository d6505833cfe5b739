import Storage

/// How often something of an organization was changed: whoever read at a revision and finds the same one again would read the
/// same again. It stands in the row that each change locks and writes anyway.
let m0016Revisions = Migration("0016_revisions") { _ in
    ["ALTER TABLE audit_chains ADD COLUMN revision \(.int) NOT NULL DEFAULT 0"]
}
