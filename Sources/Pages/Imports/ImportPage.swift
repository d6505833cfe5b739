import Domain
import Markup

/// One file on its way in: its columns, what the trial says, how far it is, what became of it.
public struct ImportPage: Page {
    public var file: Import
    public var rows: [ImportRow]
    /// The outcome that the rows are filtered by; nil for all.
    public var outcome: ImportOutcome.Name?
    public var isContinued: Bool
    /// The number behind which the next page begins.
    public var next: Int64?
    /// Files of several organizations can name one in each row.
    public var severalOrganizations: Bool
    public var errors: [FieldError]

    public init(
        file: Import, rows: [ImportRow], outcome: ImportOutcome.Name?, isContinued: Bool = false, next: Int64? = nil,
        severalOrganizations: Bool, errors: [FieldError] = []
    ) {
        self.file = file
        self.rows = rows
        self.outcome = outcome
        self.isContinued = isContinued
        self.next = next
        self.severalOrganizations = severalOrganizations
        // A column is found by its place: its name may be anything.
        self.errors = errors.map { error in
            FieldError(file.columns.firstIndex { $0.name == error.field }.map { "column-\($0)" } ?? error.field, error.problem)
        }
    }

    public var title: Phrase { .verbatim(file.name.text) }
    public var room: Room? { .users }

    public func body(_ h: Sheet) {
        h.heading(title, lead: lead) { h.go(.importsTitle, .quiet, to: h.links.imports) }
        if let problem = file.problem { h.note(.bad, problem.phrase) }
        switch file.state {
        case .uploading: ending(h)
        case .uploaded: columns(h)
        case .checking, .applying: progress(h)
        case .checked:
            decision(h)
            report(h)
            h.details(.class("more")) {
                h.summary(file.kind == .peeringDB ? .importTryAgain : .importChangeColumns)
                columns(h)
            }
        case .applied, .cancelled:
            report(h)
            ending(h)
        }
    }

    private var lead: Phrase {
        switch file.state {
        case .uploading: .importUploading
        case .uploaded: file.kind == .peeringDB ? file.kind.meaning : .importColumnsLead
        case .checking: .importChecking
        case .checked: .importChecked
        case .applying: .importApplying
        case .applied: .importApplied
        case .cancelled: .importCancelled
        }
    }

    // MARK: columns

    private func columns(_ h: Sheet) {
        h.post(to: h.links.importCheck(file.id), .class("form wide")) {
            h.hidden("version", String(file.version))
            h.problems(errors, named: label)
            if !file.columns.isEmpty, file.kind != .peeringDB {
                h.table(.class("rows"), .role("table"), .label(h.say(.importColumns))) {
                    h.thead(.role("rowgroup")) {
                        h.tr(.role("row")) {
                            for column: Phrase in [.importColumn, .importSamples, .importField] {
                                h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                            }
                        }
                    }
                    h.tbody(.role("rowgroup")) { for (place, column) in file.columns.enumerated() { line(h, place, column) } }
                }
            }
            h.div(.class("deeds")) { h.submit(file.state == .checked ? .importTryAgain : .importTry, .primary) }
        }
        h.div(.class("deeds")) { forget(h) }
    }

    private func label(_ field: String) -> Phrase {
        file.columns.enumerated().first { "column-\($0.offset)" == field }.map { .verbatim($0.element.name) } ?? .importColumns
    }

    private func line(_ h: Sheet, _ place: Int, _ column: ImportColumn) {
        let fields = ImportField.of(file.kind).filter { severalOrganizations || $0 != .organization }
        h.tr(.role("row")) {
            h.td(column.name, .role("cell"), .class("entry"))
            h.td(.role("cell"), .class("wide")) {
                for sample in column.samples { h.p(sample, .class("sample")) }
            }
            h.td(.role("cell"), .class("fact")) {
                h.select(.id("f-column-\(place)"), .name("column-\(place)"), .label("\(h.say(.importField)): \(column.name)")) {
                    h.option(h.say(.importLeftOut), .value(""), .selected(column.field == nil))
                    for field in fields { h.option(h.say(field.name), .value(field.rawValue), .selected(field == column.field)) }
                }
            }
        }
    }

    // MARK: what goes on

    private func progress(_ h: Sheet) {
        h.section(.class("part")) {
            h.element(
                "progress",
                [.id("progress"), Attribute("max", String(max(file.rows, 1))), .value(String(file.done)), .label(h.say(file.state.name))]
            ) {}
            h.p(.importDone(Int(file.done), of: Int(file.rows)), .role("status"))
            tally(h, links: false)
            h.deed(.importCancel, .danger, to: h.links.importCancel(file.id))
        }
    }

