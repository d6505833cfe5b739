import Markup

/// How much a control asks for attention. A page has one primary control.
public enum Weight: Sendable {
    case primary, plain, quiet, danger

    var `class`: StaticString {
        switch self {
        case .primary: "button primary"
        case .plain: "button"
        case .quiet: "button quiet"
        case .danger: "button danger"
        }
    }
}

extension Sheet {
    /// Sends the form around it.
    ///
    /// - Parameters:
    ///   - name: with `value`, tells which of several buttons it was.
    ///   - to: another address than the form's own.
    public func submit(_ label: Phrase, _ weight: Weight = .plain, name: String? = nil, value: String? = nil, to link: Link? = nil) {
        button(
            .class(weight.class), .type("submit"), name.map(Attribute.name) ?? .nothing, value.map(Attribute.value) ?? .nothing,
            link.map(Attribute.formaction) ?? .nothing
        ) { text(label) }
    }

    /// Goes somewhere, looking like what it is: a deed that opens a page of its own.
    public func go(_ label: Phrase, _ weight: Weight = .plain, icon drawn: Icon? = nil, to link: Link) {
        a(.class(weight.class), .href(link)) {
            if let drawn { icon(drawn) }
            text(label)
        }
    }

    /// A form of one button, for a deed that needs no other word.
    public func deed(_ label: Phrase, _ weight: Weight = .plain, to link: Link, carrying fields: [(name: String, value: String)] = []) {
        post(to: link) {
            for field in fields { hidden(field.name, field.value) }
            submit(label, weight)
        }
    }

    /// A deed behind one more step: opens to say what will happen, with the button that names it. Works without a script.
    ///
    /// - Parameter more: what else it means.
    public func careful(
        _ label: Phrase, consequence: Phrase, more: [Phrase] = [], button named: Phrase, _ weight: Weight = .danger, to link: Link,
        carrying fields: [(name: String, value: String)] = []
    ) {
        details(.class("careful")) {
            summary(label)
            div {
                p(consequence)
                for phrase in more { p(phrase) }
                deed(named, weight, to: link, carrying: fields)
            }
        }
    }

    /// Copies `text` to the clipboard. Not shown without scripts; the text itself stands beside.
    public func copyButton(_ text: String, _ label: Phrase? = nil) {
        button(.class("button quiet copy"), .type("button"), Attribute("data-copy", text), Attribute("data-copied", say(.copied))) {
            icon(.copy)
            span(label ?? .copy)
        }
    }

    /// A form that changes something: it carries the token that says it came from us.
    public func post(to link: Link, _ attributes: Attribute..., content: () -> Void) {
        element("form", [Attribute("method", "post"), .action(link)] + attributes) {
            hidden("csrf", context.csrf)
            content()
        }
    }

    public func hidden(_ name: String, _ value: String) {
        input(.type("hidden"), .name(name), .value(value))
    }
}
