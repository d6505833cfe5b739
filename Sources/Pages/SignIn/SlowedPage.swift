import Domain
import Markup

/// An attempt has to wait (429). Whoever cannot, since others try all the time, has a link sent to the own mailbox; the page
/// says the same for an address that nobody has.
public struct SlowedPage: Page {
    public var email: String
    public var seconds: Int

    /// - Parameter seconds: until the next attempt is looked at.
    public init(email: String, seconds: Int) {
        self.email = email
        self.seconds = seconds
    }

    public var title: Phrase { .tooManyTitle }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.tooManyTitle)
        h.p(.slowedWhy(Dates.span(seconds: UInt64(max(60, seconds)))), .class("lead"))
        h.part(.slowedByOthers) {
            h.p(.slowedByOthersWay)
            h.post(to: h.links.signInLinks) {
                h.field(Field("email", .email, value: email), type: "email", autocomplete: "username")
                h.div(.class("deeds")) { h.submit(.sendSignInLink, .primary) }
            }
        }
        h.p(.class("aside")) {
            h.a(.signInTitle, h.links.signIn)
            h.text(" · ")
            h.a(.cannotSignIn, h.links.cannotSignIn)
        }
    }
}

/// A link was asked for. It does not say whether there is anybody to send it to.
public struct SignInLinkAskedPage: Page {
    public init() {}

    public var title: Phrase { .signInLinkAsked }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.signInLinkAsked)
        h.p(.signInLinkAskedMeans)
        h.div(.class("deeds")) {
            h.go(.signInTitle, to: h.links.signIn)
            h.go(.cannotSignIn, to: h.links.cannotSignIn)
        }
    }
}

/// What the link opens: tries that wait for nobody else's failures. Looking at it changes nothing.
public struct SignInLinkPage: Page {
    public var token: String
    public var email: EmailAddress
    public var ends: Moment
    public var problem: SignInPage.Problem?

    public init(token: String, email: EmailAddress, ends: Moment, problem: SignInPage.Problem? = nil) {
        self.token = token
        self.email = email
        self.ends = ends
        self.problem = problem
    }

    public var title: Phrase { .signInByLink }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.h1(.signInByLink)
        if let problem { h.note(.bad, problem.phrase) }
        h.p(.signInByLinkMeans(h.dates.absolute(ends)), .class("lead"))
        h.dl(.class("facts")) { h.fact(.forWhom) { h.text(email.text) } }
        h.post(to: h.links.signInLink(token)) {
            h.username(email)
            h.presentPassphrase()
            h.div(.class("deeds")) { h.submit(.signInTitle, .primary) }
        }
        h.p(.class("aside")) { h.a(.cannotSignIn, h.links.cannotSignIn) }
    }
}
