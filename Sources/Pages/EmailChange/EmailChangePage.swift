import Domain
import Markup

/// The two links of a change of address: the new address confirms, the old one takes itself back. Looking at either
/// changes nothing.
public struct EmailChangePage: Page {
    public enum Deed: Sendable {
        case confirm, undo
    }

    /// What is missing to confirm a change that somebody else asked for.
    public enum Need: Sendable {
        case signIn, anotherSignIn
    }

    public var token: String
    public var deed: Deed
    public var organization: String
    public var name: String
    public var old: EmailAddress
    public var new: EmailAddress
    public var ends: Moment
    public var needs: Need?
    public var problem: Phrase?

    public init(
        token: String, deed: Deed, organization: String, name: String, old: EmailAddress, new: EmailAddress, ends: Moment,
        needs: Need? = nil, problem: Phrase? = nil
    ) {
        self.token = token
        self.deed = deed
        self.organization = organization
        self.name = name
        self.old = old
        self.new = new
        self.ends = ends
        self.needs = needs
        self.problem = problem
    }

    public var title: Phrase { deed == .confirm ? .confirmAddress : .undoAddress }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(title)
        h.dl(.class("facts")) {
            h.fact(.forWhom) { h.text("\(name), \(organization)") }
            h.fact(.presentAddress) { h.text(old.text) }
            h.fact(.newEmail) { h.b(new.text) }
            h.fact(.goodUntil) { h.moment(ends) }
        }
        if let problem { h.note(.bad, problem) }
        switch deed {
        case .confirm:
            h.p(.confirmAddressMeans(new.text))
            switch needs {
            case nil: h.div(.class("deeds")) { h.deed(.confirmAddressNow, .primary, to: h.links.emailConfirm(token)) }
            case .signIn:
                h.p(.confirmNeedsYou(old.text))
                h.div(.class("deeds")) {
                    h.go(.signInTitle, .primary, to: h.links.signIn.query("next", h.links.emailConfirm(token).text))
                }
            case .anotherSignIn:
                h.p(.confirmNeedsYou(old.text))
                h.div(.class("deeds")) {
                    h.deed(.signOut, .primary, to: h.links.signOut, carrying: [("next", h.links.emailConfirm(token).text)])
                }
            }
        case .undo:
            h.p(.undoAddressMeans(old.text))
            h.div(.class("deeds")) { h.deed(.undoAddressNow, .danger, to: h.links.emailUndo(token)) }
        }
    }
}

/// What was done by a link, for somebody who need not be signed in.
public struct EmailChangedPage: Page {
    public var deed: EmailChangePage.Deed

    public init(_ deed: EmailChangePage.Deed) {
        self.deed = deed
    }

    public var title: Phrase { deed == .confirm ? .addressConfirmed : .addressUndone }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.section(.class("question")) {
            h.h1(title)
            h.p(deed == .confirm ? .addressConfirmedMeans : .addressUndoneMeans)
            h.div(.class("deeds")) {
                h.go(
                    h.context.reader == nil ? .signInTitle : .account, .primary,
                    to: h.context.reader == nil ? h.links.signIn : h.links.account)
            }
        }
    }
}
