import Domain
import Markup

/// Sets a new passphrase by the link of a recovery. Looking at it changes nothing.
public struct RecoveryPage: Page {
    public var token: String
    public var organization: String
    public var name: String
    public var email: EmailAddress
    public var starter: String
    public var ends: Moment
    public var refusal: PassphraseRefusal?

    public init(
        token: String, organization: String, name: String, email: EmailAddress, starter: String, ends: Moment,
        refusal: PassphraseRefusal? = nil
    ) {
        self.token = token
        self.organization = organization
        self.name = name
        self.email = email
        self.starter = starter
        self.ends = ends
        self.refusal = refusal
    }

    public var title: Phrase { .recoveryTitle }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.recoveryTitle)
        h.p(.recoveryLead(starter, organization), .class("lead"))
        h.dl(.class("facts")) {
            h.fact(.forWhom) { h.text("\(name), \(email.text)") }
            h.fact(.goodUntil) { h.moment(ends) }
        }
        h.note(.warning, .recoveryMeansAll)
        h.post(to: h.links.recovery(token)) {
            h.username(email)
            h.newPassphrase(refusal)
            h.div(.class("deeds")) { h.submit(.recoverNow, .primary) }
            h.why(.secondFactorFollows)
        }
    }
}
