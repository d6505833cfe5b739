import Domain
import Markup

/// What an invitation grants, in full, before anything is accepted, and the ways to accept it. Opening it changes
/// nothing: mail scanners open links, too.
public struct InvitationPage: Page {
    /// What there is to accept with.
    public enum Way: Sendable {
        /// No sign-in of this person is in use: choose a passphrase or make a passkey. `device` names the passkey.
        case newSignIn(device: String)
        /// There is a sign-in with this address that is in use nowhere: accept, then sign in with it.
        case asBefore
        /// The person signs in to another organization with this address: sign in first.
        case signInFirst
        /// Signed in as the invited person.
        case asYou(String)
        /// Signed in under another address. `name` where it may be the same person all the same, who once changed it.
        case asAnother(EmailAddress, name: String?)
    }

    public var token: String
    public var offer: Offer
    public var way: Way
    public var refusal: PassphraseRefusal?
    /// What went wrong besides the passphrase.
    public var problem: Conflict?

    public init(token: String, offer: Offer, way: Way, refusal: PassphraseRefusal? = nil, problem: Conflict? = nil) {
        self.token = token
        self.offer = offer
        self.way = way
        self.refusal = refusal
        self.problem = problem
    }

    public var title: Phrase { .invitationTo(offer.organization) }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        if case .asYou = way, offer.replacesCopy { return prove(h) }
        h.h1(.invitationTo(offer.organization))
        h.p(offer.isByOperator ? .operatorInvites(offer.inviter, h.context.operatorName) : .colleagueInvites(offer.inviter), .class("lead"))
        if let problem { h.note(.bad, problem.phrase) }
        h.grantedFacts(offer)
        if !offer.isMailed { h.note(.warning, .copiedLinkMeans) }
        if offer.replacesCopy { h.note(.warning, .copyIsReplaced) }
        switch way {
        case .newSignIn(let device): newSignIn(h, device)
        case .asBefore: asBefore(h)
        case .signInFirst: signInFirst(h)
        case .asYou(let name): accept(h, name)
        case .asAnother(let email, let name): signOutFirst(h, email, name)
        }
    }

    private func newSignIn(_ h: Sheet, _ device: String) {
        h.part(.chooseSignIn) {
            h.post(to: h.links.invitation(token)) {
                h.input(
                    .type("email"), .name("username"), .value(offer.email.text), Attribute("autocomplete", "username"), Attribute("hidden"),
                    Attribute("tabindex", "-1"), .label(h.say(.email)))
                h.newPassphrase(refusal)
                h.div(.class("deeds")) { h.submit(.acceptInvitation, .primary) }
                h.why(.secondFactorFollows)
            }
        }
        h.section(Attribute("data-passkey-only"), .class("part")) {
            h.h2(.orPasskey)
            h.p(.passkeyIsEnough, .class("lead"))
            h.passkeyForm(
                PasskeyForm(
                    deed: .create, label: .acceptWithPasskey, target: h.links.invitation(token),
                    options: h.links.invitationPasskeyOptions(token), complaint: .passkeyNotMade, fields: [("name", device)]))
        }
    }

    private func asBefore(_ h: Sheet) {
        h.part(.youHaveSignIn) {
            h.p(.acceptThenSignIn(offer.email.text))
            h.deed(.acceptInvitation, .primary, to: h.links.invitation(token))
        }
    }

    private func signInFirst(_ h: Sheet) {
        h.part(.youHaveSignIn) {
            h.p(.signInThenAccept(offer.email.text))
            h.div(.class("deeds")) { h.go(.signInTitle, .primary, to: h.links.signIn.query("next", h.links.invitation(token).text)) }
        }
    }

    /// Who came in by a copied link has opened the mailed one, signed in: nothing is granted or ended.
    private func prove(_ h: Sheet) {
        h.h1(.mailboxIsMine)
        h.p(.mailboxIsMineMeans(offer.email.text), .class("lead"))
        if let problem { h.note(.bad, problem.phrase) }
        h.div(.class("deeds")) { h.deed(.mailboxIsMineNow, .primary, to: h.links.invitation(token)) }
    }

    private func accept(_ h: Sheet, _ name: String) {
        h.part(.youAreSignedIn) {
            h.p(.acceptAs(name))
            h.deed(.acceptInvitation, .primary, to: h.links.invitation(token))
        }
    }

    private func signOutFirst(_ h: Sheet, _ email: EmailAddress, _ name: String?) {
        h.part(.forSomebodyElse) {
            h.p(.signedInAsOther(email.text, offer.email.text))
            h.div(.class("deeds")) {
                h.deed(.signOut, .primary, to: h.links.signOut, carrying: [("next", h.links.invitation(token).text)])
                if let name { h.deed(.acceptAllTheSame(name), to: h.links.invitation(token)) }
            }
        }
    }
}

/// The invitation was accepted with a sign-in that was there: nobody is signed in by it.
public struct JoinedPage: Page {
    public var organization: String

    public init(organization: String) {
        self.organization = organization
    }

    public var title: Phrase { .joined(organization) }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.section(.class("question")) {
            h.h1(.joined(organization))
            h.p(.joinedMeans)
            h.div(.class("deeds")) {
                h.go(.signInTitle, .primary, to: h.links.signIn)
                h.go(.cannotSignIn, to: h.links.cannotSignIn)
            }
        }
    }
}
