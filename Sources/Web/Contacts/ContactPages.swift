import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The Users room.
extension RouteList {
    mutating func contactPages() {
        page(.get, .users, ViewContacts.self) { visit in
            try await visit.usersPage()
        }
        page(.get, .user, ViewContacts.self) { visit in
            let place = try await visit.settled()
            return try await place.usersPage(open: try visit.asked.id(of: Contact.self))
        }
        page(.get, .userNew, CreateContact.self) { visit in
            try visit.grant.require(.contact(Contact.ID(stored: ""), level: .none, of: visit.subject))
            // An address fills in roles and nothing else: nobody is led to invite somebody whom they did not name.
            let roles = visit.asked.query.pairs.filter { $0.name == "roles" }
            return visit.page(
                NewContactPage(sites: try await visit.siteNames(), form: ContactForm(items: roles), closes: visit.asked.query.pairs))
        }
        page(.post, .users, CreateContact.self) { visit in
            let form = ContactForm(items: visit.form)
            do {
                let (details, assignment) = try form.input.validated(over: nil)
                let new = NewContact(
                    details: details, assignment: assignment,
                    level: try Level.offered(form.level.isEmpty ? "none" : form.level, in: "level"))
                let created = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [postman = visit.postman] in
                    try $0.create(new, postman: postman)
                }
                return try await visit.panel(after: created, or: .contactAdded, telling: visit.form.pairs)
            } catch Trouble.invalid(let errors) {
                return visit.page(
                    NewContactPage(sites: try await visit.siteNames(), form: form, errors: errors, closes: visit.form.pairs),
                    status: .unprocessableContent)
            }
        }
        page(.post, .user, EditContact.self) { visit in
            let id = try visit.asked.id(of: Contact.self)
            let form = ContactForm(items: visit.form)
            if form.asksForAssignment { _ = try visit.actor.grant(AssignContact.self) }
            let place = try await visit.settled()
            do {
                let input = form.input
                let alone = form.asksForAssignment ? try await place.gapsOpened(by: id) : []
                let contact = try await place.store.write(place.grant, in: place.looking, from: place.origin) { [postman = place.postman] in
                    try $0.edit(
                        id, { try $0.edit(by: input).narrowed(from: $0) }, expecting: place.formVersion, isProven: place.isConfirmed,
                        postman: postman)
                }
                // One's own address stays until it is confirmed; with somebody else's the sign-in waits.
                let waits = form.asksForDetails ? try await place.contact(id).1.pendingEmail : nil
                let isPending = waits != nil && waits?.key == form.email.trimmed.lowercased()
                let opened = alone.filter { $0.notice.recipients(at: $0.site, among: [(id, contact.assignment)]).isEmpty }
                return .see(place.panelLink(id).query("done", (isPending ? Outcome.emailPending : .contactSaved).rawValue).opening(opened))
            } catch Trouble.invalid(let errors) {
                return try await place.usersPage(open: id, form: form, errors: errors, status: .unprocessableContent)
            } catch Trouble.conflict(.staleVersion) {
                return try await place.usersPage(open: id, form: form, isStale: true, status: .conflict)
            }
        }
        page(.get, .userDelete, DeleteContact.self) { visit in
            let id = try visit.asked.id(of: Contact.self)
            let place = try await visit.settled()
            let (contact, standing) = try await place.contact(id)
            try place.grant.require(contact.target)
            let gaps = try await place.gapsOpened(by: [Remaining(contact)])
            let refusal: Conflict? = id == visit.actor.contact ? .ownContact : standing.isLastTop ? .lastTopLevel : nil
            return place.page(Confirmation.removing(contact, lastFor: try await place.named(gaps), refusal: refusal, links: place.links))
        }
        page(.post, .userDelete, DeleteContact.self) { visit in
            let id = try visit.asked.id(of: Contact.self)
            let place = try await visit.settled()
            let opened = try await place.gapsOpened(by: id)
            try await place.store.write(place.grant, in: place.looking, from: place.origin) { [postman = place.postman] in
                try $0.delete(id, expecting: place.formVersion, postman: postman)
            }
            return .see(place.links.users.query("done", Outcome.contactRemoved.rawValue).opening(opened))
        }
    }

    /// What opens and closes the door to a contact.
    mutating func accessPages() {
        page(.post, .userAccess, GrantAccess.self) { visit in
            let level = try Level.offered(visit.form["level"], in: "level")
            let version = visit.formVersion
            return try await visit.changeAccess { try $0.setAccess($1, to: level, expecting: version, postman: $2) }
        }
        page(.post, .userResend, GrantAccess.self) { visit in
            try await visit.changeAccess(.invitationResent) { try $0.resend($1, expecting: .any, postman: $2) }
        }
        page(.post, .userRevoke, GrantAccess.self) { visit in
            let version = visit.formVersion
            return try await visit.changeAccess { AccessChange(try $0.revoke($1, expecting: version, postman: $2)) }
        }
        page(.post, .userResume, GrantAccess.self) { visit in
            let version = visit.formVersion
            return try await visit.changeAccess { try $0.resume($1, expecting: version, postman: $2) }
        }
        page(.post, .userSuspend, SuspendAccess.self) { visit in
            let version = visit.formVersion
            return try await visit.changeAccess { AccessChange(try $0.suspend($1, expecting: version, postman: $2)) }
        }
        page(.post, .userSessionsEnd, SuspendAccess.self) { visit in
            let version = visit.formVersion
            return try await visit.changeAccess(.sessionsEnded) { AccessChange(try $0.endSessions($1, expecting: version, postman: $2)) }
        }
    }
}

