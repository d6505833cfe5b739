public import Domain
import Storage

/// An import that this process is at work on.
public struct LeasedImport: Sendable, Hashable {
    public let id: Import.ID
    public let organization: Organization.ID
    /// How many rows are tried for in the next transaction: as few as ``Store/importChunk`` where others wait for it, and twice
    /// as many after each for which nobody did.
    fileprivate(set) var stride = Store.importChunk
}

/// A row that is to be taken.
struct PendingRow: Sendable {
    let number: Int64
    let line: Int64
    let kind: Kind
    let columns: Int
    let cells: [String]
    let fields: ImportedFields
    /// By which id the row means its subject, and by which address, code or name. Two rows of a file that have either in
    /// common are about the same one. Nil when it gives none.
    let mark: String?
    let address: String?

    enum Kind: String {
        case organization, site, contact
    }

    init(number: Int64, line: Int64, kind: Kind, of file: Import, cells: [String]) {
        (self.number, self.line, self.kind, self.cells) = (number, line, kind, cells)
        (columns, fields) = (file.columns.count, file.columns.fields(cells))
        let fields = fields
        func mark(_ word: String, _ field: ImportField, _ same: (String) -> String = { $0.lowercased() }) -> String? {
            guard let text = fields[field], !text.isEmpty else { return nil }
            let mark = "\(kind.rawValue) \(word)\(same(text)) in \(fields[.organization] ?? "")"
            // What is longer names nothing, and would not fit an index.
            return mark.utf8.count > 1000 ? nil : mark
        }
        self.mark = mark("id ", .id) ?? mark("external ", .externalID) { $0 }
        // Those of a dump are told apart by its own numbers alone.
        if file.kind == .peeringDB {
            address = nil
        } else {
            address =
                switch kind {
                case .contact: mark("", .email)
                case .site: mark("", .code)
                // Several that are there may bear one name, and then are told apart by their ids.
                case .organization: mark("id ", .id) == nil ? mark("", .name) { $0.folded } : nil
                }
        }
    }
}

/// A row with what became of it, or would.
struct SettledRow: Sendable {
    let row: PendingRow
    let outcome: ImportOutcome
    let target: String?

    init(_ row: PendingRow, _ outcome: ImportOutcome, _ target: String? = nil) {
        (self.row, self.outcome, self.target) = (row, outcome, target)
    }
}

extension Store {
    /// How many rows are taken in one transaction: whoever else writes here waits for no more than these.
    public static let importChunk = 10
    /// How many, at most, as long as nobody waits.
    static let longestImportChunk = 640
    static let importLease = Moment.Span.seconds(15)

    /// Takes hold of an import that waits for the server, so that two processes do not do the same work. Should both all
    /// the same, one of them finds the rows settled, and its own work is taken back.
    public func leaseImport(_ grant: Grant<AdvanceImports>) async throws -> LeasedImport? {
        let now = clock()
        let found = try await database.read(.wide) { connection in
            try connection.first(
                """
                SELECT organization_id, id FROM imports WHERE state IN ('checking', 'applying') AND leased_until <= \(now) ORDER BY leased_until LIMIT 1
                """
            ) { LeasedImport(id: Identifier(stored: try $0.text(1)), organization: Identifier(stored: try $0.text(0))) }
        }
        guard let found else { return nil }
        let taken = try await database.write(.tenants([found.organization.text])) { connection in
            try connection.execute(
                """
                UPDATE imports SET leased_until = \(now + Store.importLease)
                WHERE organization_id = \(found.organization) AND id = \(found.id) AND leased_until <= \(now)
                """)
        }
        return taken == 1 ? found : nil
    }

    /// Takes the next rows. Dry or not, it is the same verbs in a transaction; a dry one is taken back.
    ///
    /// - Returns: false once there is nothing to do: it has ended, or somebody stopped it.
    public func advance(_ work: inout LeasedImport, _ grant: Grant<AdvanceImports>, postman: Postman) async throws -> Bool {
        guard let run = try await importRun(work) else { return false }
        guard let actor = try await actor(of: run) else {
            try await stop(run, because: .accessEnded)
            return false
        }
        do {
            if run.file.kind == .peeringDB, try await planPeeringDB(run) { return true }
            guard let first = run.rows.first else {
                try await finish(run, actor)
                return false
            }
            if first.kind == .organization {
                try await advance(run, organization: first, actor)
            } else {
                let isWhole = try await advance(run, actor, postman)
                work.stride = isWhole ? min(2 * work.stride, Store.longestImportChunk) : Store.importChunk
            }
            return true
        } catch is Overtaken {
            return false
        } catch let refusal as Refusal {
            // Not of a row. Whoever was given another level in this very moment goes on with it; else they may not import any more.
            if refusal.permission == .importRun, let now = try await self.actor(of: run), now.reach(.importRun) != Reach.none {
                return false
            }
            try await stop(run, because: .accessEnded)
        } catch Trouble.conflict(.organizationSuspended) {
            try await stop(run, because: .accessEnded)
        } catch  where DatabaseTrouble(error) == .mistake {
            try await stop(run, because: .ourFault)
            throw error
        }
        return false
    }

