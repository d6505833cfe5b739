import Storage
import Testing

@testable import Domain
@testable import Store

/// Files that are brought into a world, and worked through.
extension LedgerWorld {
    /// Brings in a file whose first line names its columns; commas are in no cell.
    func upload(_ text: String, _ kind: Import.Kind = .contacts, by actor: Actor, in place: Organization.ID? = nil) async throws
        -> Import.ID
    {
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let grant: Grant<RunImports> = try actor.grant()
        let id = try await store.write(grant, in: place, from: Self.origin) {
            try $0.begin(NewImport(kind: kind, format: .csv, name: Line(stored: "people.csv")))
        }.id
        let rows = lines.dropFirst().enumerated().map { FileRow(line: Int64($0 + 2), cells: $1) }
        try await store.write(grant, in: place, from: Self.origin) { try $0.append(rows, to: id) }
        return try await store.write(grant, in: place, from: Self.origin) { try $0.complete(id, columns: lines[0]) }.id
    }

    func steer(
        _ id: Import.ID, by actor: Actor, in place: Organization.ID? = nil,
        _ step: @escaping @Sendable (borrowing Transaction<RunImports>) throws -> Import
    ) async throws {
        _ = try await store.write(actor.grant(RunImports.self), in: place, from: Self.origin) { try step($0) }
    }

    func check(_ id: Import.ID, by actor: Actor, in place: Organization.ID? = nil) async throws {
        try await steer(id, by: actor, in: place) { try $0.check(id, expecting: .any) }
    }
    func apply(_ id: Import.ID, by actor: Actor, in place: Organization.ID? = nil) async throws {
        try await steer(id, by: actor, in: place) { try $0.apply(id, expecting: .any) }
    }

    /// What the server does about imports until there is nothing to do, or so many parts.
    func work(parts: Int = .max) async throws {
        let grant = try worker().grant(AdvanceImports.self)
        var left = parts
        while var lease = try await store.leaseImport(grant) {
            while left > 0, try await store.advance(&lease, grant, postman: postman) { left -= 1 }
            if left <= 0 { return pass(.minutes(2)) }
        }
    }

    func find(_ id: Import.ID, by actor: Actor, in place: Organization.ID? = nil) async throws -> Import {
        try await store.read(actor.grant(ViewImports.self), in: place) { try $0.find(id) }
    }

    func rows(_ id: Import.ID, by actor: Actor, in place: Organization.ID? = nil) async throws -> [ImportRow] {
        try await store.read(actor.grant(ViewImports.self), in: place) { try $0.rows(of: id, outcome: nil, after: 0, limit: 10_000) }
    }

    func outcomes(_ id: Import.ID, by actor: Actor, in place: Organization.ID? = nil) async throws -> [ImportOutcome?] {
        try await rows(id, by: actor, in: place).map(\.outcome)
    }

    /// The whole way: what the dry run said of each row, and the report.
    @discardableResult
    func bring(_ text: String, _ kind: Import.Kind = .contacts, by actor: Actor, in place: Organization.ID? = nil) async throws -> (
        dry: [ImportOutcome?], done: [ImportOutcome?]
    ) {
        let id = try await upload(text, kind, by: actor, in: place)
        try await check(id, by: actor, in: place)
        try await work()
        let dry = try await outcomes(id, by: actor, in: place)
        try await apply(id, by: actor, in: place)
        try await work()
        return (dry, try await outcomes(id, by: actor, in: place))
    }

    func contacts(of organization: Organization.ID) async throws -> [String] {
        try await database.read(.wide) { connection in
            try connection.rows(
                "SELECT first_name, COALESCE(email, ''), COALESCE(phone, ''), title, level, status FROM contacts WHERE organization_id = \(organization) ORDER BY sort_key, id"
            ) { row in
                try (0..<6).map { try row.text($0) }.joined(separator: "|")
            }
        }
    }

    /// Everything but imports and when somebody looked.
    func everything() async throws -> [String] {
        let tables = BackupTable.all.filter {
            !["imports", "import_rows", "audit_entries", "audit_values", "audit_chains"].contains("\($0.name)")
        }
        return try await database.read(.wide) { connection in
            var lines: [String] = []
            for table in tables { try table.eachRow(on: connection) { lines.append("\(table.name) \($0)") } }
            return lines
        }
    }

    func number(_ query: Query) async throws -> Int64 { try await database.read(.wide) { try $0.first(query) { try $0.int(0) } } ?? 0 }
}

extension ImportOutcome? {
    /// In a few letters: `new`, `same`, `phone title`, `no: email`.
    var short: String {
        switch self {
        case nil: "?"
        case .created: "new"
        case .same: "same"
        case .changed(let changes): changes.map(\.field).joined(separator: " ")
        case .refused(.invalid(let errors)): "no: " + errors.map(\.field).joined(separator: " ")
        case .refused(.refused(let refusal)): "no: \(refusal.permission.rawValue)"
        case .refused(.conflict(let conflict)): "no: \(conflict)"
        case .refused(.twice(let line)): "no: twice \(line)"
        case .refused(let other): "no: \(other)"
        }
    }
}

extension [ImportOutcome?] {
    var short: [String] { map(\.short) }
}
