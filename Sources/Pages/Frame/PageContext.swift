import Domain
import Markup

/// Everything a page needs to know about its reader and the request, and nothing of the page's own matter.
/// Made once per request by the floor above.
public struct PageContext: Sendable {
    public var language: Language
    public var zone: Zone
    public var theme: Theme
    public var now: Moment
    /// The token that every form carries back.
    public var csrf: String
    /// The nonce of this answer's Content-Security-Policy, for the one script tag.
    public var nonce: String
    public var requestID: String
    /// The address of this page, to come back to after a change of preferences.
    public var here: Link
    /// What was just done, told once at the top of the page.
    public var outcome: Outcome?
    /// The same with names in it, where the store has confirmed that it is so; instead of the words of ``outcome``.
    public var outcomeInWords: Phrase?
    /// Gaps that the last deed opened.
    public var opened: [UsersPage.Gap] = []
    /// The path of a form that was sent and not taken: what was typed into it is still only on the page.
    public var unsaved: String?
    /// True in the demo world, which says so on every page.
    public var isDemo: Bool
    /// Mail leaves the server: one is set that takes it.
    public var sendsMail = true
    /// Where somebody who cannot sign in gets help from the operator.
    public var support: EmailAddress?
    /// The operator's name.
    public var operatorName: String
    /// Nil while nobody is signed in.
    public var reader: Reader?

    public init(
        language: Language, zone: Zone, theme: Theme, now: Moment, csrf: String, nonce: String, requestID: String, here: Link,
        outcome: Outcome? = nil, isDemo: Bool = false, support: EmailAddress? = nil, operatorName: String, reader: Reader? = nil
    ) {
        self.language = language
        self.zone = zone
        self.theme = theme
        self.now = now
        self.csrf = csrf
        self.nonce = nonce
        self.requestID = requestID
        self.here = here
        self.outcome = outcome
        self.isDemo = isDemo
        self.support = support
        self.operatorName = operatorName
        self.reader = reader
    }

    /// Links for this reader: those of staff who look into a partner keep saying so.
    public var links: Links { Links(looking: reader?.looking?.id) }

    public var dates: Dates { Dates(language: language, zone: zone, now: now) }
}

/// The signed-in person, as the frame shows them.
public struct Reader: Sendable {
    public var actor: Actor
    public var email: EmailAddress?
    /// The organization signed in to.
    public var organization: OrganizationBadge
    /// The same person's other organizations, to switch to.
    public var others: [OrganizationBadge]
    /// The partner that a member of the operator's staff is looking at.
    public var looking: OrganizationBadge?
    /// They have proved lately who they are: sensitive deeds are offered at once.
    public var isConfirmed: Bool

    public init(
        actor: Actor, email: EmailAddress?, organization: OrganizationBadge, others: [OrganizationBadge] = [],
        looking: OrganizationBadge? = nil, isConfirmed: Bool = true
    ) {
        self.actor = actor
        self.email = email
        self.organization = organization
        self.others = others
        self.looking = looking
        self.isConfirmed = isConfirmed
    }

    /// The organization whose people and sites are on the page: the partner looked at, or the own one.
    public var subject: OrganizationBadge { looking ?? organization }

    /// Up to two letters for the corner.
    public var initials: String {
        let words = actor.name.split(separator: " ")
        let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
        return String(letters).uppercased()
    }
}

/// What the frame shows of an organization.
public struct OrganizationBadge: Sendable, Hashable {
    public var id: Organization.ID
    public var name: String
    public var asns: [ASN]
    public var kind: Organization.Kind

    public init(id: Organization.ID, name: String, asns: [ASN], kind: Organization.Kind) {
        self.id = id
        self.name = name
        self.asns = asns
        self.kind = kind
    }

    /// `AS64950`, or `AS64950 and 2 more`.
    var numbers: Phrase? {
        guard let first = asns.first else { return nil }
        return asns.count == 1 ? .verbatim("AS\(first)") : .asnAndMore(first, more: asns.count - 1)
    }
}

/// Light, dark, or as the reader's system says.
public enum Theme: String, Sendable, CaseIterable {
    case auto, light, dark
}