    private func finish(_ run: ImportRun, _ actor: Actor) async throws {
        let end: Import.State = run.isDry ? .checked : .applied
        try await write(try actor.grant(RunImports.self), in: run.work.organization, from: run.origin) { transaction in
            let moved = try transaction.execute(
                """
                UPDATE imports SET state = \(end.rawValue), stepped_at = \(transaction.now), version = version + 1
                WHERE organization_id = \(transaction.placed) AND id = \(run.work.id) AND version = \(run.file.version)
                """)
            guard moved == 1 else { throw Overtaken() }
            transaction.ledger?.nothingChanged()
            guard !run.isDry else { return }
            let tally = run.file.tally
            try transaction.record(
                of: run.work.id.text, label: .plain(run.file.name.text),
                [
                    Record.Change("state", plain: run.file.state.rawValue, end.rawValue),
                    Record.Change("created", plain: nil, String(tally.created)),
                    Record.Change("changed", plain: nil, String(tally.changed)),
                    Record.Change("refused", plain: nil, String(tally.refused)),
                ])
        }
    }

    /// Ends an import that cannot go on. What was taken stays.
    private func stop(_ run: ImportRun, because problem: ImportProblem) async throws {
        try await database.write(.tenants([run.work.organization.text])) { connection in
            try connection.execute(
                """
                UPDATE imports SET state = 'cancelled', problem = \(try Coded.text(problem)), stepped_at = \(run.now), version = version + 1
                WHERE organization_id = \(run.work.organization) AND id = \(run.work.id) AND version = \(run.file.version)
                """)
        }
    }

    /// Rows of contacts and sites of one organization, as many as one transaction takes.
    ///
    /// - Returns: false when some were left for the next one.
    private func advance(_ run: ImportRun, _ actor: Actor, _ postman: Postman) async throws -> Bool {
        let grant = try actor.grant(RunImports.self)
        let (place, reason, rows) = try await nextPart(run, actor)
        let (wanted, early) = run.withoutRepeats(rows)
        guard let place else {
            // The organization is one that this very file is about to make: what can be said of its rows is whether they are well-formed.
            let settled = wanted.map { row in
                SettledRow(row, run.isDry && run.file.kind == .peeringDB ? row.wouldBeTaken : .refused(reason))
            }
            try await settle(early + settled, run)
            return true
        }
        do {
            return try await writeInAttempts(grant, in: place, alongside: run.work.organization, from: run.origin) { transaction, attempt in
                let taken = try transaction.take(wanted, attempt, source: run.source, postman: postman)
                let last = taken.count < wanted.count ? taken.last?.row.number ?? 0 : .max
                let settled = early.filter { $0.row.number <= last } + taken
                if run.isDry { throw Rehearsed(rows: settled, isWhole: taken.count == wanted.count) }
                try run.settle(settled, on: transaction.connection)
                return taken.count == wanted.count
            }
        } catch let rehearsed as Rehearsed {
            try await settle(rehearsed.rows, run)
            return rehearsed.isWhole
        }
    }

    /// One row of an organization: a transaction of its own, since it may be one that is not there yet.
    private func advance(_ run: ImportRun, organization row: PendingRow, _ actor: Actor) async throws {
        let (wanted, early) = run.withoutRepeats([row])
        guard wanted.count == 1 else { return try await settle(early, run) }
        do {
            if row.cells.count > row.columns { throw ImportRefusal.tooManyCells(row.cells.count, columns: row.columns) }
            try await take(organization: row.fields, in: run, by: actor) { outcome, target, connection in
                let settled = SettledRow(row, outcome, target)
                if run.isDry { throw Rehearsed(rows: [settled], isWhole: true) }
                try run.settle([settled], on: connection)
            }
        } catch let rehearsed as Rehearsed {
            try await settle(rehearsed.rows, run)
        } catch {
            guard let refusal = ImportRefusal(error) else { throw error }
            try await settle([SettledRow(row, .refused(refusal))], run)
        }
    }

    private func settle(_ rows: [SettledRow], _ run: ImportRun) async throws {
        try await database.write(.tenants([run.work.organization.text])) { try run.settle(rows, on: $0) }
    }

