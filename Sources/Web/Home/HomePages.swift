import Domain
import HTTPTypes
import Pages
import Store

/// The home page, and the way to another organization of the same person.
extension RouteList {
    mutating func homePages() {
        page(.get, .home, ViewContacts.self) { visit in
            visit.page(visit.actor.level.isStaff ? try await visit.homeOfStaff() : try await visit.homeOfPartner())
        }
        page(.post, .switchOrganization, UseAccount.self) { visit in
            guard let id = visit.form["organization"].flatMap({ Organization.ID($0) }) else { throw Trouble.notFound }
            let started = try await visit.store.switchOrganization(to: id, by: visit.person)
            return .signedIn(started, next: Links().home)
        }
    }
}

extension Visit where A == ViewContacts {
    /// What waits for somebody of a partner: what they could do something about, and every gap.
    fileprivate func homeOfPartner() async throws -> HomePage {
        let read = try await store.read(grant) { transaction in
            (
                waiting: try transaction.waiting(), counts: try transaction.counts(ContactQuery()), sites: try transaction.sites(),
                gaps: try transaction.gaps()
            )
        }
        let waiting = read.waiting, sites = read.sites.map(SiteName.init)
        let manages = !actor.reach(.accessGrant).isEmpty
        let alone = manages ? try await toldAlone(waiting.unseen.items, sites) : [:]
        let orphans =
            actor.level.isTop
            ? try await store.read(try actor.grant(ViewTokens.self)) { try $0.tokens() }.filter { $0.lacksMaker && $0.state == .paused }
            : []
        let emails = manages ? waiting.emails : waiting.emails.only { $0.contact.id == actor.contact }
        return HomePage(
            lapsing: manages ? Shortlist(waiting.lapsing) { $0 } : .none,
            gaps: read.gaps.map { gap in UsersPage.Gap(gap.notice, at: sites.first { $0.id == gap.site }) },
            unseen: manages ? Shortlist(waiting.unseen) { $0 } : .none,
            pending: Shortlist(emails) { HomePage.PendingEmail(contact: $0.contact, address: $0.address, ends: $0.ends) },
            exempt: actor.level.isTop ? Shortlist(waiting.exempt) { $0 } : .none,
            orphans: Shortlist(orphans), contacts: Count(read.counts.all), sites: sites.count, alone: alone)
    }

    /// What each of these alone is told of.
    private func toldAlone(_ contacts: [Contact], _ sites: [SiteName]) async throws -> [Contact.ID: [UsersPage.Gap]] {
        let holders = contacts.filter { !$0.assignment.roles.isEmpty }
        guard !holders.isEmpty else { return [:] }
        let opened = try await store.read(grant) { transaction in
            try holders.map { (contact: $0.id, gaps: try transaction.gapsOpened(by: [Remaining($0)])) }
        }
        return Dictionary(
            uniqueKeysWithValues: opened.map { one in
                (one.contact, one.gaps.map { gap in UsersPage.Gap(gap.notice, at: sites.first { $0.id == gap.site }) })
            })
    }

    /// What waits for the operator's staff, each part for those whose duty it is.
    fileprivate func homeOfStaff() async throws -> HomePage {
        let own = try await store.read(grant) { (waiting: try $0.waiting(), counts: try $0.counts(ContactQuery())) }
        let mayInvite = actor.reach(.contactCreate).contains(.allPartners)
        let headless = mayInvite ? try await store.readWide(try actor.grant(SearchDirectory.self)) { try $0.headlessPartners() } : nil
        var parked = HomePage.Shortlist<MailPage.Row>.none
        if let grant = try? actor.grant(ViewMail.self) {
            let total = try await store.outboxCounts().parked
            if total > 0 {
                parked = HomePage.Shortlist(
                    try await store.readWide(grant) { try $0.mailings(.parked, limit: 5) }.mailings.map(MailPage.Row.init), total: total)
            }
        }
        let manages = actor.level.isTop
        let stuck = try await portal.settings.sendsMail || (try? actor.grant(ViewMail.self)) == nil ? nil : store.outboxCounts().waiting
        let orphans =
            manages
            ? try await store.read(try actor.grant(ViewTokens.self)) { try $0.tokens() }.filter { $0.lacksMaker && $0.state == .paused }
            : []
        return HomePage(
            lapsing: manages ? Shortlist(own.waiting.lapsing) { $0 } : .none,
            unseen: manages ? Shortlist(own.waiting.unseen) { $0 } : .none,
            pending: Shortlist(own.waiting.emails) { HomePage.PendingEmail(contact: $0.contact, address: $0.address, ends: $0.ends) },
            headless: headless.map { Shortlist($0) { HomePage.Headless(OrganizationBadge($0.organization), invited: $0.invited) } }
                ?? .none,
            parked: parked, stuckMail: stuck, orphans: Shortlist(orphans), contacts: Count(own.counts.all), sites: 0)
    }
}

private typealias Shortlist = HomePage.Shortlist

extension HomePage.Shortlist {
    fileprivate init<Item>(_ few: FirstFew<Item>, _ make: (Item) -> Row) {
        self.init(few.items.map(make), total: few.total)
    }
}

extension FirstFew {
    fileprivate func only(_ isWanted: (Item) -> Bool) -> FirstFew {
        let wanted = items.filter(isWanted)
        return FirstFew(items: wanted, total: wanted.count)
    }
}

extension OrganizationBadge {
    init(_ organization: Organization) {
        self.init(id: organization.id, name: organization.name.text, asns: organization.asns, kind: organization.kind)
    }
}
