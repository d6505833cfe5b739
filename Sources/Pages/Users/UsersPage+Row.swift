import Domain
import Markup

/// One line of the grid. It is written for every row of every list, and so its tags stand as they are, ready-made:
/// half the cost of a page was in putting them together.
extension UsersPage {
    /// What is the same for every row, asked once.
    struct Showing {
        let email, phone, roles, level, status, lastSignIn: Bool
        /// Rows can be chosen for a change of several.
        let pick: Bool
        /// True when the links of the rows carry no filter.
        let isPlain: Bool
        let open: Contact.ID?
        let lastSignInLabel: String

        init(_ h: Sheet, _ page: UsersPage, pick: Bool) {
            email = page.filter.shows(.email)
            phone = page.filter.shows(.phone)
            roles = page.filter.shows(.roles)
            level = page.filter.shows(.level)
            status = page.filter.shows(.status)
            lastSignIn = page.filter.shows(.lastSignIn)
            self.pick = pick
            isPlain = page.filter == ContactFilter()
            open = page.panel?.contact.id
            lastSignInLabel = h.say(.lastSignIn)
        }
    }

    func line(_ h: Sheet, _ contact: Contact, _ names: SiteNames, _ showing: Showing) {
        let fullName = contact.details.fullName
        let isOpen = showing.open == contact.id
        h.raw(isOpen ? "<tr role=\"row\" class=\"selected\">" : "<tr role=\"row\">")
        if showing.pick { pick(h, contact.id, fullName) }
        name(h, contact, fullName, showing, isOpen)
        if showing.email { h.cell("<td role=\"cell\" class=\"email\">") { if let email = contact.details.email { h.breakable(email) } } }
        if showing.phone { h.cell("<td role=\"cell\" class=\"phone\">") { if let phone = contact.details.phone { h.text(phone.spaced) } } }
        if showing.roles { roles(h, contact.assignment.roles, names) }
        if showing.level { level(h, contact.level) }
        if showing.status { h.cell("<td role=\"cell\" class=\"status\">") { h.status(contact) } }
        if showing.lastSignIn { lastSignIn(h, contact, showing.lastSignInLabel) }
        h.raw("</tr>")
    }

    private func pick(_ h: Sheet, _ id: Contact.ID, _ fullName: String) {
        h.cell("<td role=\"cell\" class=\"pick\">") {
            h.raw("<label><input type=\"checkbox\" name=\"ids\" form=\"bulk\" value=\"")
            h.text(id.text)
            h.raw("\" aria-label=\"")
            h.text(fullName)
            h.raw("\"></label>")
        }
    }

    private func name(_ h: Sheet, _ contact: Contact, _ fullName: String, _ showing: Showing, _ isOpen: Bool) {
        h.cell("<td role=\"cell\" class=\"name\">") {
            let link = h.links.user(contact.id)
            h.a(fullName, .href(showing.isPlain ? link : filter.applied(to: link)), .current(isOpen))
            if contact.assignment.kind == .sharedMailbox { h.small(.shared) }
        }
    }

    private func roles(_ h: Sheet, _ roles: Set<HeldRole>, _ names: SiteNames) {
        h.cell(roles.isEmpty ? "<td role=\"cell\" class=\"roles nothing\">" : "<td role=\"cell\" class=\"roles\">") {
            h.heldRoles(names.places(of: roles), atMost: 3)
        }
    }

    private func level(_ h: Sheet, _ level: Level) {
        h.cell(level == .none ? "<td role=\"cell\" class=\"level nothing\">" : "<td role=\"cell\" class=\"level\">") {
            if level == .none { h.raw("–") } else { h.text(level.name) }
        }
    }

    private func lastSignIn(_ h: Sheet, _ contact: Contact, _ label: String) {
        if contact.level == .none && contact.lastSignIn == nil {
            h.raw("<td role=\"cell\" class=\"last nothing\">–</td>")
        } else {
            h.raw("<td role=\"cell\" class=\"last\" data-label=\"")
            h.text(label)
            h.raw("\">")
            if let moment = contact.lastSignIn { h.shortMoment(moment) } else { h.text(.never) }
            h.raw("</td>")
        }
    }
}

extension Sheet {
    /// Where a contact stands, in one glance.
    func status(_ contact: Contact) {
        switch contact.access {
        case .invited:
            if let ends = contact.invitationEnds {
                state(.warning, .invited(dates.left(until: ends)))
            } else {
                state(.warning, contact.access.name)
            }
        case .active where contact.isExempt(at: context.now): state(.ok, .activeWithoutFactor)
        default: state(contact.access.tone, contact.access.name)
        }
    }

    /// `NOC Oslo 1, Bergen 1 · Shipping Oslo 1`
    func heldRoles(_ groups: [(roles: [ContactRole], sites: [String])], atMost limit: Int = .max) {
        if groups.isEmpty { raw("–") }
        for (position, group) in groups.prefix(limit).enumerated() {
            raw(position == 0 ? "<span class=\"role\">" : "<span class=\"sep\"> · </span><span class=\"role\">")
            for (index, role) in group.roles.enumerated() {
                if index > 0 { raw(", ") }
                text(role.name)
            }
            raw(" <i>")
            if group.sites.isEmpty { text(.everywhere) }
            for (index, site) in group.sites.prefix(limit).enumerated() {
                if index > 0 { raw(", ") }
                text(site)
            }
            if group.sites.count > limit { text(.andMore(group.sites.count - limit)) }
            raw("</i></span>")
        }
        if groups.count > limit { text(.andMore(groups.count - limit)) }
    }

    /// A cell whose opening tag is written out.
    fileprivate func cell(_ opening: StaticString, content: () -> Void) {
        raw(opening)
        content()
        raw("</td>")
    }

    /// An address that may break before its @ and nowhere else.
    func breakable(_ email: EmailAddress) {
        guard let sign = email.text.utf8.firstIndex(of: UInt8(ascii: "@")) else { return text(email.text) }
        text(email.text[..<sign])
        raw("<wbr>")
        text(email.text[sign...])
    }
}
