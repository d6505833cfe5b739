import Domain
import Markup

/// Whether a field has to be filled in.
public enum Need: Sendable {
    case required
    /// Marked as such.
    case optional
    /// Not required alone; what is needed is said elsewhere on the form.
    case free
}

/// One question of a form. Ids derive from the name, so a form holds each name once.
public struct Field: Sendable {
    public var name: String
    public var label: Phrase
    public var value: String
    public var hint: Phrase?
    public var problem: FieldProblem?
    public var need: Need
    /// What somebody else wrote here meanwhile, when it differs.
    public var theirs: String?
    /// Set before the id when two forms of one page ask for the same name.
    public var prefix: String

    public init(
        _ name: String, _ label: Phrase, value: String = "", hint: Phrase? = nil, problem: FieldProblem? = nil, need: Need = .required,
        theirs: String? = nil, prefix: String = "f"
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.hint = hint
        self.problem = problem
        self.need = need
        self.theirs = theirs
        self.prefix = prefix
    }

    var id: String { "\(prefix)-\(name)" }
    var hintID: String { "\(id)-hint" }
    var problemID: String { "\(id)-problem" }

    /// Ids of everything that explains the control.
    var describedBy: String? {
        let ids = [problem == nil && theirs == nil ? nil : problemID, hint == nil ? nil : hintID].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

extension Sheet {
    /// A line to write in.
    ///
    /// - Parameters:
    ///   - kind: `text`, `email`, `tel`, `password` …
    ///   - autocomplete: the field's name for the browser's own memory (HTML, "autofill"); `off` where it is about others.
    public func field(_ field: Field, type kind: StaticString = "text", autocomplete: StaticString = "off", _ more: Attribute...) {
        wrap(field) {
            void(
                "input",
                [
                    .id(field.id), .name(field.name), .type(kind), .value(field.value), Attribute("autocomplete", autocomplete),
                    .described(by: field.describedBy), invalid(field), .required(field.need == .required),
                ] + more)
        }
    }

    /// Several lines to write in.
    public func longField(_ field: Field, rows: Int = 4) {
        wrap(field) {
            textarea(
                field.value, .id(field.id), .name(field.name), Attribute("rows", String(rows)), .described(by: field.describedBy),
                invalid(field),
                .required(field.need == .required))
        }
    }

    /// A choice among many that need no explanation.
    public func choice(_ field: Field, options: [(value: String, label: String)]) {
        wrap(field) {
            select(.id(field.id), .name(field.name), .described(by: field.describedBy), invalid(field)) {
                for option in options {
                    self.option(option.label, .value(option.value), .selected(option.value == field.value))
                }
            }
        }
    }

    /// A line to write in, with suggestions that the browser filters while one types.
    public func suggestField(_ field: Field, list: String) {
        self.field(field, "text", Attribute("list", list))
    }

    private func field(_ field: Field, _ kind: StaticString, _ more: Attribute) {
        self.field(field, type: kind, autocomplete: "off", more)
    }

    /// A fact where a field would be, for what the reader may see and not change.
    public func given(_ label: Phrase, _ value: String) {
        div(.class("field given")) {
            span(label, .class("label"))
            span(value.isEmpty ? "–" : value)
        }
    }

    private func invalid(_ field: Field) -> Attribute {
        field.problem == nil ? .nothing : Attribute("aria-invalid", "true")
    }

    private func wrap(_ field: Field, control: () -> Void) {
        div(.class("field", "wrong", if: field.problem != nil)) {
            label(.for(field.id)) {
                text(field.label)
                if field.need == .optional {
                    raw(" ")
                    small(.optional)
                }
            }
            control()
            if let hint = field.hint { p(say(hint), .class("hint"), .id(field.hintID)) }
            if let problem = field.problem {
                p(say(problem.phrase), .class("problem"), .id(field.problemID))
            } else if let theirs = field.theirs {
                p(say(.theirValue(theirs)), .class("problem theirs"), .id(field.problemID))
            }
        }
    }
}
