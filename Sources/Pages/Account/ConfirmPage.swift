import Domain
import Markup

/// Asks who one is once more before a sensitive act, in one of the ways that the account has.
public struct ConfirmPage: Page {
    public var next: Link
    public var email: EmailAddress
    public var hasPassphrase: Bool
    public var hasPasskey: Bool
    public var hasCode: Bool
    public var problem: Problem?
    /// Everybody's passphrase in the demo, which makes this one click.
    public var demoPassphrase: String?

    public enum Problem: Sendable {
        case passphrase, code, passkey, startAgain
    }

    public init(
        next: Link, email: EmailAddress, hasPassphrase: Bool, hasPasskey: Bool, hasCode: Bool, problem: Problem? = nil,
        demoPassphrase: String? = nil
    ) {
        self.next = next
        self.email = email
        self.hasPassphrase = hasPassphrase
        self.hasPasskey = hasPasskey
        self.hasCode = hasCode
        self.problem = problem
        self.demoPassphrase = demoPassphrase
    }

    public var title: Phrase { .confirmItIsYou }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.confirmItIsYou)
        h.p(.confirmWhy, .class("lead"))
        switch problem {
        case .passkey: h.note(.bad, SignInPage.Problem.passkeyRefused.phrase)
        case .startAgain: h.note(.bad, SignInPage.Problem.startAgain.phrase)
        case .passphrase, .code, nil: break
        }
        if let demoPassphrase, hasPassphrase { demo(h, demoPassphrase) }
        if hasPasskey {
            h.passkeyForm(
                PasskeyForm(
                    deed: .get, label: .confirmWithPasskey, weight: hasPassphrase || hasCode ? .plain : .primary, target: h.links.confirm,
                    options: h.links.confirmPasskeyOptions, fields: [("next", next.text)]))
        }
        if hasPassphrase { passphrase(h) } else if hasCode { code(h) }
    }

    private func demo(_ h: Sheet, _ passphrase: String) {
        h.post(to: h.links.confirm) {
            h.hidden("next", next.text)
            h.hidden("passphrase", passphrase)
            h.div(.class("deeds")) { h.submit(.demoConfirm) }
            h.why(.demoConfirmWhy)
        }
    }

    private func passphrase(_ h: Sheet) {
        h.post(to: h.links.confirm) {
            h.hidden("next", next.text)
            h.username(email)
            h.presentPassphrase(problem == .passphrase ? .wrong : nil)
            h.div(.class("deeds")) {
                h.submit(.confirm, .primary)
                h.go(.goBack, to: h.links.account)
            }
        }
    }

    private func code(_ h: Sheet) {
        if problem == .code { h.note(.bad, .codeNotTaken) }
        h.post(to: h.links.confirm) {
            h.hidden("next", next.text)
            h.field(Field("code", .code, hint: .codeHint), autocomplete: "one-time-code", Attribute("inputmode", "numeric"))
            h.div(.class("deeds")) { h.submit(.confirm, .primary) }
        }
    }
}
