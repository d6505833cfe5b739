import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// The Sites room.
extension RouteList {
    mutating func sitePages() {
        page(.get, .sites, ViewSites.self) { visit in
            let read = try await visit.store.read(visit.grant, in: visit.looking) {
                (sites: try $0.sites(), contacts: try $0.contactsBySite())
            }
            let gaps = try await visit.store.read(try visit.actor.grant(ViewTold.self), in: visit.looking, isLong: true) {
                try $0.whoIsTold().gaps
            }
            return visit.page(
                SitesPage(
                    rows: read.sites.map { site in
                        SitesPage.Row(site, contacts: read.contacts[site.id] ?? 0, gaps: gaps.count { $0.site == site.id })
                    }))
        }
        page(.get, .siteNew, EditSites.self) { visit in
            try visit.grant.require(.belonging(of: visit.subject))
            return visit.page(SitePage(site: nil))
        }
        page(.post, .sites, EditSites.self) { visit in
            let form = SiteForm(items: visit.form.pairs)
            do {
                let details = try form.input.validated(over: nil)
                _ = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { try $0.create(details) }
                return .see(visit.links.sites, .siteSaved)
            } catch Trouble.invalid(let errors) {
                return visit.page(SitePage(site: nil, form: form, errors: errors), status: .unprocessableContent)
            }
        }
        page(.get, .site, ViewSites.self) { visit in
            let (place, site) = try await visit.atSite()
            return place.page(SitePage(site: site, told: try await place.toldHere(site.id)))
        }
        page(.post, .site, EditSites.self) { visit in
            let (place, site) = try await visit.atSite()
            let form = SiteForm(items: visit.form.pairs)
            do {
                _ = try await place.store.write(place.grant, in: place.looking, from: place.origin) {
                    try $0.edit(site.id, { try form.input.validated(over: $0.details) }, expecting: place.formVersion)
                }
                return .see(place.links.sites, .siteSaved)
            } catch Trouble.invalid(let errors) {
                return place.page(SitePage(site: site, form: form, errors: errors), status: .unprocessableContent)
            } catch Trouble.conflict(.staleVersion) {
                let present = try await place.atSite().1
                var mine = form
                let theirs = mine.takeIn(SiteForm(present))
                return place.page(
                    SitePage(site: present, form: mine, meanwhile: try await place.savedMeanwhile(theirs, site.id.text)), status: .conflict)
            }
        }
        page(.get, .siteDelete, EditSites.self) { visit in
            let (place, site) = try await visit.atSite()
            try place.grant.require(.belonging(of: site.organization))
            var query = ContactQuery()
            query.sites = [site.id]
            query.limit = 200
            let people = try await place.store.read(try place.actor.grant(ViewContacts.self), in: place.looking) { [query] in
                try $0.contacts(query)
            }
            return place.page(Confirmation.removing(site, people: people.items, more: people.next != nil, links: place.links))
        }
        page(.post, .siteDelete, EditSites.self) { visit in
            let (place, site) = try await visit.atSite()
            try await place.store.write(place.grant, in: place.looking, from: place.origin) {
                try $0.delete(site.id, expecting: place.formVersion)
            }
            return .see(place.links.sites, .siteRemoved)
        }
    }
}

extension Visit {
    /// Who is told about a site; nil where the reader may not see that.
    fileprivate func toldHere(_ site: Site.ID) async throws -> SitePage.ToldHere? {
        guard let grant = try? actor.grant(ViewTold.self) else { return nil }
        let told = try await store.read(grant, in: looking, isLong: true) { try $0.whoIsTold() }
        let groups = told.groups.filter { $0.site == site }
        let sites = told.sites.map(SiteName.init)
        // In the order of the messages: who is told of what is in operation stands first.
        var held: [Contact.ID: Set<HeldRole>] = [:], order: [Contact.ID] = []
        for recipient in groups.flatMap(\.recipients) {
            if held[recipient.contact] == nil { order.append(recipient.contact) }
            held[recipient.contact, default: []].insert(recipient.held)
        }
        return SitePage.ToldHere(
            people: order.compactMap { id in told.contacts[id].map { (contact: $0, held: (held[id] ?? []).sorted()) } },
            gaps: groups.filter(\.isGap).map { gap in UsersPage.Gap(gap.notice, at: sites.first { $0.id == site }) }, sites: sites)
    }

    /// The site of the path, and the visit standing where it is.
    func atSite() async throws -> (Visit, Site) {
        let id = try asked.id(of: Site.self)
        let place = try await standing { try $0.organization(of: id) }
        return (place, try await store.read(try actor.grant(ViewSites.self), in: place.looking) { try $0.site(id) })
    }
}