extension ContactForm {
    init(items fields: Fields) {
        self.init(items: fields.pairs)
    }
}

extension ContactEdit {
    /// A form shows kind, sites and roles to everyone who may assign them: what is the same as before is not asked for.
    func narrowed(from contact: Contact) -> ContactEdit {
        let asksForRoles = assignment != nil && assignment != contact.assignment
        return ContactEdit(details: details == contact.details && asksForRoles ? nil : details, assignment: asksForRoles ? assignment : nil)
    }
}

extension Visit {
    /// The same visit, standing where the contact of the path is.
    func settled() async throws -> Visit {
        let id = try asked.id(of: Contact.self)
        return try await standing { try $0.organization(of: id) }
    }

    /// The panel of one contact beside the list as it was.
    func panelLink(_ id: Contact.ID) -> Link { ContactFilter(query: asked.query.pairs).applied(to: links.user(id)) }

    func siteNames() async throws -> [SiteName] {
        try await store.read(try actor.grant(ViewSites.self), in: looking) { try $0.sites() }.map(SiteName.init)
    }

    /// The gaps that open when of these contacts only what remains counts.
    func gapsOpened(by changes: [Remaining]) async throws -> [OpenedGap] {
        guard !changes.isEmpty else { return [] }
        return try await store.read(try actor.grant(ViewContacts.self), in: looking) { try $0.gapsOpened(by: changes) }
    }

    /// The same for a contact that goes; none where it is not to be seen.
    func gapsOpened(by id: Contact.ID) async throws -> [OpenedGap] {
        do {
            return try await store.read(try actor.grant(ViewContacts.self), in: looking) { transaction in
                try transaction.gapsOpened(by: [Remaining(try transaction.contact(id))])
            }
        } catch Trouble.notFound { return [] }
    }

    /// With the names of their sites.
    func named(_ gaps: [OpenedGap]) async throws -> [UsersPage.Gap] {
        guard !gaps.isEmpty else { return [] }
        let sites = try await siteNames()
        return gaps.map { gap in UsersPage.Gap(gap.notice, at: sites.first { $0.id == gap.site }) }
    }

    func contact(_ id: Contact.ID) async throws -> (Contact, ContactStanding) {
        try await store.read(try actor.grant(ViewContacts.self), in: looking) { transaction in
            let contact = try transaction.contact(id)
            return (contact, try transaction.standing(of: contact))
        }
    }

    /// Tells who saved `present` while the form about `target` was open.
    func savedMeanwhile<Form: Sendable>(_ present: Form, _ target: String) async throws -> SavedMeanwhile<Form> {
        let last = try await store.lastChange(of: target, in: subject)
        return SavedMeanwhile(present: present, by: last?.by ?? "", at: last?.at ?? store.clock())
    }

    /// What the grid shows, and the contact whose panel is open.
    private func readUsers(_ query: ContactQuery, _ id: Contact.ID?) async throws -> (UsersRead, (Contact, ContactStanding, [OpenedGap])?) {
        let grant = try actor.grant(ViewContacts.self)
        guard let id else {
            let isKept = looking == nil && !query.dependsOnTime
            let read = try await portal.keeping(asked, for: actor, at: isKept ? person.revision : nil) {
                try await store.read(grant, in: looking) { try UsersRead($0, query) }
            }
            return (read, nil)
        }
        return try await store.read(grant, in: looking) { transaction in
            let contact = try transaction.contact(id)
            return (
                try UsersRead(transaction, query),
                (contact, try transaction.standing(of: contact), try transaction.gapsOpened(by: [Remaining(contact)]))
            )
        }
    }

