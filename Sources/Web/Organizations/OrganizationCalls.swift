import API
import Domain
import HTTPTypes
import Store

/// `/api/v1/organizations`.
extension RouteList {
    mutating func organizationCalls() {
        api(
            .get, "/api/v1/organizations", ViewOrganization.self,
            .list(
                Organization.self, "List organizations: one's own, or for staff all partners",
                query: [
                    .init("search", "The beginnings of words of the name.", .text(sample: "nord"))
                ] + Operation.page)
        ) { call in
            let (limit, start) = try call.window()
            let search = call.asked.query["search"] ?? ""
            guard let grant = try? call.actor.grant(SearchDirectory.self) else {
                let own = try await call.store.read(call.grant) { try $0.find() }
                return call.list(own.isFound(by: search) ? [own] : [])
            }
            let page = try await call.store.readWide(grant) { try $0.organizations(search: search, start: start, limit: limit) }
            return call.list(page.items.map(\.organization), next: page.next.map { ("after", $0.text) })
        }
        api(
            .post, "/api/v1/organizations", CreateOrganization.self, .create(Organization.self, "Add a partner", OrganizationInput.creation)
        ) { call in
            var body = try call.body()
            let input = OrganizationInput(&body)
            if input.hasPolicy { body.refuse("allows_exemption", .belongsElsewhere("PATCH /api/v1/organizations/{id}")) }
            try body.finish()
            let (name, kind, asns) = try input.validated(over: nil)
            return try await call.once({ .resource($0, status: .created, location: "/api/v1/organizations/\($0.id)") }) { once in
                try await call.store.create(
                    OrganizationDetails(name: name, kind: kind, asns: asns), by: call.grant, from: call.origin, once: once)
            }
        }
        api(.get, "/api/v1/organizations/{id}", ViewOrganization.self, .read(Organization.self, "Read an organization")) { call in
            let id = try call.asked.id(of: Organization.self)
            try await call.portal.look(into: id, call.actor, call.asked)
            return .resource(try await call.store.read(call.grant, in: id) { try $0.find() })
        }
        api(
            .patch, "/api/v1/organizations/{id}", EditOrganization.self,
            .change(Organization.self, "Change a partner", OrganizationInput.change)
        ) { call in
            let id = try call.asked.id(of: Organization.self)
            var body = try call.body()
            body.refuseReadOnly(["id", "status", "version"])
            let input = OrganizationInput(&body)
            if input.hasPolicy { body.refuse("allows_exemption", .belongsElsewhere("PATCH /api/v1/organizations/\(id)/policy")) }
            try body.finish()
            return .resource(
                try await call.conditional(id.text, in: id) { version in
                    try await call.store.write(call.grant, in: id, from: call.origin) {
                        try $0.edit(
                            { old in
                                let (name, kind, asns) = try input.validated(over: old)
                                return OrganizationDetails(name: name, kind: kind, asns: asns)
                            }, expecting: version)
                    }
                })
        }
        api(
            .patch, "/api/v1/organizations/{id}/policy", EditPolicy.self,
            .change(Organization.self, "Change an organization's policy", OrganizationInput.policyChange)
        ) { call in
            let id = try call.asked.id(of: Organization.self)
            var body = try call.body()
            let input = OrganizationInput(&body)
            if input.hasDetails { body.refuse("name", .belongsElsewhere("PATCH /api/v1/organizations/\(id)")) }
            try body.finish()
            return .resource(
                try await call.conditional(id.text, in: id) { [postman = call.portal.postman] version in
                    try await call.store.write(call.grant, in: id, from: call.origin) {
                        try $0.edit({ try input.policy(over: $0) }, expecting: version, postman: postman)
                    }
                })
        }
        for (verb, summary, status) in [
            ("suspend", "Suspend a partner: all its sessions end", Organization.Status.suspended),
            ("resume", "Let a suspended partner go on", .active),
        ] {
            api(.post, "/api/v1/organizations/{id}/\(verb)", SuspendOrganization.self, .change(Organization.self, summary)) { call in
                let id = try call.asked.id(of: Organization.self)
                return try await call.once({ .resource($0) }) { once in
                    try await call.conditional(id.text, in: id) { version in
                        try await call.store.write(call.grant, in: id, from: call.origin, once: once) {
                            try $0.setStatus(status, expecting: version)
                        }
                    }
                }
            }
        }
    }
}

extension Organization {
    /// The same as the operator's search among partners asks, of one's own.
    fileprivate func isFound(by search: String) -> Bool {
        let words = name.text.searchWords + asns.flatMap { ["\($0.number)", "as\($0.number)"] }
        return search.searchWords.allSatisfy { sought in words.contains { $0.hasPrefix(sought) } }
    }
}
