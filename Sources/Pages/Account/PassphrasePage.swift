import Domain
import Markup

/// Sets or changes one's passphrase.
public struct PassphrasePage: Page {
    public var email: EmailAddress
    public var isFirst: Bool
    public var refusal: PassphraseRefusal?

    public init(email: EmailAddress, isFirst: Bool, refusal: PassphraseRefusal? = nil) {
        self.email = email
        self.isFirst = isFirst
        self.refusal = refusal
    }

    public var title: Phrase { isFirst ? .setPassphrase : .changePassphrase }
    public var room: Room? { .account }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(title)
        h.p(.passphraseEndsOthers, .class("lead"))
        h.post(to: h.links.accountPassphrase) {
            h.username(email)
            h.newPassphrase(refusal)
            h.div(.class("deeds")) {
                h.submit(title, .primary)
                h.go(.goBack, to: h.links.account)
            }
        }
    }
}

extension Sheet {
    /// For password managers, which keep a passphrase under the address it belongs to.
    func username(_ email: EmailAddress) {
        input(
            .type("text"), .name("username"), .value(email.text), Attribute("autocomplete", "username"), .label(say(.email)),
            Attribute("readonly"),
            Attribute("hidden"))
    }
}
