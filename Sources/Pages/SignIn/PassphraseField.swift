import Markup

/// Why a passphrase is not taken, and so what to do about it.
public enum PassphraseRefusal: Error, Sendable, Hashable {
    case missing
    case tooShort(missing: Int)
    case tooLong(excess: Int)
    case repetitive, common, personal
    /// The two entries differ.
    case notRepeated
    /// It is not the present one.
    case wrong
}

extension Sheet {
    /// Where a new passphrase is chosen, with the rules. It is typed once and can be shown; without a script it cannot,
    /// and so is typed twice.
    func newPassphrase(_ refusal: PassphraseRefusal?) {
        passphraseField("passphrase", .newPassphrase, "new-password", hint: .passphraseRules, refusal: refusal)
        element("noscript") {
            passphraseField("passphrase_again", .passphraseAgain, "new-password", hint: nil, refusal: nil)
        }
    }

    /// Where the present passphrase is asked for.
    func presentPassphrase(_ refusal: PassphraseRefusal? = nil) {
        passphraseField("passphrase", .passphrase, "current-password", hint: nil, refusal: refusal)
    }

    private func passphraseField(_ name: String, _ label: Phrase, _ autocomplete: StaticString, hint: Phrase?, refusal: PassphraseRefusal?)
    {
        let id = "f-\(name)"
        let ids = [refusal == nil ? nil : "\(id)-problem", hint == nil ? nil : "\(id)-hint"].compactMap { $0 }
        div(.class("field", "wrong", if: refusal != nil)) {
            self.label(.for(id)) { text(label) }
            span(.class("secret")) {
                input(
                    .id(id), .name(name), .type("password"), Attribute("autocomplete", autocomplete), .required(),
                    .described(by: ids.isEmpty ? nil : ids.joined(separator: " ")),
                    refusal == nil ? .nothing : Attribute("aria-invalid", "true"))
                button(
                    .class("button quiet"), .type("button"), Attribute("data-reveal", id), Attribute("data-revealed", say(.hidePassphrase))
                ) { text(.showPassphrase) }
            }
            if let hint { p(say(hint), .class("hint"), .id("\(id)-hint")) }
            if let refusal { p(say(refusal.phrase), .class("problem"), .id("\(id)-problem")) }
        }
    }
}
