import API
import Domain
import HTTPTypes
import Pages
import Store

/// `/api/v1/contacts`.
extension RouteList {
    mutating func contactCalls() {
        api(
            .get, "/api/v1/contacts", ViewContacts.self,
            .list(Contact.self, "List contacts", query: ContactQuery.parameters + Operation.page)
        ) { call in
            let filter = try call.contactFilter()
            let organization = try call.namedOrganization()
            return try await call.keeping(dependsOnTime: filter.dependsOnTime) {
                let page = try await call.store.read(call.grant, in: organization) { try $0.contacts(filter) }
                return (call.list(page), end: page.end)
            }
        }
        api(.post, "/api/v1/contacts", CreateContact.self, .create(Contact.self, "Add a contact, and invite it", ContactInput.creation)) {
            call in
            var body = try call.body()
            let organization = try await call.organization(in: &body)
            let new = try NewContact(&body)
            return try await call.once({ .resource($0, status: .created, location: "/api/v1/contacts/\($0.id)") }) {
                [postman = call.portal.postman] once in
                try await call.store.write(call.grant, in: organization, from: call.origin, once: once) {
                    try $0.create(new, postman: postman).contact
                }
            }
        }
        api(.get, "/api/v1/contacts/{id}", ViewContacts.self, .read(Contact.self, "Read a contact")) { call in
            let id = try call.asked.id(of: Contact.self)
            return .resource(try await call.store.read(call.grant, in: try await call.place(of: id)) { try $0.contact(id) })
        }
        api(.patch, "/api/v1/contacts/{id}", EditContact.self, .change(Contact.self, "Change a contact", ContactInput.change)) { call in
            let id = try call.asked.id(of: Contact.self)
            var body = try call.body()
            if body.text("level") != nil { body.refuse("level", .belongsElsewhere("PUT /api/v1/contacts/\(id)/access")) }
            let input = try ContactInput(change: &body)
            if input.hasAssignment { _ = try call.actor.grant(AssignContact.self) }
            let place = try await call.place(of: id)
            return .resource(
                try await call.conditional(id.text, in: place) { [postman = call.portal.postman] version in
                    try await call.store.write(call.grant, in: place, from: call.origin) {
                        try $0.edit(id, { try $0.edit(by: input) }, expecting: version, isProven: call.isConfirmed, postman: postman)
                    }
                })
        }
        api(.delete, "/api/v1/contacts/{id}", DeleteContact.self, .remove("Delete a contact")) { call in
            let id = try call.asked.id(of: Contact.self)
            let place = try await call.place(of: id)
            try await call.conditional(id.text, in: place) { version in
                try await call.store.write(call.grant, in: place, from: call.origin) { [postman = call.portal.postman] in
                    try $0.delete(id, expecting: version, postman: postman)
                }
            }
            return Reply(.noContent)
        }
    }

    /// `/api/v1/contacts/{id}/access` and what else opens and closes the door.
    mutating func accessCalls() {
        api(
            .put, "/api/v1/contacts/{id}/access", GrantAccess.self,
            .change(Contact.self, "Invite a contact, or change its level", AccessBody.shape)
        ) { call in
            var body = try call.body()
            let text = body.text("level")
            try body.finish()
            let level = try Level.offered(text, in: "level")
            return try await call.changeAccess { try $0.setAccess($1, to: level, expecting: $2, postman: $3).contact }
        }
        api(.delete, "/api/v1/contacts/{id}/access", GrantAccess.self, .change(Contact.self, "Revoke a contact's access")) { call in
            try await call.changeAccess { try $0.revoke($1, expecting: $2, postman: $3) }
        }
        api(.post, "/api/v1/contacts/{id}/access/resend", GrantAccess.self, .change(Contact.self, "Send an invitation again")) { call in
            try await call.changeAccess { try $0.resend($1, expecting: $2, postman: $3).contact }
        }
        api(.post, "/api/v1/contacts/{id}/access/suspend", SuspendAccess.self, .change(Contact.self, "Suspend a contact's access")) {
            call in
            try await call.changeAccess { try $0.suspend($1, expecting: $2, postman: $3) }
        }
        api(.post, "/api/v1/contacts/{id}/access/resume", GrantAccess.self, .change(Contact.self, "End a suspension: sign-in as before")) {
            call in
            try await call.changeAccess { try $0.resume($1, expecting: $2, postman: $3).contact }
        }
        api(
            .post, "/api/v1/contacts/{id}/access/end-sessions", SuspendAccess.self,
            .change(Contact.self, "End a contact's sessions; access stays")
        ) { call in
            try await call.changeAccess { try $0.endSessions($1, expecting: $2, postman: $3) }
        }
    }
}

extension Call where A: Writing {
    /// Runs one change of somebody's access and shows the contact as it is now.
    func changeAccess(_ change: @escaping @Sendable (borrowing Transaction<A>, Contact.ID, ExpectedVersion, Postman) throws -> Contact)
        async throws -> Reply
    {
        let id = try asked.id(of: Contact.self)
        let place = try await place(of: id)
        return try await once({ .resource($0) }) { once in
            try await conditional(id.text, in: place) { [postman = portal.postman] version in
                try await store.write(grant, in: place, from: origin, once: once) { try change($0, id, version, postman) }
            }
        }
    }
}

