import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/organizations`.
extension RouteList {
    mutating func organizationCalls() {
        api(.get, "/api/v1/organizations", ViewOrganization.self) { call in
            let (limit, start) = try call.window()
            let search = call.asked.query["search"] ?? ""
            guard call.person.actor.level.isStaff, let grant = try? call.person.actor.grant(SearchDirectory.self) else {
                let own = try await call.store.read(call.grant) { try $0.find() }
                return call.list(Listing(items: [own], next: nil, previous: nil)) { $1.write(to: &$0) }
            }
            let page = try await call.store.readWide(grant) { try $0.organizations(search: search, start: start, limit: limit) }
            return call.list(page) { $1.organization.write(to: &$0) }
        }
        api(.post, "/api/v1/organizations", CreateOrganization.self) { call in
            var body = try call.body()
            let input = OrganizationInput(&body)
            if input.hasPolicy { body.refuse("allows_exemption", .belongsElsewhere("PATCH /api/v1/organizations/{id}")) }
            try body.finish()
            let (name, kind, asns) = try input.validated(over: nil)
            let organization = try await call.store.create(OrganizationDetails(name: name, kind: kind, asns: asns), by: call.grant, from: call.origin)
            return .resource(version: organization.version, status: .created, location: "/api/v1/organizations/\(organization.id)") {
                organization.write(to: &$0)
            }
        }
        api(.get, "/api/v1/organizations/{id}", ViewOrganization.self) { call in
            let id = try call.asked.id(of: Organization.self)
            try await call.portal.look(into: id, call.person.actor, call.asked)
            let organization = try await call.store.read(call.grant, in: id) { try $0.find() }
            return .resource(version: organization.version) { organization.write(to: &$0) }
        }
        api(.patch, "/api/v1/organizations/{id}", EditOrganization.self) { call in
            let id = try call.asked.id(of: Organization.self)
            var body = try call.body()
            body.refuseReadOnly(["id", "status", "version"])
            let input = OrganizationInput(&body)
            if input.hasPolicy { body.refuse("allows_exemption", .belongsElsewhere("PATCH /api/v1/organizations/\(id)/policy")) }
            try body.finish()
            let version = try call.expectedVersion()
            let organization = try await call.store.write(call.grant, in: id, from: call.origin) {
                try $0.edit({ old in
                    let (name, kind, asns) = try input.validated(over: old)
                    return OrganizationDetails(name: name, kind: kind, asns: asns)
                }, expecting: version)
            }
            return .resource(version: organization.version) { organization.write(to: &$0) }
        }
        api(.patch, "/api/v1/organizations/{id}/policy", EditPolicy.self) { call in
            let id = try call.asked.id(of: Organization.self)
            var body = try call.body()
            let input = OrganizationInput(&body)
            if input.hasDetails { body.refuse("name", .belongsElsewhere("PATCH /api/v1/organizations/\(id)")) }
            try body.finish()
            let version = try call.expectedVersion()
            let organization = try await call.store.write(call.grant, in: id, from: call.origin) {
                try $0.edit({ try input.policy(over: $0) }, expecting: version)
            }
            return .resource(version: organization.version) { organization.write(to: &$0) }
        }
        for (verb, status) in [("suspend", Organization.Status.suspended), ("resume", .active)] {
            api(.post, "/api/v1/organizations/{id}/\(verb)", SuspendOrganization.self) { call in
                let id = try call.asked.id(of: Organization.self)
                let organization = try await call.store.write(call.grant, in: id, from: call.origin) { try $0.setStatus(status) }
                return .resource(version: organization.version) { organization.write(to: &$0) }
            }
        }
    }
}