    /// The grid, with the panel of one contact beside it when one is open.
    func usersPage(
        open id: Contact.ID? = nil, form: ContactForm? = nil, errors: [FieldError] = [], isStale: Bool = false, refusal: Phrase? = nil,
        link: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        var shown = ContactFilter(query: asked.query.pairs)
        shown.remember(columns: asked.cookies[Cookies.columns])
        let query = ContactQuery(shown)
        let (read, opened) = try await readUsers(query, id)
        let sites = read.sites.map(SiteName.init)
        var panel = opened.map { contact, standing, alone in
            ContactPanel(
                contact: contact, sites: sites, form: form?.completed(by: ContactForm(contact)), errors: errors, refusal: refusal,
                invitedBy: standing.inviter,
                invitedAt: standing.invitedAt, invitationLink: link, pendingEmail: standing.pendingEmail,
                recovery: standing.recovery.map { ContactPanel.Recovery(by: $0.starter, at: $0.startedAt, ends: $0.ends) },
                isUnproven: standing.isUnproven, isLastAdmin: standing.isLastTop,
                toldAlone: alone.map { gap in UsersPage.Gap(gap.notice, at: sites.first { $0.id == gap.site }) })
        }
        if isStale, let (contact, _, _) = opened {
            let theirs = panel?.form.takeIn(ContactForm(contact)) ?? ContactForm(contact)
            panel?.meanwhile = try await savedMeanwhile(theirs, contact.id.text)
        }
        var visit = self
        if let id, asked.isUnsafe { visit.context.here = panelLink(id) }
        return visit.page(
            UsersPage(
                rows: read.page.items, sites: sites, filter: shown,
                matching: Count(read.fitting), total: Count(read.all), previous: read.page.previous?.text,
                next: read.page.next?.text,
                gaps: read.gaps.map { gap in UsersPage.Gap(gap.notice, at: sites.first { $0.id == gap.site }) }, panel: panel),
            status: status)
    }
}

/// What the grid of the Users room shows.
private struct UsersRead: Keepable {
    let page: Listing<Contact>
    let fitting, all: BoundedCount
    let sites: [Site]
    let gaps: [WhoIsTold.Group]

    var end: Moment? { page.end }
    var isLarge: Bool { page.items.count + sites.count + gaps.count > 500 }

    init(_ transaction: borrowing Transaction<ViewContacts>, _ query: ContactQuery) throws {
        page = try transaction.contacts(query)
        (fitting, all) = try transaction.counts(query)
        sites = try transaction.sites()
        gaps = try transaction.gaps()
    }
}

extension Visit where A: Writing {
    /// The contact's panel: with the link of a new invitation, shown this once for the inviter to copy where mail fails.
    ///
    /// - Parameter fields: may name the gap that the contact was added for (`notice`, `at`), which is told then.
    func panel(after change: AccessChange, or outcome: Outcome, telling fields: [(name: String, value: String)] = []) async throws -> Reply
    {
        guard let secret = change.secret else {
            let link = panelLink(change.contact.id)
            let outcome = outcome == .contactAdded && change.contact.access == .invited ? .contactInvited : outcome
            guard let notice = fields.last(where: { $0.name == "notice" }).flatMap({ Notice(rawValue: $0.value) }) else {
                return .see(link, outcome)
            }
            let site = fields.last { $0.name == "at" }.flatMap { Site.ID($0.value) }
            return .see(link.telling(.roleGiven, to: change.contact.id, notice, at: site))
        }
        var visit = self
        visit.context.outcome = .contactInvited
        return try await visit.usersPage(
            open: change.contact.id, link: portal.settings.publicURL.origin + links.invitation(secret.text).text)
    }

    /// Runs one change of somebody's access; what a rule refuses is said in the panel.
    ///
    /// - Parameter outcome: what is said of it; nil where the contact's state says it.
    func changeAccess(
        _ outcome: Outcome? = nil, _ change: @escaping @Sendable (borrowing Transaction<A>, Contact.ID, Postman) throws -> AccessChange
    ) async throws -> Reply {
        let id = try asked.id(of: Contact.self)
        let place = try await settled()
        do {
            let changed = try await store.write(grant, in: place.looking, from: origin) { [postman] in try change($0, id, postman) }
            return try await place.panel(
                after: changed,
                or: outcome
                    ?? (changed.contact.access == .suspended
                        ? .accessSuspended
                        : changed.isResumed
                            ? .accessResumed
                            : changed.contact.level == .none
                                ? .accessRevoked : changed.contact.access == .invited ? .contactInvited : .levelChanged))
        } catch Trouble.conflict(let conflict) where !conflict.isStaleVersion {
            return try await place.usersPage(open: id, refusal: conflict.phrase, status: .conflict)
        } catch Trouble.conflict(.staleVersion) {
            return try await place.usersPage(open: id, isStale: true, status: .conflict)
        } catch Trouble.invalid(let errors) {
            return try await place.usersPage(open: id, errors: errors, status: .unprocessableContent)
        }
    }
}

extension Count {
    init(_ count: BoundedCount) {
        self = count.isMore ? .moreThan(BoundedCount.limit) : .exactly(count.number)
    }
}

extension ContactQuery {
    init(_ filter: ContactFilter) {
        self.init()
        search = filter.text
        levels = filter.levels
        roles = filter.roles
        sites = filter.sites
        statuses = filter.statuses
        sort = ContactQuery.Sort(rawValue: filter.sort.rawValue) ?? .name
        isDescending = filter.isDescending
        switch filter.cursor {
        case .after(let word): start = Cursor(word).map(ContactQuery.Start.after) ?? .beginning
        case .before(let word): start = Cursor(word).map(ContactQuery.Start.before) ?? .beginning
        case nil: start = .beginning
        }
    }
}