extension NewContact {
    /// Reads the members of ``ContactInput/creation``, and nothing else.
    init(_ body: inout Body) throws {
        let input = ContactInput(&body)
        let level = body.text("level")
        try body.finish()
        let (details, assignment) = try input.validated(over: nil)
        self.init(details: details, assignment: assignment, level: try Level.offered(level ?? "none", in: "level"))
    }
}

extension ContactInput {
    /// Reads the members of ``ContactInput/change``; what only the portal writes is refused by name.
    init(change body: inout Body) throws {
        body.refuseReadOnly(["id", "organization", "status", "version"])
        self.init(&body)
        try body.finish()
    }
}

extension Contact {
    /// What of this contact an input changes.
    func edit(by input: ContactInput) throws -> ContactEdit {
        let (details, assignment) = try input.validated(over: self)
        return ContactEdit(
            details: input.hasDetails || !input.hasAssignment ? details : nil, assignment: input.hasAssignment ? assignment : nil)
    }
}

extension Level {
    /// A level that can be asked for. Which of them fit the organization is the store's to say.
    static func offered(_ text: String?, in field: String) throws -> Level {
        guard let text, let level = Level(rawValue: text), Level.offered.contains(level) else {
            throw Trouble.invalid([FieldError(field, text == nil ? .missing : .notOneOf(Level.ofPartners.map(\.rawValue)))])
        }
        return level
    }
}

extension Call {
    /// The organization in which a contact is to be looked for: staff name none, so it is found out.
    func place(of id: Contact.ID) async throws -> Organization.ID? {
        if let named = try namedOrganization() { return named }
        return try await portal.place(actor, asked) { try $0.organization(of: id) }
    }

    /// The member `organization` of a body: staff name a partner, which is a look; everybody else may only name their own.
    func organization(in body: inout Body) async throws -> Organization.ID? {
        guard let text = body.text("organization") else { return try namedOrganization() }
        guard let id = Organization.ID(text) else { throw Trouble.notFound }
        if let named = try namedOrganization(), named != id { throw Trouble.invalid([FieldError("organization", .notOneOf([named.text]))]) }
        if id != caller.organization, !actor.level.isStaff {
            try await store.noteForeign(id.text, action: A.permission, by: actor, from: origin)
            throw Trouble.notFound
        }
        try await portal.look(into: id, actor, asked)
        return id
    }

    func contactFilter() throws -> ContactQuery {
        let (limit, start) = try window()
        var filter = ContactQuery()
        var check = FieldCheck()
        filter.limit = limit
        filter.start = start
        filter.search = asked.query["search"] ?? ""
        let levels = [.none] + Level.ofPeople
        filter.levels = Set(
            asked.query.all("level").compactMap { text in
                if let level = levels.first(where: { $0.rawValue == text }) { return level }
                check.refuse("level", .notOneOf(levels.map(\.rawValue)))
                return nil
            })
        filter.roles = Set(asked.query.all("role").compactMap { check.choice("role", $0) })
        filter.statuses = Set(asked.query.all("status").compactMap { check.choice("status", $0) })
        filter.sites = Set(
            asked.query.all("site").compactMap { text in
                if let id = Site.ID(text) { return id }
                check.refuse("site", .unknownSite)
                return nil
            })
        if var sort = asked.query["sort"] {
            filter.isDescending = sort.hasPrefix("-")
            if filter.isDescending { sort.removeFirst() }
            filter.sort = check.choice("sort", sort) ?? .name
        }
        try check.finish()
        return filter
    }
}

extension ContactQuery {
    /// What ``Call/contactFilter()`` reads.
    static let parameters: [Operation.Parameter] = [
        .init("search", "The beginnings of words of name, address or phone.", .text(sample: "dahl")),
        .init("level", "At this level.", .choice(([.none] + Level.ofPeople).map(\.rawValue)), isRepeated: true),
        .init("role", "Holding this role anywhere.", .choice(ContactRole.self), isRepeated: true),
        .init("status", "With this status.", .choice(AccessStatus.self), isRepeated: true),
        .init("site", "Of this site.", .id, isRepeated: true),
        .init(
            "sort", "The order; a hyphen before it turns it around.", .choice(Sort.allCases.flatMap { [$0.rawValue, "-\($0.rawValue)"] })),
    ]
}

extension Portal {
    /// Where something with an id is: staff who reach partners look everywhere, and the look is recorded.
    func place(
        _ actor: Actor, _ asked: Asked, _ find: @escaping @Sendable (borrowing WideTransaction<SearchDirectory>) throws -> Organization.ID?
    ) async throws -> Organization.ID? {
        guard let grant = try? actor.grant(SearchDirectory.self) else { return nil }
        guard let place = try await store.readWide(grant, find) else { throw Trouble.notFound }
        try await look(into: place, actor, asked)
        return place
    }
}
