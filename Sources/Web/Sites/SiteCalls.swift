import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/sites`.
extension RouteList {
    mutating func siteCalls() {
        api(.get, "/api/v1/sites", ViewSites.self, .list(Site.self, "List sites", query: Operation.page)) { call in
            try call.list(all: try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.sites() })
        }
        api(.post, "/api/v1/sites", EditSites.self, .create(Site.self, "Add a site", SiteInput.creation)) { call in
            var body = try call.body()
            let organization = try await call.organization(in: &body)
            let input = SiteInput(&body)
            try body.finish()
            let details = try input.validated(over: nil)
            return try await call.once({ .resource($0, status: .created, location: "/api/v1/sites/\($0.id)") }) { once in
                try await call.store.write(call.grant, in: organization, from: call.origin, once: once) { try $0.create(details) }
            }
        }
        api(.get, "/api/v1/sites/{id}", ViewSites.self, .read(Site.self, "Read a site")) { call in
            let id = try call.asked.id(of: Site.self)
            return .resource(try await call.store.read(call.grant, in: try await call.place(of: id)) { try $0.site(id) })
        }
        api(.patch, "/api/v1/sites/{id}", EditSites.self, .change(Site.self, "Change a site", SiteInput.change)) { call in
            let id = try call.asked.id(of: Site.self)
            var body = try call.body()
            body.refuseReadOnly(["id", "organization", "version"])
            let input = SiteInput(&body)
            try body.finish()
            let place = try await call.place(of: id)
            return .resource(
                try await call.conditional(id.text, in: place) { version in
                    try await call.store.write(call.grant, in: place, from: call.origin) {
                        try $0.edit(id, { try input.validated(over: $0.details) }, expecting: version)
                    }
                })
        }
        api(.delete, "/api/v1/sites/{id}", EditSites.self, .remove("Delete a site that nobody holds a role at")) { call in
            let id = try call.asked.id(of: Site.self)
            let place = try await call.place(of: id)
            try await call.conditional(id.text, in: place) { version in
                try await call.store.write(call.grant, in: place, from: call.origin) { try $0.delete(id, expecting: version) }
            }
            return Reply(.noContent)
        }
    }
}

extension Call {
    func place(of id: Site.ID) async throws -> Organization.ID? {
        if let named = try namedOrganization() { return named }
        return try await portal.place(actor, asked) { try $0.organization(of: id) }
    }
}
