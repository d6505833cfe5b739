public import Domain
import Storage

/// A file that is about to come in.
public struct NewImport: Sendable {
    public let kind: Import.Kind
    public let format: Import.Format
    public let name: Line
    /// How many bytes are announced; nil when nobody says.
    public let size: Int64?

    public init(kind: Import.Kind, format: Import.Format, name: Line, size: Int64? = nil) {
        self.kind = kind
        self.format = format
        self.name = name
        self.size = size
    }
}

extension Transaction where A == RunImports {
    /// How many rows one file has at most.
    public static var rowLimit: Int64 { 500_000 }

    /// Makes room for a file. Its rows follow with ``append(_:to:)``, and ``complete(_:columns:)`` ends it.
    ///
    /// - Throws: the refusal of whoever may bring nothing of this kind; `Trouble.invalid` for a kind that only the
    ///   operator's own imports have; `importsFull` when the organization keeps as much as it may.
    public borrowing func begin(_ new: NewImport) throws -> Import {
        guard try !new.kind.isOperators || organizationRow().isOperator else {
            throw Trouble.invalid([FieldError("kind", .notOneOf(Import.Kind.allCases.filter { !$0.isOperators }.map(\.rawValue)))])
        }
        try new.kind.require(of: actor)
        try requireRoom(files: 1, bytes: new.size ?? 0)
        ledger?.nothingChanged()
        let id = ids.next(Import.self, at: now)
        try execute(
            """
            INSERT INTO imports (organization_id, id, kind, format, name, state, columns, row_count, done, created, changed, same, refused,
                actor_organization_id, actor_contact_id, actor_token_id, person, leased_until, stepped_at, created_at, version)
            VALUES (\(placed), \(id), \(new.kind.rawValue), \(new.format.rawValue), \(new.name.text), 'uploading', '[]', 0, 0, 0, 0, 0, 0,
                \(actor.organization), \(actor.contact), \(actor.token?.id), \(actor.name), 0, \(now), \(now), 1)
            """)
        return try visibleImport(id)
    }

    public borrowing func append(_ rows: [FileRow], to id: Import.ID) throws {
        ledger?.nothingChanged()
        let old = try visibleImport(id)
        guard old.state == .uploading else { throw Trouble.conflict(.importState(old.state)) }
        guard old.rows + Int64(rows.count) <= Self.rowLimit else { throw ImportProblem.tooManyRows }
        let texts = rows.map { Cells.text($0.cells) }
        let bytes = Import.size(of: texts)
        try requireRoom(bytes: bytes)
        var number = old.rows
        for part in Array(zip(rows, texts)).chunked(by: 50) {
            let values = part.map { row, text -> Query in
                number += 1
                return "(\(placed), \(id), \(number), \(row.line), \(row.list), \(text))"
            }
            try execute(
                "INSERT INTO import_rows (organization_id, import_id, number, line, list, cells) VALUES \(Query.joined(values, separator: ", "))"
            )
        }
        try execute("UPDATE imports SET row_count = \(number), bytes = bytes + \(bytes) WHERE organization_id = \(placed) AND id = \(id)")
    }

    /// The file is whole: its columns are guessed by their names and first rows.
    public borrowing func complete(_ id: Import.ID, columns names: [String]) throws -> Import {
        let old = try visibleImport(id)
        guard old.state == .uploading else { throw Trouble.conflict(.importState(old.state)) }
        let isPeeringDB = old.kind == .peeringDB
        guard try isPeeringDB ? hasObjects(id) : old.rows > 0 else {
            if names.isEmpty { throw ImportProblem.empty }
            throw isPeeringDB ? ImportProblem.nothingInside : ImportProblem.noRows
        }
        let first = try rows("SELECT r.cells FROM import_rows r WHERE \(rowScope) AND r.import_id = \(id) ORDER BY r.number LIMIT 20") {
            Cells.list(try $0.text(0))
        }
        let columns =
            isPeeringDB
            ? PeeringDB.columns
            : try names.enumerated().map { place, name in
                let filled = first.compactMap { $0.count > place ? $0[place].trimmed : nil }.filter { !$0.isEmpty }
                return ImportColumn(name: name, samples: filled.prefix(ImportColumn.sampleLimit).map { String($0.prefix(60)) })
            }.guessed(kind: old.kind, severalOrganizations: organizationRow().isOperator)
        try execute(
            """
            UPDATE imports SET state = 'uploaded', columns = \(try Coded.text(columns)), stepped_at = \(now), version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        try record(
            of: id.text, label: .plain(old.name.text),
            [
                Record.Change("kind", plain: nil, old.kind.rawValue), Record.Change("rows", plain: nil, String(old.rows)),
            ])
        return try visibleImport(id)
    }

    private borrowing func hasObjects(_ id: Import.ID) throws -> Bool {
        try first("SELECT 1 FROM import_objects WHERE organization_id = \(placed) AND import_id = \(id) AND list = 'org' LIMIT 1") {
            try $0.int(0)
        } != nil
    }

    /// The file cannot be read, or its upload broke off: it is forgotten.
    public borrowing func giveUp(_ id: Import.ID) throws {
        ledger?.nothingChanged()
        try execute("DELETE FROM imports WHERE organization_id = \(placed) AND id = \(id) AND state = 'uploading'")
    }
}

extension Transaction {
    /// The condition that keeps `import_rows r` inside the tenant. Whose import it is, is asked of the import.
    var rowScope: Query { ("r.organization_id = \(organization)" as Query).asGuard }
}

extension Array {
    func chunked(by size: Int) -> [ArraySlice<Element>] {
        stride(from: startIndex, to: endIndex, by: size).map { self[$0..<Swift.min($0 + size, endIndex)] }
    }
}
