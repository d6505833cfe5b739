import Storage

/// A table as a backup holds it: its columns, and the key by which its rows are paged through.
struct BackupTable: Sendable {
    struct Column: Sendable, ExpressibleByStringLiteral {
        enum Kind: Sendable { case text, int, bytes }

        let expression: StaticString
        let kind: Kind

        init(stringLiteral value: StaticString) { (expression, kind) = (value, .text) }
        private init(_ expression: StaticString, _ kind: Kind) { (self.expression, self.kind) = (expression, kind) }

        static func int(_ name: StaticString) -> Column { Column(name, .int) }
        static func bytes(_ name: StaticString) -> Column { Column(name, .bytes) }

        func value(of row: any Row, at index: Int) throws -> Value {
            if row.isNull(index) { return .null }
            return switch kind {
            case .text: .text(try row.text(index))
            case .int: .int(try row.int(index))
            case .bytes: .bytes(try row.bytes(index))
            }
        }
    }

    let name: StaticString
    /// Which column says whose row it is; nil for a table without organizations.
    let tenant: Int?
    let key: [Column]
    let columns: [Column]

    private init(
        _ name: StaticString, tenant: Int? = nil, key: [Column], text: [StaticString], int: [StaticString] = [], bytes: [StaticString] = []
    ) {
        self.name = name
        self.tenant = tenant
        self.key = key
        columns = text.map(Column.init(stringLiteral:)) + int.map(Column.int) + bytes.map(Column.bytes)
    }

    /// A table whose rows belong to organizations; `organization_id` is its first column.
    private static func tenant(
        _ name: StaticString, key: [Column] = [], text: [StaticString], int: [StaticString] = []
    ) -> BackupTable {
        BackupTable(name, tenant: 0, key: ["organization_id"] + key, text: ["organization_id"] + text, int: int)
    }

    /// Every table that is kept, in an order in which rows can be put back: what is pointed to comes first.
    static let all: [BackupTable] = [
        BackupTable(
            "organizations", tenant: 0, key: ["id"], text: ["id", "name", "sort_key", "kind", "status", "email_domains"],
            int: ["allows_exemption", "inactivity_days", "version", "created_at"]),
        .tenant("organization_asns", key: [.int("asn")], text: [], int: ["asn"]),
        .tenant(
            "sites", key: ["id"], text: ["id", "code", "name", "address", "time_zone"],
            int: ["time_zone_guessed", "version", "created_at"]),
        .tenant("site_words", key: ["word", "site_id"], text: ["word", "site_id"]),
        .tenant(
            "contacts", key: ["id"],
            text: [
                "id", "kind", "first_name", "last_name", "sort_key", "email", "email_key", "phone", "title", "time_zone", "language",
                "assignment", "level", "status", "account_id",
            ], int: ["invitation_ends_at", "exempt_from_at", "last_sign_in_at", "access_from", "version", "created_at"]),
        .tenant("contact_sites", key: ["contact_id", "site_id"], text: ["contact_id", "site_id"]),
        .tenant("contact_roles", key: ["contact_id", "role", "COALESCE(site_id, '')"], text: ["contact_id", "role", "site_id"]),
        .tenant("contact_words", key: ["word", "sort_key", "contact_id"], text: ["word", "sort_key", "contact_id"]),
        BackupTable(
            "accounts", key: ["id"], text: ["id", "email", "email_key", "passphrase"],
            int: ["version", "created_at", "tokens_from", "proven_at", "passphrase_at"]),
        BackupTable(
            "passkeys", key: ["credential_id"], text: ["credential_id", "account_id", "transports", "name"],
            int: ["sign_count", "backup_eligible", "backed_up", "created_at", "last_used_at"], bytes: ["public_key", "aaguid"]),
        BackupTable(
            "totps", key: ["id"], text: ["id", "account_id", "name"], int: ["last_step", "created_at", "last_used_at"], bytes: ["secret"]),
        BackupTable("recovery_codes", key: ["account_id", "hash"], text: ["account_id", "hash"], int: ["used_at", "created_at"]),
        .tenant(
            "invitations", key: ["id"],
            text: [
                "id", "contact_id", "level", "token_hash", "copy_hash", "state", "inviter_organization_id", "inviter_id", "inviter_name",
            ], int: ["sent_count", "created_at", "ends_at"]),
        .tenant(
            "email_changes", key: ["id"],
            text: ["id", "contact_id", "account_id", "old_email", "new_email", "state", "confirm_hash", "undo_hash"],
            int: ["created_at", "ends_at", "undo_ends_at", "is_own"]),
        .tenant(
            "recoveries", key: ["id"], text: ["id", "contact_id", "account_id", "token_hash", "state", "starter_name"],
            int: ["account_version", "created_at", "ends_at"]),
        .tenant("audit_chains", text: ["hash"], int: ["entries", "revision"]),
        .tenant(
            "audit_entries", key: [.int("number")], text: ["action", "outcome", "actor_id", "target_id", "body", "hash"],
            int: ["number", "at"]),
        .tenant("audit_values", key: [.int("number"), "person_id"], text: ["person_id", "personal"], int: ["number"]),
        .tenant("audit_repeats", key: ["name"], text: ["name"], int: ["number", "first_at", "repeats"]),
        .tenant("audit_looks", key: ["contact_id", .int("hour")], text: ["contact_id"], int: ["hour"]),
        .tenant(
            "tokens", key: ["id"], text: ["id", "contact_id", "creator_id", "name", "level", "permissions", "hint", "last_used_from"],
            int: ["created_at", "ends_at", "paused_at", "ended_at", "last_used_at", "maker_lost_at", "taken_over_at", "version"]),
        .tenant(
            "address_undos", key: ["undo_hash"], text: ["undo_hash", "account_id", "contact_id", "old_email", "new_email"],
            int: ["asked_at", "ends_at", "is_own", "was_proven", "is_confirmed", "is_open"]),
        .tenant("access_losses", key: ["holder_id", .int("at"), "level"], text: ["holder_id", "level"], int: ["at"]),
        BackupTable(
            "outbox", key: ["id"],
            text: [
                "id", "organization_id", "contact_id", "kind", "recipient", "mailbox", "sender_id", "language", "dedupe_key", "state",
                "last_error",
            ],
            int: ["created_at", "due_at", "attempts", "leased_until", "sent_at"], bytes: ["payload"]),
        BackupTable("installation", key: ["name"], text: ["name", "value"]),
        .tenant(
            "imports", key: ["id"],
            text: [
                "id", "kind", "format", "name", "state", "problem", "columns", "actor_organization_id", "actor_contact_id",
                "actor_token_id", "person",
            ],
            int: [
                "row_count", "done", "created", "changed", "same", "refused", "leased_until", "stepped_at", "created_at", "version",
                "bytes",
            ]),
        .tenant(
            "import_rows", key: ["import_id", .int("number")],
            text: ["import_id", "list", "cells", "mark", "address", "outcome", "detail", "target_id"], int: ["number", "line"]),
        .tenant(
            "import_objects", key: ["import_id", "list", .int("parent_id"), .int("object_id")], text: ["import_id", "list", "fields"],
            int: ["object_id", "parent_id", "other_id"]),
        .tenant("external_ids", key: ["source", "kind", "external_id"], text: ["source", "kind", "external_id", "target_id", "fields"]),
    ]