    private func decision(_ h: Sheet) {
        let count = file.tally.created + file.tally.changed
        let needsProof = count > 0 && file.mayInvite && !h.isConfirmed
        if needsProof { h.confirmFirst(.importConfirmFirst, next: h.links.importing(file.id)) }
        h.div(.class("deeds")) {
            if count > 0, !needsProof {
                h.deed(.importApply(Int(count)), .primary, to: h.links.importApply(file.id), carrying: [("version", String(file.version))])
            } else if count == 0 {
                h.why(.importNothing)
            }
            forget(h)
        }
    }

    private func forget(_ h: Sheet) {
        h.careful(.importForget, consequence: .importForgetMeans, button: .importForget, to: h.links.importForget(file.id))
    }

    private func ending(_ h: Sheet) {
        h.div(.class("deeds")) { file.state == .uploading ? h.deed(.importCancel, .danger, to: h.links.importCancel(file.id)) : forget(h) }
    }

    // MARK: rows

    private func counts(_ name: ImportOutcome.Name) -> Int {
        switch name {
        case .created: Int(file.tally.created)
        case .changed: Int(file.tally.changed)
        case .same: Int(file.tally.same)
        case .refused: Int(file.tally.refused)
        }
    }

    private func tally(_ h: Sheet, links: Bool) {
        if !links {
            h.dl(.class("facts")) {
                for name in ImportOutcome.Name.allCases { h.fact(name.name) { h.text(.grouped(counts(name))) } }
            }
            return
        }
        h.nav(.class("chips tabs"), .label(h.say(.importOutcome))) {
            chip(h, .importAllRows, Int(file.done), nil)
            for name in ImportOutcome.Name.allCases { chip(h, name.name, counts(name), name) }
        }
    }

    private func chip(_ h: Sheet, _ name: Phrase, _ count: Int, _ which: ImportOutcome.Name?) {
        h.a(
            "\(h.say(name)) \(h.say(.grouped(count)))", .class("chip link", "on", if: outcome == which),
            .href(h.links.importing(file.id).query("outcome", ifAny: which?.rawValue)), .current(outcome == which))
    }

    private func report(_ h: Sheet) {
        tally(h, links: true)
        if rows.isEmpty { h.empty(.importNoRows, .importNoRowsWhy) } else { table(h) }
        let here = h.links.importing(file.id).query("outcome", ifAny: outcome?.rawValue)
        h.pager(previous: isContinued ? here : nil, next: next.map { here.query("after", String($0)) })
        if file.tally.refused > 0 { h.p { h.a(.importRefusedFile, h.links.importRefused(file.id)) } }
    }

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.importRows))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.importLine, .importWhat, .importOutcome] {
                        h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                    }
                }
            }
            h.tbody(.role("rowgroup")) { for row in rows { line(h, row) } }
        }
    }

    private func line(_ h: Sheet, _ row: ImportRow) {
        h.tr(.role("row")) {
            h.td(String(row.line), .role("cell"), .class("fact"), Attribute("data-label", h.say(.importLine)))
            h.td(.role("cell"), .class("entry")) {
                if let link = target(h, row) { h.a(row.label, .href(link)) } else { h.text(row.label) }
            }
            h.td(.role("cell"), .class("wide")) {
                guard let outcome = row.outcome else { return }
                h.state(outcome.name.tone, outcome.name.ofOne)
                details(h, outcome)
            }
        }
    }

    private func target(_ h: Sheet, _ row: ImportRow) -> Link? {
        // What a trial made was taken back.
        guard let id = row.target, file.state == .applied || file.state == .cancelled || row.outcome?.name != .created else { return nil }
        return switch file.kind {
        case .contacts: Contact.ID(id).map(h.links.user)
        case .sites: Site.ID(id).map(h.links.site)
        case .organizations: Organization.ID(id).map(h.links.partner)
        case .peeringDB: nil
        }
    }

    private func details(_ h: Sheet, _ outcome: ImportOutcome) {
        switch outcome {
        case .created, .same: break
        case .changed(let changes):
            for change in changes {
                h.p(.class("sample")) {
                    h.text(ImportField(rawValue: change.field)?.name ?? .verbatim(change.field))
                    h.text(": ")
                    h.text(change.before.isEmpty ? .nothingThere : .verbatim(change.before))
                    h.text(" → ")
                    h.text(change.after.isEmpty ? .nothingThere : .verbatim(change.after))
                }
            }
        case .refused(let reason):
            for phrase in reason.phrases { h.p(phrase, .class("sample")) }
        }
    }
}
