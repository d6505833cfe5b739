import Domain
import Markup

/// One line of the grid, written for every row and therefore kept cheap.
extension UsersPage {
    /// Which columns there are, asked once and not per cell.
    struct Showing {
        let email, phone, roles, level, status, lastSignIn: Bool

        init(_ filter: ContactFilter) {
            email = filter.shows(.email)
            phone = filter.shows(.phone)
            roles = filter.shows(.roles)
            level = filter.shows(.level)
            status = filter.shows(.status)
            lastSignIn = filter.shows(.lastSignIn)
        }
    }

    func line(_ h: Sheet, _ contact: Contact, _ names: SiteNames, _ showing: Showing, _ bulk: Bool) {
        let isOpen = panel?.contact.id == contact.id
        h.tr(.role("row"), isOpen ? .class("selected") : .nothing) {
            if bulk { pick(h, contact) }
            name(h, contact, isOpen)
            if showing.email { address(h, contact.details.email) }
            if showing.phone { h.td(contact.details.phone?.spaced ?? "", .role("cell"), .class("phone")) }
            if showing.roles { roles(h, contact, names) }
            if showing.level { level(h, contact) }
            if showing.status { h.td(.role("cell"), .class("status")) { h.status(contact) } }
            if showing.lastSignIn { lastSignIn(h, contact) }
        }
    }

    private func pick(_ h: Sheet, _ contact: Contact) {
        h.td(.class("pick"), .role("cell")) {
            h.label {
                h.input(.type("checkbox"), .name("ids"), .value(contact.id.text), .form("bulk"), .label(h.say(.chooseContact(contact.details.fullName))))
            }
        }
    }

    private func name(_ h: Sheet, _ contact: Contact, _ isOpen: Bool) {
        h.td(.class("name"), .role("cell")) {
            h.a(contact.details.fullName, .href(filter.applied(to: h.links.user(contact.id))), .current(isOpen))
            if contact.assignment.kind == .sharedMailbox { h.small(.shared) }
        }
    }

    /// May break before the @ and nowhere else.
    private func address(_ h: Sheet, _ email: EmailAddress?) {
        h.td(.role("cell"), .class("email")) {
            guard let text = email?.text, let sign = text.firstIndex(of: "@") else { return }
            h.text(String(text[..<sign]))
            h.raw("<wbr>")
            h.text(String(text[sign...]))
        }
    }

    private func roles(_ h: Sheet, _ contact: Contact, _ names: SiteNames) {
        h.td(.class("roles", "nothing", if: contact.assignment.roles.isEmpty), .role("cell")) { h.heldRoles(names.places(of: contact.assignment.roles), atMost: 3) }
    }

    private func level(_ h: Sheet, _ contact: Contact) {
        if contact.level == .none { h.td("–", .role("cell"), .class("level", "nothing")) } else { h.td(h.say(contact.level.name), .role("cell"), .class("level")) }
    }

    private func lastSignIn(_ h: Sheet, _ contact: Contact) {
        if contact.level == .none && contact.lastSignIn == nil {
            h.td("–", .role("cell"), .class("last", "nothing"))
        } else {
            h.td(.role("cell"), .class("last"), Attribute("data-label", h.say(.lastSignIn))) {
                if let moment = contact.lastSignIn { h.shortMoment(moment) } else { h.text(.never) }
            }
        }
    }
}

extension Sheet {
    /// Where a contact stands, in one glance.
    func status(_ contact: Contact) {
        switch contact.access {
        case .invited:
            if let ends = contact.invitationEnds { state(.warning, .invited(dates.left(until: ends))) } else { state(.warning, contact.access.name) }
        case .active where contact.isExempt(at: context.now): state(.ok, .activeWithoutFactor)
        default: state(contact.access.tone, contact.access.name)
        }
    }

    /// `NOC Oslo 1, Bergen 1 · Shipping Oslo 1`
    func heldRoles(_ groups: [(roles: [ContactRole], sites: [String])], atMost limit: Int = .max) {
        if groups.isEmpty { raw("–") }
        for (position, group) in groups.prefix(limit).enumerated() {
            if position > 0 { raw("<span class=\"sep\"> · </span>") }
            span(.class("role")) {
                for (index, role) in group.roles.enumerated() {
                    if index > 0 { raw(", ") }
                    text(role.name)
                }
                raw(" ")
                element("i") {
                    if group.sites.isEmpty { text(.everywhere) }
                    for (index, site) in group.sites.prefix(limit).enumerated() {
                        if index > 0 { raw(", ") }
                        text(site)
                    }
                    if group.sites.count > limit { text(.andMore(group.sites.count - limit)) }
                }
            }
        }
        if groups.count > limit { text(.andMore(groups.count - limit)) }
    }
}
