import Domain
import Markup

/// The second step after a right passphrase: one field that takes a code of an authenticator app or a recovery code, or
/// a passkey.
public struct SecondStepPage: Page {
    public var next: Link?
    /// Carried along, for the page to know after a wrong code what it knew before.
    public var ways: String
    /// Which ways the account has.
    public var hasCode: Bool
    public var hasRecoveryCode: Bool
    public var hasPasskey: Bool
    public var isWrong: Bool

    public init(next: Link? = nil, ways: String = "", hasCode: Bool, hasRecoveryCode: Bool, hasPasskey: Bool, isWrong: Bool = false) {
        self.next = next
        self.ways = ways
        self.hasCode = hasCode
        self.hasRecoveryCode = hasRecoveryCode
        self.hasPasskey = hasPasskey
        self.isWrong = isWrong
    }

    public var title: Phrase { .secondStep }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.secondStep)
        if isWrong { h.note(.bad, .codeNotTaken) }
        if hasPasskey {
            h.passkeyForm(
                PasskeyForm(
                    deed: .get, label: .goOnWithPasskey, weight: hasCode ? .plain : .primary, target: h.links.signInPasskey,
                    options: h.links.signInPasskeyOptions, fields: next.map { [("next", $0.text)] } ?? []))
        }
        if hasCode || hasRecoveryCode { code(h) }
        h.p(.class("aside")) {
            h.a(.startSignInAgain, h.links.signIn.query("next", ifAny: next?.text))
            h.text(" · ")
            h.a(.cannotSignIn, h.links.cannotSignIn)
        }
    }

    private func code(_ h: Sheet) {
        h.post(to: h.links.signInCode) {
            if let next { h.hidden("next", next.text) }
            h.hidden("ways", ways)
            h.field(
                Field(
                    "code", hasCode ? .code : .recoveryCode,
                    hint: hasCode ? (hasRecoveryCode ? .codeOrRecoveryCode : .codeHint) : .recoveryCodeHint),
                autocomplete: "one-time-code", Attribute("autocapitalize", "none"), Attribute("spellcheck", "false"), Attribute("autofocus")
            )
            h.div(.class("deeds")) { h.submit(.goOn, hasCode || !hasPasskey ? .primary : .plain) }
        }
    }
}
