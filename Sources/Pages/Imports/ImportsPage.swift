import Domain
import Markup

/// Files that were brought in, and the form for another one.
public struct ImportsPage: Page {
    public var imports: [Import]
    /// What the reader can bring in here; empty for nothing.
    public var kinds: [Import.Kind]
    public var kind: Import.Kind
    public var errors: [FieldError]
    /// Why the last file was not taken.
    public var problem: Phrase?

    public init(imports: [Import], kinds: [Import.Kind], kind: Import.Kind, errors: [FieldError] = [], problem: Phrase? = nil) {
        self.imports = imports
        self.kinds = kinds
        self.kind = kind
        self.errors = errors
        self.problem = problem
    }

    public var title: Phrase { .importsTitle }
    public var room: Room? { .users }

    public func body(_ h: Sheet) {
        h.heading(.importsTitle, lead: .importsLead)
        if let problem { h.note(.bad, problem) }
        if kinds.isEmpty { h.why(.importWhyNot) } else { h.part(.importNew, lead: .importNewLead) { form(h) } }
        if imports.isEmpty { h.empty(.importsNone, .importsNoneWhy) } else { table(h) }
    }

    /// The token stands in the form's address, since the file is read as it comes: who sends it has to be known before.
    private func form(_ h: Sheet) {
        h.post(to: h.links.imports.query("csrf", h.context.csrf), .class("form"), Attribute("enctype", "multipart/form-data")) {
            h.problems(errors, named: { $0 == "file" ? .importChoose : .importKind })
            h.radios(
                Field("kind", .importKind, value: kind.rawValue, problem: errors.first { $0.field == "kind" }?.problem),
                kinds.map { Answer($0.rawValue, $0.name, meaning: $0.meaning) })
            h.field(
                Field("file", .importChoose, hint: .importChooseHint, problem: errors.first { $0.field == "file" }?.problem), type: "file",
                autocomplete: "off", Attribute("accept", ".csv,.json,.jsonl,.ndjson,text/csv,application/json"))
            h.submit(.importUpload, .primary)
            for kind in kinds where kind != .peeringDB { explain(h, kind) }
        }
    }

    private func explain(_ h: Sheet, _ kind: Import.Kind) {
        h.details(.class("more")) {
            h.summary(.fieldAnd(.importFields, kind.name))
            h.p(.importFieldsLead)
            h.dl(.class("facts")) {
                for field in ImportField.of(kind) { h.fact(field.name) { h.text(field.meaning) } }
            }
        }
    }

    private func table(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.importsTitle))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    for column: Phrase in [.importChoose, .importKind, .status, .importRows, .importBy, .importWhen] {
                        h.th(h.say(column), .role("columnheader"), Attribute("scope", "col"))
                    }
                }
            }
            h.tbody(.role("rowgroup")) { for item in imports { line(h, item) } }
        }
    }

    private func line(_ h: Sheet, _ item: Import) {
        h.tr(.role("row")) {
            h.td(.role("cell"), .class("entry")) { h.a(item.name.text, .href(h.links.importing(item.id))) }
            h.td(h.say(item.kind.name), .role("cell"), .class("fact"))
            h.td(.role("cell"), .class("fact")) { h.state(item.state.tone, item.state.name) }
            h.td(h.say(.grouped(Int(item.rows))), .role("cell"), .class("fact"), Attribute("data-label", h.say(.importRows)))
            h.td(item.person, .role("cell"), .class("fact"), Attribute("data-label", h.say(.importBy)))
            h.td(.role("cell"), .class("fact"), Attribute("data-label", h.say(.importWhen))) { h.shortMoment(item.createdAt) }
        }
    }
}