    // MARK: what is next

    private func importRun(_ work: LeasedImport) async throws -> ImportRun? {
        let now = clock()
        return try await database.read(.tenants([work.organization.text])) { connection -> ImportRun? in
            let found = try connection.first(
                """
                SELECT \(importColumns), i.actor_organization_id, i.actor_contact_id, i.actor_token_id FROM imports i
                WHERE i.organization_id = \(work.organization) AND i.id = \(work.id) AND i.state IN ('checking', 'applying')
                """
            ) { row in
                (
                    file: try Import(row), organization: try row.optionalText(17), contact: try row.optionalText(18),
                    token: try row.optionalText(19)
                )
            }
            guard let found else { return nil }
            let file = found.file
            let pending = try connection.rows(
                """
                SELECT number, line, list, cells FROM import_rows
                WHERE organization_id = \(work.organization) AND import_id = \(work.id) AND number > \(file.done) ORDER BY number LIMIT \(work.stride)
                """
            ) { row in
                PendingRow(
                    number: try row.int(0), line: try row.int(1), kind: PendingRow.Kind(rawValue: try row.text(2)) ?? file.kind.rows,
                    of: file,
                    cells: Cells.list(try row.text(3)))
            }
            let isOperators =
                try connection.first("SELECT kind FROM organizations WHERE id = \(work.organization)") { try $0.text(0) }
                == Organization.Kind.operator.rawValue
            var run = ImportRun(
                work: work, file: file, rows: pending, isOperators: isOperators, now: now,
                organization: found.organization.map(Identifier.init(stored:)),
                contact: found.contact.map(Identifier.init(stored:)), token: found.token.map(Identifier.init(stored:)))
            run.earlier = try run.earlierRows(on: connection)
            return run
        }
    }

    /// Whoever set the import going, as they are now; nil when they may not act any more.
    private func actor(of run: ImportRun) async throws -> Actor? {
        guard let organization = run.organization else { return .console(run.file.person) }
        let now = clock()
        return try await database.read(.wide) { connection in
            if let token = run.token { return try Actor.living(token: token.text, of: organization, on: connection, now: now) }
            return try run.contact.flatMap { try Actor.living(contact: $0, of: organization, on: connection, now: now) }
        }
    }

    /// The next rows that are all of one organization. Without a place they are refused, for the reason that stands there.
    private func nextPart(_ run: ImportRun, _ actor: Actor) async throws -> (Organization.ID?, ImportRefusal, [PendingRow]) {
        guard run.isOperators, run.rows.contains(where: { $0.fields[.organization] != nil }) else {
            return (run.work.organization, .unknownOrganization, Array(run.rows.prefix { $0.kind != .organization }))
        }
        let name = run.rows[0].fields[.organization]
        let rows = Array(run.rows.prefix { $0.kind != .organization && $0.fields[.organization] == name })
        guard let name else { return (run.work.organization, .unknownOrganization, rows) }
        do { _ = try actor.grant(SearchDirectory.self) } catch { return (nil, .refused(error), rows) }
        return (try await database.read(.wide) { try $0.organization(named: name, source: run.source) }, .unknownOrganization, rows)
    }
}

/// The rows were settled by another process, or the import was stopped.
struct Overtaken: Error {}

/// A dry run's transaction, taken back; this is what it found.
private struct Rehearsed: Error {
    let rows: [SettledRow]
    let isWhole: Bool
}

extension Import.Kind {
    fileprivate var rows: PendingRow.Kind {
        switch self {
        case .contacts: .contact
        case .sites: .site
        case .organizations, .peeringDB: .organization
        }
    }
}

extension PendingRow {
    /// What can be said of a row without an organization to try it in.
    fileprivate var wouldBeTaken: ImportOutcome {
        do {
            if kind == .site { _ = try fields.site.validated(over: nil) } else { _ = try fields.contact(sites: [:]).validated(over: nil) }
            return .created
        } catch {
            return .refused(ImportRefusal(error) ?? .notFound)
        }
    }
}

extension ImportRefusal {
    /// Nil for what is no answer to a row, but trouble of the whole.
    init?(_ error: any Error) {
        switch error {
        case let refusal as ImportRefusal: self = refusal
        case let refusal as Refusal: self = .refused(refusal)
        case Trouble.notFound: self = .notFound
        case Trouble.invalid(let errors): self = .invalid(errors)
        case Trouble.conflict(.organizationSuspended): return nil
        case Trouble.conflict(let conflict): self = .conflict(conflict)
        default: return nil
        }
    }
}
