import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/sites`.
extension RouteList {
    mutating func siteCalls() {
        api(.get, "/api/v1/sites", ViewSites.self) { call in
            let sites = try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.sites() }
            return call.list(Listing(items: sites, next: nil, previous: nil)) { $1.write(to: &$0) }
        }
        api(.post, "/api/v1/sites", EditSites.self) { call in
            var body = try call.body()
            let organization = try call.organization(in: &body)
            let input = SiteInput(&body)
            try body.finish()
            let details = try input.validated(over: nil)
            let site = try await call.store.write(call.grant, in: organization, from: call.origin) { try $0.create(details) }
            return .resource(version: site.version, status: .created, location: "/api/v1/sites/\(site.id)") { site.write(to: &$0) }
        }
        api(.get, "/api/v1/sites/{id}", ViewSites.self) { call in
            let id = try call.asked.id(of: Site.self)
            let site = try await call.store.read(call.grant, in: try await call.place(of: id)) { try $0.site(id) }
            return .resource(version: site.version) { site.write(to: &$0) }
        }
        api(.patch, "/api/v1/sites/{id}", EditSites.self) { call in
            let id = try call.asked.id(of: Site.self)
            var body = try call.body()
            body.refuseReadOnly(["id", "organization", "version"])
            let input = SiteInput(&body)
            try body.finish()
            let version = try call.expectedVersion()
            let site = try await call.store.write(call.grant, in: try await call.place(of: id), from: call.origin) {
                try $0.edit(id, { try input.validated(over: $0.details) }, expecting: version)
            }
            return .resource(version: site.version) { site.write(to: &$0) }
        }
        api(.delete, "/api/v1/sites/{id}", EditSites.self) { call in
            let id = try call.asked.id(of: Site.self)
            let version = try call.expectedVersion()
            try await call.store.write(call.grant, in: try await call.place(of: id), from: call.origin) { try $0.delete(id, expecting: version) }
            return Reply(.noContent)
        }
    }
}

extension Call {
    func place(of id: Site.ID) async throws -> Organization.ID? {
        try await portal.place(person.actor, asked) { try $0.organization(of: id) }
    }
}