    /// What a backup leaves out: it would let sessions and tokens live on that were ended since. A token that is restored
    /// waits for a new secret. An archive can be made anew.
    static let leftOut: [StaticString] = [
        "sessions", "devices", "ceremonies", "throttles", "token_secrets", "idempotency_keys", "archives", "archive_pieces",
    ]

    private var columnList: Query { Query.joined(columns.map { Query(words: $0.expression) }, separator: ", ") }

    /// Hands over all rows in the order of the key, a page of the database at a time.
    func eachRow(on connection: any Connection, _ body: ([Value]) throws -> Void) throws {
        let keyList = Query.joined(key.map { Query(words: $0.expression) }, separator: ", ")
        var last: [Value]?
        while true {
            let holes = last.map { Query.joined($0.map { "\($0)" as Query }, separator: ", ") }
            let condition: Query = holes.map { "WHERE (\(keyList)) > (\($0))" } ?? ""
            let page = try connection.rows(
                "SELECT \(columnList), \(keyList) FROM \(Query(words: name)) \(condition) ORDER BY \(keyList) LIMIT 500"
            ) { row in
                (
                    values: try columns.enumerated().map { try $1.value(of: row, at: $0) },
                    key: try key.enumerated().map { try $1.value(of: row, at: columns.count + $0) }
                )
            }
            guard let end = page.last else { return }
            for row in page { try body(row.values) }
            last = end.key
        }
    }

    func insert(_ values: [Value], on connection: any Connection) throws {
        let holes = Query.joined(values.map { "\($0)" as Query }, separator: ", ")
        try connection.execute("INSERT INTO \(Query(words: name)) (\(columnList)) VALUES (\(holes))")
    }

    func count(on connection: any Connection) throws -> Int64 {
        try connection.first("SELECT COUNT(*) FROM \(Query(words: name))") { try $0.int(0) } ?? 0
    }

    func isEmpty(on connection: any Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM \(Query(words: name)) LIMIT 1") { try $0.int(0) } == nil
    }
}
