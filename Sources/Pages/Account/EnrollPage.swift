import Domain
import Markup

/// Whoever signed in with a passphrase alone adds a second factor here before anything else opens.
public struct EnrollPage: Page {
    /// What this browser is called, as a first name for its passkey.
    public var device: String
    /// The exemption, where it is on its way and takes effect later.
    public var exemptFrom: Moment?
    public var problem: Conflict?

    public init(device: String, exemptFrom: Moment? = nil, problem: Conflict? = nil) {
        self.device = device
        self.exemptFrom = exemptFrom
        self.problem = problem
    }

    public var title: Phrase { .addSecondFactor }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.addSecondFactor)
        h.p(.addSecondFactorWhy, .class("lead"))
        if let problem { h.note(.bad, problem.phrase) }
        if let exemptFrom { h.note(.idle, .exemptLater(h.dates.absolute(exemptFrom))) }
        h.section(.class("part"), Attribute("data-passkey-only")) {
            h.h2(.passkeyChoice)
            h.p(.passkeyChoiceMeans, .class("lead"))
            h.passkeyForm(
                PasskeyForm(
                    deed: .create, label: .addPasskey, target: h.links.accountPasskeys, options: h.links.accountPasskeyOptions,
                    complaint: .passkeyNotAdded, fields: [("name", device)]))
        }
        h.part(.appChoice, lead: .appChoiceMeans) {
            h.deed(.setUpApp, .primary, to: h.links.accountTOTP)
        }
        h.div(.class("aside")) { h.deed(.signOut, .quiet, to: h.links.signOut) }
    }
}
