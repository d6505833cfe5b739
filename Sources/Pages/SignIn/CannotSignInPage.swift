import Domain
import Markup

/// For those who stand outside: the ways back in, the quickest first. It asks for nothing and reveals nothing.
public struct CannotSignInPage: Page {
    public init() {}

    public var title: Phrase { .cannotSignIn }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.cannotSignIn)
        h.part(.lostSecondStep) {
            h.p(.lostSecondStepWay)
        }
        h.part(.lostPassphrase) {
            h.p(.lostPassphraseWay)
            h.why(.lostPassphraseTold)
        }
        h.part(.invitationMissing) {
            h.p(.invitationMissingWay)
        }
        h.part(.nobodyCanHelp) {
            if let support = h.context.support {
                h.p {
                    h.text(.writeToSupport(h.context.operatorName))
                    h.text(" ")
                    h.a(support.text, .href(.mail(to: support.text)))
                }
            } else {
                h.p(.askYourOperator(h.context.operatorName))
            }
            h.why(.supportChecks)
        }
        h.div(.class("deeds")) { h.go(.signInTitle, .primary, to: h.links.signIn) }
    }
}
