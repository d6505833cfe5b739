import Domain
import Markup

/// The way in: address and passphrase in one form, or a passkey, which the browser offers by itself. What failed is said in
/// the same words whether or not the address is known.
public struct SignInPage: Page {
    /// Why the reader is here again.
    public enum Problem: Sendable {
        /// The address, the passphrase or the access: never said which.
        case wrong
        case passkeyRefused
        /// The steps before are too old or used up.
        case startAgain
        /// A form was sent after its session had ended.
        case sessionEnded
    }

    /// Where to go afterwards; nil for the home page.
    public var next: Link?
    public var email: String
    public var problem: Problem?
    /// The people of the demo, each a click away; nil everywhere else.
    public var demo: DemoPeople?

    public init(next: Link? = nil, email: String = "", problem: Problem? = nil, demo: DemoPeople? = nil) {
        self.next = next
        self.email = email
        self.problem = problem
        self.demo = demo
    }

    public var title: Phrase { .signInTitle }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.signInTitle)
        if let problem { h.note(problem == .sessionEnded ? .warning : .bad, problem.phrase) }
        h.post(to: h.links.signIn) {
            carryNext(h)
            h.field(
                Field("email", .email, value: email), type: "email", autocomplete: "username webauthn",
                Attribute("autofocus", if: email.isEmpty))
            h.presentPassphrase()
            h.div(.class("deeds")) { h.submit(.signInTitle, .primary) }
        }
        h.passkeyForm(
            PasskeyForm(
                deed: .get, label: .signInWithPasskey, target: h.links.signInPasskey, options: h.links.signInPasskeyOptions,
                isConditional: true, fields: next.map { [("next", $0.text)] } ?? []))
        h.p(.class("aside")) { h.a(.cannotSignIn, h.links.cannotSignIn) }
        if let demo { h.demoPeople(demo, next: next) }
    }

    private func carryNext(_ h: Sheet) {
        if let next { h.hidden("next", next.text) }
    }
}
