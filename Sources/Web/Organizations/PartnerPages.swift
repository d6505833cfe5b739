import Domain
import HTTPTypes
import Pages
import Store

/// The operator's room of partners.
extension RouteList {
    mutating func partnerPages() {
        page(.get, .organizations, SearchDirectory.self) { visit in try await visit.partners() }
        page(.get, .organizationNew, CreateOrganization.self) { visit in visit.page(NewOrganizationPage()) }
        page(.post, .organizations, CreateOrganization.self) { visit in
            let form = PartnerForm(items: visit.form.pairs)
            do {
                let (name, kind, asns) = try form.input.validated(over: nil)
                let organization = try await visit.store.create(
                    OrganizationDetails(name: name, kind: kind, asns: asns), by: visit.grant, from: visit.origin)
                return .see(visit.links.partner(organization.id), .organizationAdded)
            } catch Trouble.invalid(let errors) {
                return visit.page(NewOrganizationPage(form: form, errors: errors), status: .unprocessableContent)
            }
        }
        page(.get, .partner, ViewOrganization.self) { visit in
            let id = try visit.asked.id(of: Organization.self)
            // One's own organization has a room of its own; the operator is no partner.
            if id == visit.person.organization.id {
                if visit.actor.level.isStaff { throw Trouble.notFound }
                return .see(Links().organization)
            }
            return try await visit.partnerPage(id)
        }
        page(.post, .partner, EditOrganization.self) { visit in
            let id = try visit.asked.id(of: Organization.self)
            let form = PartnerForm(items: visit.form.pairs)
            do {
                _ = try await visit.store.write(visit.grant, in: id, from: visit.origin) {
                    try $0.edit(
                        { old in
                            let (name, kind, asns) = try form.input.validated(over: old)
                            return OrganizationDetails(name: name, kind: kind, asns: asns)
                        }, expecting: visit.formVersion)
                }
                return .see(visit.links.partner(id), .organizationSaved)
            } catch Trouble.invalid(let errors) {
                return try await visit.partnerPage(id, form: form, errors: errors, status: .unprocessableContent)
            } catch Trouble.conflict(.staleVersion) {
                return try await visit.partnerPage(id, form: form, isStale: true, status: .conflict)
            }
        }
        partnerStanding()
        partnerAdmins()
    }

    /// Suspending and resuming, each with its confirmation.
    private mutating func partnerStanding() {
        page(.get, .partnerSuspend, SuspendOrganization.self) { visit in
            try visit.requireConfirmation()
            let (organization, counts) = try await visit.partner()
            return visit.page(Confirmation.suspending(organization, contacts: Count(counts.all), links: visit.links))
        }
        page(.get, .partnerResume, SuspendOrganization.self) { visit in
            visit.page(Confirmation.resuming(try await visit.partner().0, links: visit.links))
        }
        for (path, status) in [(Path.partnerSuspend, Organization.Status.suspended), (.partnerResume, .active)] {
            page(.post, path, SuspendOrganization.self) { visit in
                if status == .suspended { try visit.requireConfirmation() }
                let id = try visit.asked.id(of: Organization.self)
                _ = try await visit.store.write(visit.grant, in: id, from: visit.origin) { try $0.setStatus(status, expecting: .any) }
                return .see(visit.links.partner(id), status == .suspended ? .organizationSuspended : .organizationResumed)
            }
        }
    }

    /// The first Admin, and any further one that the operator invites.
    private mutating func partnerAdmins() {
        page(.get, .partnerAdmin, CreateContact.self) { visit in
            let organization = try await visit.partner().0
            try visit.grant.require(.belonging(of: organization.id))
            return visit.page(PartnerAdminPage(organization: organization))
        }
        page(.post, .partnerAdmin, CreateContact.self) { visit in
            let organization = try await visit.partner().0
            let form = ContactForm(items: visit.form)
            do {
                let (details, _) = try form.input.validated(over: nil)
                let new = NewContact(details: details, assignment: Assignment(), level: .admin)
                let created = try await visit.store.write(visit.grant, in: organization.id, from: visit.origin) {
                    [postman = visit.postman] in
                    try $0.create(new, postman: postman)
                }
                return try await visit.standing(in: organization.id).panel(after: created, or: .contactAdded)
            } catch Trouble.invalid(let errors) {
                return visit.page(PartnerAdminPage(organization: organization, form: form, errors: errors), status: .unprocessableContent)
            }
        }
    }
}

extension Visit {
    /// The partner of the path, looked into on record. Only staff have partners.
    fileprivate func partner() async throws -> (Organization, (fitting: BoundedCount, all: BoundedCount)) {
        let id = try asked.id(of: Organization.self)
        guard actor.level.isStaff, id != person.organization.id else { throw Trouble.notFound }
        let organization = try await store.read(try actor.grant(ViewOrganization.self), in: id) { try $0.find() }
        try await portal.look(into: id, actor, asked)
        return (organization, try await store.read(try actor.grant(ViewContacts.self), in: id) { try $0.counts(ContactQuery()) })
    }

    fileprivate func partnerPage(
        _ id: Organization.ID, form: PartnerForm? = nil, errors: [FieldError] = [], isStale: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        let (organization, counts) = try await partner()
        var admins = ContactQuery()
        admins.levels = [.admin]
        let found = try await store.read(try actor.grant(ViewContacts.self), in: id) { [admins] in try $0.contacts(admins).items }
        let sites = try await store.read(try actor.grant(ViewSites.self), in: id) { try $0.sites().count }
        var form = form
        if isStale { form?.version = organization.version }
        return page(
            PartnerPage(
                organization: organization, admins: found, contacts: Count(counts.all), sites: sites, form: form, errors: errors,
                isStale: isStale), status: status)
    }
}

extension Visit where A == SearchDirectory {
    fileprivate func partners() async throws -> Reply {
        let search = String((asked.query["q"] ?? "").trimmed.prefix(100))
        if asked.query["show"] == "headless" {
            let found = try await store.readWide(grant) { try $0.headlessPartners(limit: 200) }.items
            let words = search.searchWords
            let rows = found.filter { partner in
                let names = partner.organization.name.text.searchWords
                return words.allSatisfy { word in names.contains { $0.hasPrefix(word) } }
            }.map { OrganizationsPage.Row($0.organization, contacts: $0.contacts, activeAdmins: 0, sites: $0.sites) }
            return page(OrganizationsPage(rows: rows, search: search, isHeadless: true))
        }
        let start =
            asked.query["after"].flatMap { Cursor($0) }.map(ContactQuery.Start.after) ?? asked.query["before"].flatMap { Cursor($0) }.map(
                ContactQuery.Start.before) ?? .beginning
        let found = try await store.readWide(grant) { try $0.organizations(search: search, start: start, limit: 50) }
        let rows = found.items.filter { !$0.organization.isOperator }.map {
            OrganizationsPage.Row($0.organization, contacts: $0.contacts, activeAdmins: $0.activeAdmins, sites: $0.sites)
        }
        return page(OrganizationsPage(rows: rows, search: search, previous: found.previous?.text, next: found.next?.text))
    }
}
