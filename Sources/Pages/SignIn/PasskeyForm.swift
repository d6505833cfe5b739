import Markup

/// A form that a passkey fills in. The script asks `options` for a challenge, lets the browser talk to the authenticator,
/// puts the answer into the field `credential` and sends the form to `target`. Without a script it is not shown: there
/// is always another way on the same page.
struct PasskeyForm {
    enum Deed: Sendable {
        case create, get

        var word: StaticString {
            switch self {
            case .create: "create"
            case .get: "get"
            }
        }
    }

    var deed: Deed
    var label: Phrase
    var weight: Weight = .plain
    var target: Link
    var options: Link
    /// What goes wrong when it does, and what to do instead.
    var complaint: Phrase = .passkeyDidNotWork
    /// True on the sign-in page, where the browser offers passkeys in the address field.
    var isConditional = false
    var fields: [(name: String, value: String)] = []
}

extension Sheet {
    /// - Parameter more: what stands above the button, such as a field for a name.
    func passkeyForm(_ form: PasskeyForm, more: () -> Void = {}) {
        post(
            to: form.target, Attribute("data-passkey", form.deed.word), .data("data-options", form.options),
            Attribute("data-conditional", if: form.isConditional)
        ) {
            hidden("credential", "")
            for field in form.fields { hidden(field.name, field.value) }
            div(Attribute("data-passkey-only")) {
                more()
                submit(form.label, form.weight)
                p(.class("problem"), Attribute("data-passkey-problem"), .role("alert"), Attribute("hidden")) { text(form.complaint) }
            }
        }
    }
}
