import Domain
import Markup

/// One answer of a group of radio buttons, with what choosing it means.
public struct Answer: Sendable {
    public var value: String
    public var label: Phrase
    public var meaning: Phrase?

    public init(_ value: String, _ label: Phrase, meaning: Phrase? = nil) {
        self.value = value
        self.label = label
        self.meaning = meaning
    }
}

extension Sheet {
    /// One question with a few answers, each explained where it stands.
    public func radios(_ field: Field, _ answers: [Answer]) {
        fieldset(.id(field.id), .class("group"), .described(by: field.describedBy)) {
            legend(field.label)
            if let hint = field.hint { p(say(hint), .class("hint"), .id(field.hintID)) }
            if let problem = field.problem { p(say(problem.phrase), .class("problem"), .id(field.problemID)) }
            for answer in answers {
                tick(
                    "radio", name: field.name, value: answer.value, checked: answer.value == field.value, answer.label,
                    meaning: answer.meaning)
            }
        }
    }

    /// Something that is so or not.
    public func checkbox(_ name: String, value: String = "1", checked: Bool, _ label: Phrase, meaning: Phrase? = nil) {
        tick("checkbox", name: name, value: value, checked: checked, label, meaning: meaning)
    }

    /// The label holds the control, so a press anywhere on it counts.
    private func tick(_ kind: StaticString, name: String, value: String, checked: Bool, _ label: Phrase, meaning: Phrase?) {
        self.label(.class("tick")) {
            input(.type(kind), .name(name), .value(value), .checked(checked))
            span {
                span(label, .class("tick-name"))
                if let meaning { small(meaning) }
            }
        }
    }

    /// The top of a form that was not taken: how many things to mend, each a link to its field.
    public func problems(_ errors: [FieldError], named label: (String) -> Phrase, prefix: String = "f") {
        guard !errors.isEmpty else { return }
        div(.class("note bad"), .role("alert"), .id("problems")) {
            raw(Tone.bad.shape)
            div {
                p { b(.fieldsToMend(errors.count)) }
                ul {
                    for error in errors {
                        li {
                            a(say(label(error.field)), .href(toID: "\(prefix)-\(error.field.prefix { $0 != "[" })"))
                            text(": ")
                            text(error.problem.phrase)
                        }
                    }
                }
            }
        }
    }
}
