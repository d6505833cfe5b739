import Domain
import Markup

/// Asks who one is once more before a sensitive act, in one of the ways that the account has.
public struct ConfirmPage: Page {
    public var next: Link
    /// The form that waits for the proof.
    public var held: HeldForm?
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
        next: Link, held: HeldForm? = nil, email: EmailAddress, hasPassphrase: Bool, hasPasskey: Bool, hasCode: Bool,
        problem: Problem? = nil,
        demoPassphrase: String? = nil
    ) {
        self.next = next
        self.held = held
        self.email = email
        self.hasPassphrase = hasPassphrase
        self.hasPasskey = hasPasskey
        self.hasCode = hasCode
        self.problem = problem
        self.demoPassphrase = demoPassphrase
    }

    public var title: Phrase { .confirmItIsYou }
    public var frame: Frame { .door }
    public var isShownOnce: Bool { held != nil }

    public func body(_ h: Sheet) {
        h.h1(.confirmItIsYou)
        h.p(.confirmWhy, .class("lead"))
        if held != nil { h.note(.idle, .confirmHolds) }
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
                    options: h.links.confirmPasskeyOptions, fields: carried))
        }
        if hasPassphrase { passphrase(h) } else if hasCode { code(h) }
    }

    private var carried: [(name: String, value: String)] { [("next", next.text)] + (held?.carried ?? []) }

    private func carry(_ h: Sheet) { for field in carried { h.hidden(field.name, field.value) } }

    private func demo(_ h: Sheet, _ passphrase: String) {
        h.post(to: h.links.confirm) {
            carry(h)
            h.hidden("passphrase", passphrase)
            h.div(.class("deeds")) { h.submit(.demoConfirm) }
            h.why(.demoConfirmWhy)
        }
    }

    private func passphrase(_ h: Sheet) {
        h.post(to: h.links.confirm) {
            carry(h)
            h.username(email)
            h.presentPassphrase(problem == .passphrase ? .wrong : nil)
            h.div(.class("deeds")) {
                h.submit(.confirm, .primary)
                h.go(.goBack, to: held == nil ? h.links.account : next)
            }
        }
    }

    private func code(_ h: Sheet) {
        if problem == .code { h.note(.bad, .codeNotTaken) }
        h.post(to: h.links.confirm) {
            carry(h)
            h.field(Field("code", .code, hint: .codeHint), autocomplete: "one-time-code", Attribute("inputmode", "numeric"))
            h.div(.class("deeds")) { h.submit(.confirm, .primary) }
        }
    }
}
