import API
import Domain
import HTTPTypes
import Pages
import Store

/// `/api/v1/contacts`.
extension RouteList {
    mutating func contactCalls() {
        api(.get, "/api/v1/contacts", ViewContacts.self) { call in
            let filter = try call.contactFilter()
            let page = try await call.store.read(call.grant, in: try call.namedOrganization()) { try $0.contacts(filter) }
            return call.list(page) { $1.write(to: &$0) }
        }
        api(.post, "/api/v1/contacts", CreateContact.self) { call in
            var body = try call.body()
            let organization = try call.organization(in: &body)
            let input = ContactInput(&body)
            let level = body.text("level")
            try body.finish()
            let (details, assignment) = try input.validated(over: nil)
            let new = NewContact(details: details, assignment: assignment, level: try Level.offered(level ?? "none", in: "level"))
            let contact = try await call.store.write(call.grant, in: organization, from: call.origin) { [postman = call.portal.postman] in
                try $0.create(new, postman: postman).contact
            }
            return .resource(version: contact.version, status: .created, location: "/api/v1/contacts/\(contact.id)") { contact.write(to: &$0) }
        }
        api(.get, "/api/v1/contacts/{id}", ViewContacts.self) { call in
            let id = try call.asked.id(of: Contact.self)
            let place = try await call.place(of: id)
            let contact = try await call.store.read(call.grant, in: place) { try $0.contact(id) }
            return .resource(version: contact.version) { contact.write(to: &$0) }
        }
        api(.patch, "/api/v1/contacts/{id}", EditContact.self) { call in
            let id = try call.asked.id(of: Contact.self)
            var body = try call.body()
            if body.text("level") != nil { body.refuse("level", .belongsElsewhere("PUT /api/v1/contacts/\(id)/access")) }
            body.refuseReadOnly(["id", "organization", "status", "version"])
            let input = ContactInput(&body)
            try body.finish()
            if input.hasAssignment { _ = try call.person.actor.grant(AssignContact.self) }
            let version = try call.expectedVersion()
            let contact = try await call.store.write(call.grant, in: try await call.place(of: id), from: call.origin) { [postman = call.portal.postman] in
                try $0.edit(id, { try $0.edit(by: input) }, expecting: version, postman: postman)
            }
            return .resource(version: contact.version) { contact.write(to: &$0) }
        }
        api(.delete, "/api/v1/contacts/{id}", DeleteContact.self) { call in
            let id = try call.asked.id(of: Contact.self)
            let version = try call.expectedVersion()
            try await call.store.write(call.grant, in: try await call.place(of: id), from: call.origin) { try $0.delete(id, expecting: version) }
            return Reply(.noContent)
        }
    }

    /// `/api/v1/contacts/{id}/access` and what else opens and closes the door.
    mutating func accessCalls() {
        api(.put, "/api/v1/contacts/{id}/access", GrantAccess.self) { call in
            let id = try call.asked.id(of: Contact.self)
            var body = try call.body()
            let text = body.text("level")
            try body.finish()
            let level = try Level.offered(text, in: "level")
            let version = try call.expectedVersion()
            return try await call.changeAccess(of: id) { try $0.setAccess(id, to: level, expecting: version, postman: $1).contact }
        }
        api(.delete, "/api/v1/contacts/{id}/access", GrantAccess.self) { call in
            let id = try call.asked.id(of: Contact.self)
            let version = try call.expectedVersion()
            return try await call.changeAccess(of: id) { transaction, _ in try transaction.revoke(id, expecting: version) }
        }
        api(.post, "/api/v1/contacts/{id}/access/resend", GrantAccess.self) { call in
            let id = try call.asked.id(of: Contact.self)
            return try await call.changeAccess(of: id) { try $0.resend(id, postman: $1).contact }
        }
        api(.post, "/api/v1/contacts/{id}/access/suspend", SuspendAccess.self) { call in
            let id = try call.asked.id(of: Contact.self)
            let version = try call.expectedVersion()
            return try await call.changeAccess(of: id) { transaction, _ in try transaction.suspend(id, expecting: version) }
        }
    }
}

extension Call where A: Writing {
    /// Runs one change of somebody's access and shows the contact as it is now.
    func changeAccess(of id: Contact.ID, _ change: @escaping @Sendable (borrowing Transaction<A>, Postman) throws -> Contact) async throws -> Reply {
        let contact = try await store.write(grant, in: try await place(of: id), from: origin) { [postman = portal.postman] in try change($0, postman) }
        return .resource(version: contact.version) { contact.write(to: &$0) }
    }
}

extension Contact {
    /// What of this contact an input changes.
    func edit(by input: ContactInput) throws -> ContactEdit {
        let (details, assignment) = try input.validated(over: self)
        return ContactEdit(details: input.hasDetails || !input.hasAssignment ? details : nil, assignment: input.hasAssignment ? assignment : nil)
    }
}

extension Level {
    /// A level that can be asked for. Which of them fit the organization is the store's to say.
    static func offered(_ text: String?, in field: String) throws -> Level {
        let offered = Level.ofPartners + Level.ofStaff.dropFirst()
        guard let text, let level = Level(rawValue: text), offered.contains(level) else {
            throw Trouble.invalid([FieldError(field, text == nil ? .missing : .notOneOf(Level.ofPartners.map(\.rawValue)))])
        }
        return level
    }
}

extension Call {
    /// The organization in which a contact is to be looked for: staff name none, so it is found out.
    func place(of id: Contact.ID) async throws -> Organization.ID? {
        try await portal.place(person.actor, asked) { try $0.organization(of: id) }
    }

    /// The member `organization` of a body: staff name a partner; everybody else may only name their own.
    func organization(in body: inout Body) throws -> Organization.ID? {
        guard let text = body.text("organization") ?? asked.query["organization"] else { return nil }
        guard let id = Organization.ID(text) else { throw Trouble.notFound }
        return id
    }

    func contactFilter() throws -> ContactQuery {
        let (limit, start) = try window()
        var filter = ContactQuery()
        var check = FieldCheck()
        filter.limit = limit
        filter.start = start
        filter.search = asked.query["search"] ?? ""
        filter.levels = Set(asked.query.all("level").compactMap { check.choice("level", $0) })
        filter.roles = Set(asked.query.all("role").compactMap { check.choice("role", $0) })
        filter.statuses = Set(asked.query.all("status").compactMap { check.choice("status", $0) })
        filter.sites = Set(asked.query.all("site").compactMap { text in
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

extension Portal {
    /// Where something with an id is: staff who reach partners look everywhere, and the look is recorded.
    func place(_ actor: Actor, _ asked: Asked, _ find: @escaping @Sendable (borrowing WideTransaction<SearchDirectory>) throws -> Organization.ID?) async throws -> Organization.ID? {
        guard actor.level.isStaff, let grant = try? actor.grant(SearchDirectory.self) else { return nil }
        guard let place = try await store.readWide(grant, find) else { throw Trouble.notFound }
        try await look(into: place, actor, asked)
        return place
    }
}
