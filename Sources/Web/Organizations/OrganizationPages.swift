import Domain
import HTTPTypes
import Pages
import Store

/// The organization's own room: its facts and its policy.
extension RouteList {
    mutating func organizationPages() {
        page(.get, .organization, ViewOrganization.self) { visit in try await visit.organizationPage() }
        page(.post, .organizationPolicy, EditPolicy.self) { visit in
            let form = PolicyForm(items: visit.form.pairs)
            do {
                _ = try await visit.store.write(visit.grant, in: visit.looking, from: visit.origin) { [postman = visit.postman] in
                    try $0.edit({ try form.input.policy(over: $0) }, expecting: visit.formVersion, postman: postman)
                }
                return .see(visit.links.organization, .policySaved)
            } catch Trouble.invalid(let errors) {
                return try await visit.organizationPage(form: form, errors: errors, status: .unprocessableContent)
            } catch Trouble.conflict(.staleVersion) {
                return try await visit.organizationPage(form: form, isStale: true, status: .conflict)
            }
        }
    }
}

extension Visit {
    fileprivate func organizationPage(
        form: PolicyForm? = nil, errors: [FieldError] = [], isStale: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        let organization = try await store.read(try actor.grant(ViewOrganization.self), in: looking) { try $0.find() }
        let sites = try await store.read(try actor.grant(ViewSites.self), in: looking) { try $0.sites().count }
        let exempt = try await store.read(try actor.grant(ViewContacts.self), in: looking) { try $0.waiting().exempt.total }
        var form = form
        if isStale { form?.version = organization.version }
        return page(
            OrganizationPage(organization: organization, sites: sites, exempt: exempt, form: form, errors: errors, isStale: isStale),
            status: status)
    }
}
