import Domain
import Markup

/// One partner as the operator sees it: what is kept of it, who is in charge there, and the doors into its rooms.
public struct PartnerPage: Page {
    public var organization: Organization
    /// The partner's Admins, whatever their state.
    public var admins: [Contact]
    public var contacts: Count
    public var sites: Int
    public var form: PartnerForm
    public var errors: [FieldError]
    public var isStale: Bool

    public init(
        organization: Organization, admins: [Contact], contacts: Count, sites: Int, form: PartnerForm? = nil, errors: [FieldError] = [],
        isStale: Bool = false
    ) {
        self.organization = organization
        self.admins = admins
        self.contacts = contacts
        self.sites = sites
        self.form = form ?? PartnerForm(organization)
        self.errors = errors.ofFields
        self.isStale = isStale
    }

    public var title: Phrase { .verbatim(organization.name.text) }
    public var room: Room? { .organizations }

    public func body(_ h: Sheet) {
        let into = h.links.into(organization.id)
        h.heading(title) {
            if needsAdmin, mayInvite(h) { h.go(.partnerInviteAdmin, .primary, to: h.links.partnerAdmin(organization.id)) }
        }
        if organization.status == .suspended { h.note(.bad) { h.p(.partnerIsSuspended) } }
        h.dl(.class("facts")) {
            h.fact(.status) { h.state(organization.status == .active ? .ok : .bad, organization.status.name) }
            h.fact(.kind) { h.text(organization.kind.name) }
            h.fact(.asNumbers) { h.text(organization.asns.isEmpty ? "–" : organization.asns.map { "AS\($0)" }.joined(separator: ", ")) }
            h.fact(.usersTitle) { h.a(.allContacts(contacts), into.users) }
            h.fact(.sitesTitle) { h.a(.siteCount(sites), into.sites) }
            h.fact(.partnerRooms) {
                h.a(.toldTitle, into.told)
                h.text(" · ")
                h.a(.organizationTitle, into.organization)
                h.text(" · ")
                h.a(.activityTitle, into.activity)
            }
        }
        h.why(.partnerLooksAreKnown)
        adminList(h, into)
        if may(h, .organizationEdit) { details(h) }
        if may(h, .organizationSuspend) { standing(h) }
    }

    private var needsAdmin: Bool { organization.status == .active && !admins.contains { $0.access == .active || $0.access == .invited } }

    private func adminList(_ h: Sheet, _ into: Links) {
        h.part(.partnerAdmins) {
            if admins.isEmpty { h.p(.partnerNobodyYet) }
            h.ul(.class("plain")) {
                for admin in admins {
                    h.li(.class("waits-row")) {
                        h.div {
                            h.p { h.a(admin.details.fullName, .href(into.user(admin.id))) }
                            h.p(.class("waits-why")) {
                                h.status(admin)
                                if let email = admin.details.email { h.span(email.text) }
                            }
                        }
                        h.div(.class("deeds")) {
                            if organization.status == .active, admin.access == .invited || admin.access == .expired, mayInvite(h) {
                                h.deed(.resend, to: into.userResend(admin.id))
                            }
                        }
                    }
                }
            }
            if !needsAdmin, mayInvite(h), organization.status == .active {
                h.p { h.a(.partnerInviteAnother, h.links.partnerAdmin(organization.id)) }
            }
        }
    }

    private func details(_ h: Sheet) {
        h.part(.partnerDetails) {
            if isStale { h.note(.warning) { h.p(Conflict.staleVersion(current: nil).phrase) } }
            h.post(to: h.links.partner(organization.id), .class("form")) {
                h.problems(errors, named: PartnerForm.label)
                h.partnerFields(form, errors)
                h.div(.class("deeds")) { h.submit(.save, needsAdmin ? .plain : .primary) }
            }
        }
    }

    private func standing(_ h: Sheet) {
        h.part(.partnerStanding) {
            if organization.status == .active {
                h.p(.partnerSuspendMeans)
                h.go(.partnerSuspend(organization.name.text), .danger, to: h.links.partnerSuspend(organization.id))
            } else {
                h.p(.partnerResumeMeans)
                h.go(.partnerResume(organization.name.text), to: h.links.partnerResume(organization.id))
            }
        }
    }

    private func mayInvite(_ h: Sheet) -> Bool { may(h, .contactCreate) && may(h, .accessGrant) }

    private func may(_ h: Sheet, _ permission: Permission) -> Bool {
        h.context.reader?.actor.may(permission, .belonging(of: organization.id)) ?? false
    }
}

extension Confirmation {
    /// Asks before a partner is suspended.
    public static func suspending(_ organization: Organization, contacts: Count, links: Links) -> Confirmation {
        let name = organization.name.text
        return Confirmation(
            title: .partnerSuspendQuestion(name), room: .organizations,
            consequences: [.partnerSuspendEnds(contacts), .partnerSuspendMail, .partnerSuspendBack],
            button: .partnerSuspend(name), target: links.partnerSuspend(organization.id), back: links.partner(organization.id))
    }

    /// Asks before a partner is resumed.
    public static func resuming(_ organization: Organization, links: Links) -> Confirmation {
        let name = organization.name.text
        return Confirmation(
            title: .partnerResumeQuestion(name), room: .organizations, consequences: [.partnerResumeMeans],
            button: .partnerResume(name), target: links.partnerResume(organization.id), back: links.partner(organization.id))
    }
}
