import Domain
import Markup

/// Home: what waits for the reader, the most pressing first, each with its deed beside it. When nothing waits it says
/// so; in a new organization it says what to begin with.
public struct HomePage: Page {
    /// The first rows of a list, and how many there are.
    public struct Shortlist<Row: Sendable>: Sendable {
        public var rows: [Row]
        public var total: Int

        public init(_ rows: [Row] = [], total: Int? = nil) {
            self.rows = rows
            self.total = total ?? rows.count
        }

        public static var none: Shortlist { Shortlist() }
    }

    /// A new address that waits for its confirmation.
    public struct PendingEmail: Sendable {
        public var contact: Contact
        public var address: EmailAddress
        public var ends: Moment

        public init(contact: Contact, address: EmailAddress, ends: Moment) {
            self.contact = contact
            self.address = address
            self.ends = ends
        }
    }

    /// A partner in which no Admin can sign in.
    public struct Headless: Sendable {
        public var organization: OrganizationBadge
        /// The Admin who was invited and has not accepted yet.
        public var invited: Contact?

        public init(_ organization: OrganizationBadge, invited: Contact? = nil) {
            self.organization = organization
            self.invited = invited
        }
    }

    /// Invitations that end within three days, or have ended.
    public var lapsing: Shortlist<Contact>
    public var gaps: [UsersPage.Gap]
    /// Active, and not seen for 90 days.
    public var unseen: Shortlist<Contact>
    public var pending: Shortlist<PendingEmail>
    /// People who sign in without a second factor; for Admins.
    public var exempt: Shortlist<Contact>
    /// For the operator's staff.
    public var headless: Shortlist<Headless>
    public var parked: Shortlist<MailPage.Row>
    /// Mails that wait since no mail server is set; nil where one is, or for those whom it does not concern.
    public var stuckMail: Int?
    /// Tokens of the organization that wait for an Admin to take them over; for Admins.
    public var orphans: Shortlist<Token>
    public var contacts: Count
    public var sites: Int
    /// What some of those not seen are told of and nobody else is.
    public var alone: [Contact.ID: [UsersPage.Gap]]

    public init(
        lapsing: Shortlist<Contact> = .none, gaps: [UsersPage.Gap] = [], unseen: Shortlist<Contact> = .none,
        pending: Shortlist<PendingEmail> = .none, exempt: Shortlist<Contact> = .none, headless: Shortlist<Headless> = .none,
        parked: Shortlist<MailPage.Row> = .none, stuckMail: Int? = nil, orphans: Shortlist<Token> = .none, contacts: Count, sites: Int,
        alone: [Contact.ID: [UsersPage.Gap]] = [:]
    ) {
        self.lapsing = lapsing
        self.gaps = gaps
        self.unseen = unseen
        self.pending = pending
        self.exempt = exempt
        self.headless = headless
        self.parked = parked
        self.stuckMail = stuckMail
        self.orphans = orphans
        self.contacts = contacts
        self.sites = sites
        self.alone = alone
    }

    /// How many things wait. Exempt accounts are worth knowing and wait for nothing.
    public var waiting: Int {
        lapsing.total + gaps.count + unseen.total + pending.total + headless.total + parked.total + orphans.total
    }

    public var title: Phrase { .home }
    public var room: Room? { .home }

    public func body(_ h: Sheet) {
        guard let reader = h.context.reader else { return }
        let isStaff = reader.actor.level.isStaff
        h.heading(waiting == 0 ? .homeQuiet : .waitingForYou(waiting), lead: isStaff ? nil : .homeLead(contacts, sites)) {
            if !isStaff, h.may(.contactCreate) { h.go(.addContact, icon: .add, to: h.links.userNew) }
        }
        if let stuckMail { h.note(.bad) { h.p { h.a(h.say(.noMailServer(stuckMail)), .href(h.links.mail)) } } }
        if isStaff { operatorsMatters(h) }
        // Before there are sites each gap is one: the steps come first.
        if !isStaff, sites == 0 { firstSteps(h) }
        orphanList(h)
        invitations(h)
        if isStaff || sites > 0 { gapList(h) }
        unseenList(h)
        pendingList(h)
        exemptList(h)
        if waiting == 0 { nothing(h, isStaff) }
    }

    private func orphanList(_ h: Sheet) {
        group(h, orphans.total, shown: orphans.rows.count, Phrase.homeOrphans, to: h.links.tokens) {
            for token in orphans.rows {
                h.li(.class("waits-row")) {
                    h.div {
                        h.p { h.b(token.name.text) }
                        h.p(h.say(.tokenMakerLost(token.person ?? h.say(.somebodyGone))), .class("waits-why"))
                    }
                    h.div(.class("deeds")) { h.go(.tokenTakeOver, to: h.links.tokens) }
                }
            }
        }
    }

    private func nothing(_ h: Sheet, _ isStaff: Bool) {
        if !isStaff, sites == 0 { return }
        if !isStaff, contacts.isOne { return firstSteps(h) }
        h.empty(.homeNothing, isStaff ? .homeNothingStaff : .homeNothingWhy) {
            if isStaff {
                if h.may(.organizationCreate) { h.go(.partnerAdd, to: h.links.organizationNew) }
                h.go(.organizationsTitle, to: h.links.organizations)
            } else {
                h.go(.toldTitle, to: h.links.told)
            }
        }
    }

    /// What a new organization begins with.
    private func firstSteps(_ h: Sheet) {
        h.part(.homeBegin, lead: .homeBeginLead) {
            h.ol(.class("steps")) {
                step(h, .homeStepSites, .homeStepSitesWhy, done: sites > 0, .sitesTitle, h.links.sites)
                step(h, .homeStepContacts, .homeStepContactsWhy, done: !contacts.isOne, .usersTitle, h.links.users)
                step(h, .homeStepCheck, .homeStepCheckWhy, done: false, .toldTitle, h.links.told)
            }
        }
    }

    private func step(_ h: Sheet, _ name: Phrase, _ reason: Phrase, done: Bool, _ label: Phrase, _ link: Link) {
        h.li(.class("waits-row")) {
            h.div {
                h.b(name)
                h.p(reason)
            }
            if done { h.state(.ok, .homeDone) } else { h.go(label, to: link) }
        }
    }
}
