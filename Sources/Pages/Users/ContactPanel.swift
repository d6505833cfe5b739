import Domain
import Markup

/// The panel of one contact: beside the grid on a wide screen, a page of its own on a phone. What the reader may not
/// change stands there as a fact with its reason.
public struct ContactPanel: Sendable {
    public typealias Meanwhile = SavedMeanwhile<ContactForm>

    /// A way back in that somebody started for the person, and that still works.
    public struct Recovery: Sendable {
        public var by: String
        public var at: Moment
        public var ends: Moment

        public init(by: String, at: Moment, ends: Moment) {
            self.by = by
            self.at = at
            self.ends = ends
        }
    }

    public var contact: Contact
    public var sites: [SiteName]
    /// What the form shows: the contact's own values, or what was typed when something is wrong with it.
    public var form: ContactForm
    public var errors: [FieldError]
    public var meanwhile: Meanwhile?
    /// Why the deed just asked for was not done.
    public var refusal: Phrase?
    public var invitedBy: String?
    public var invitedAt: Moment?
    /// Known only in the answer that made it; the inviter can copy it when mail fails.
    public var invitationLink: String?
    /// A new address that waits for its confirmation.
    public var pendingEmail: EmailAddress?
    public var recovery: Recovery?
    /// Signs in, and nobody has proved the mailbox.
    public var isUnproven: Bool
    /// The organization's one Admin who can sign in.
    public var isLastAdmin: Bool
    /// What nobody else is told of.
    public var toldAlone: [UsersPage.Gap]

    public init(
        contact: Contact, sites: [SiteName], form: ContactForm? = nil, errors: [FieldError] = [], meanwhile: Meanwhile? = nil,
        refusal: Phrase? = nil, invitedBy: String? = nil, invitedAt: Moment? = nil, invitationLink: String? = nil,
        pendingEmail: EmailAddress? = nil, recovery: Recovery? = nil, isUnproven: Bool = false, isLastAdmin: Bool = false,
        toldAlone: [UsersPage.Gap] = []
    ) {
        self.contact = contact
        self.sites = sites
        self.form = form ?? ContactForm(contact)
        self.errors = errors
        self.meanwhile = meanwhile
        self.refusal = refusal
        self.invitedBy = invitedBy
        self.invitedAt = invitedAt
        self.invitationLink = invitationLink
        self.pendingEmail = pendingEmail
        self.recovery = recovery
        self.isUnproven = isUnproven
        self.isLastAdmin = isLastAdmin
        self.toldAlone = toldAlone
    }

    func write(_ h: Sheet, filter: ContactFilter) {
        h.element("aside", [.class("panel"), .label(contact.details.fullName), Attribute("data-contact", contact.id.text)]) {
            header(h, filter)
            if let refusal { h.note(.bad, refusal) }
            if let meanwhile { changed(h, meanwhile, filter) }
            if let invitationLink { invitation(h, invitationLink) }
            waiting(h, filter)
            h.problems(errors, named: ContactForm.label)
            particulars(h, filter)
            alone(h)
            access(h, filter)
            closing(h)
        }
    }

    private func header(_ h: Sheet, _ filter: ContactFilter) {
        h.header(.class("panel-head")) {
            h.h2(contact.details.fullName)
            h.a(.class("close"), .href(filter.applied(to: h.links.users)), Attribute("data-close")) {
                h.icon(.close)
                h.span(.close)
            }
            h.p(.class("standing")) {
                h.status(contact)
                standing(h)
            }
            h.reach(contact.details, at: contact.details.timeZone ?? ownZone)
        }
    }

    /// The zone of the one site at which the contact works.
    private var ownZone: TimeZoneName? {
        let places = contact.assignment.sites
        let zones = Set(sites.filter { places.contains($0.id) }.map(\.timeZone))
        return zones.count == 1 ? zones.first.map(TimeZoneName.init(stored:)) : nil
    }

    /// What depends on this contact alone, before its roles or its access are taken away.
    private func alone(_ h: Sheet) {
        guard !toldAlone.isEmpty else { return }
        h.section(.class("alone")) {
            h.p { h.b(.onlyHolder(contact.details.fullName)) }
            h.ul(.class("plain gaps")) {
                for gap in toldAlone.prefix(Sheet.gapsShown) {
                    h.li(.class("gap")) {
                        h.span(.about(gap.notice, at: gap.site?.called))
                        if h.may(.contactAssign) {
                            h.a(
                                .href(h.links.gap(gap.notice, at: gap.site?.id, back: h.links.user(contact.id))),
                                .label(h.say(.addAnotherFor(gap.notice, at: gap.site?.called)))
                            ) { h.text(.addAnother) }
                        }
                    }
                }
                if toldAlone.count > Sheet.gapsShown { h.li { h.a(.homeMore(toldAlone.count - Sheet.gapsShown), h.links.told) } }
            }
        }
    }

    /// Since when, and what comes next.
    private func standing(_ h: Sheet) {
        switch contact.access {
        case .invited:
            if let invitedBy, let invitedAt { h.span(h.say(.invitedBy(invitedBy, h.dates.date(invitedAt)))) }
            if let ends = contact.invitationEnds { h.span(h.say(.linkWorksUntil(h.dates.absolute(ends)))) }
        case .active:
            if let last = contact.lastSignIn { h.span(h.say(.lastSeen(h.dates.full(last)))) } else { h.span(.neverSeen) }
        case .expired: h.span(.expiredNext)
        case .suspended: h.span(.suspendedNext)
        case .none: h.span(.noAccessNext)
        }
    }

    private func invitation(_ h: Sheet, _ link: String) {
        h.note(.idle) {
            h.p(.invitationLinkOnce)
            h.p(.class("copyable")) {
                h.code(link)
                h.copyButton(link, .copyLink)
            }
        }
    }

    private func changed(_ h: Sheet, _ meanwhile: Meanwhile, _ filter: ContactFilter) {
        h.savedMeanwhile(
            .changedBy(meanwhile.by, h.dates.relative(meanwhile.at)), discard: filter.applied(to: h.links.user(contact.id))
        ) {
            let mine = SiteNames(sites)
            if meanwhile.present.roles != form.roles || meanwhile.present.sites != form.sites {
                h.p { h.text(.theirRoles(h.say(meanwhile.present.rolesInWords(mine, h.context.language)))) }
            }
        }
    }

    /// Links to what else is known, and the way out for good.
    private func closing(_ h: Sheet) {
        h.footer(.class("panel-foot")) {
            if h.may(.activityView) { h.a(.activityOf, h.links.activity.query("contact", contact.id.text)) }
            if contact.id == h.context.reader?.actor.contact {
                h.span(.ownContactStays, .class("why"))
            } else if h.may(.contactDelete, contact.target) {
                h.a(h.say(.removeNamed(contact.details.fullName)), .href(h.links.userDelete(contact.id)), .class("danger-link"))
            }
            if h.may(.personErase, contact.target) { h.a(.personalData, h.links.userErase(contact.id)) }
        }
    }
}
