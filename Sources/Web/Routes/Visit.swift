import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// One page or form asked for by a signed-in person who may do `A` somewhere.
struct Visit<A: Action>: Sendable {
    let portal: Portal
    let asked: Asked
    let person: SignedIn
    let grant: Grant<A>
    /// The fields of the form; empty for a page.
    let form: Fields
    var context: PageContext
    /// The partner that staff look into; nil in one's own organization.
    let looking: Organization.ID?

    /// The organization whose rooms are visited.
    var subject: Organization.ID { looking ?? person.organization.id }

    var store: Store { portal.store }
    var origin: Origin { asked.origin }
    var actor: Actor { person.actor }
    var links: Links { context.links }
    var postman: Postman { portal.postman }

    func page(_ page: some Page, status: HTTPResponse.Status = .ok) -> Reply {
        var context = context
        // What was sent and not taken stands on the page alone: it is asked for before the page is left.
        if asked.isUnsafe, status.code >= 400 { context.unsaved = asked.path }
        return .page(page, for: context, status: status)
    }

    /// The version that a form was filled in for.
    var formVersion: ExpectedVersion {
        form["version"].flatMap { Int64($0) }.map(ExpectedVersion.exactly) ?? .any
    }

    /// The same visit, looking into `organization`.
    func standing(in organization: Organization.ID) async throws -> Visit {
        guard organization != person.organization.id else { return self }
        let found = try await store.read(try actor.grant(ViewOrganization.self), in: organization) { try $0.find() }
        return Visit(
            portal: portal, asked: asked, person: person, grant: grant, form: form,
            context: try await portal.pageContext(asked, person, looking: found), looking: organization)
    }

    /// The same visit, standing where `find` says: staff may follow a link that names no organization.
    func standing(where find: @escaping @Sendable (borrowing WideTransaction<SearchDirectory>) throws -> Organization.ID?) async throws
        -> Visit
    {
        guard looking == nil, let place = try await portal.place(actor, asked, find) else { return self }
        return try await standing(in: place)
    }

    /// Sensitive acts need a sign-in or confirmation of the last minutes.
    func requireConfirmation() throws {
        if !isConfirmed { throw BadRequest.confirmationNeeded }
    }

    /// Who is here has proved lately who they are.
    var isConfirmed: Bool { person.isConfirmed(at: store.clock()) }
}

extension Portal {
    /// Finds out who is here, checks where a form comes from, and hands over to the route's own part.
    func visit<A: Action>(_ asked: Asked, _ action: A.Type, _ answer: (Visit<A>) async throws -> Reply) async throws -> Reply {
        if let elsewhere = canonical(asked) { return elsewhere }
        guard let person = try await signedIn(asked) else { throw BadRequest.nobody }
        let form = asked.isUnsafe && asked.upload == nil && asked.mediaType != "application/json" ? try asked.form() : Fields()
        if asked.isUnsafe {
            try CrossSite.require(
                asked, form: form["csrf"] ?? asked.headers[.csrf] ?? (asked.upload == nil ? nil : asked.query["csrf"]),
                cookie: asked.cookies[Cookies.session], origin: settings.publicURL.origin)
        }
        return try await recording(asked, person.actor, A.permission) {
            if person.strength == .enrolling, A.self != UseAccount.self { throw BadRequest.enrollmentNeeded }
            let grant = try person.actor.grant(action)
            // One's own account is in no organization: a form that names one there means to switch to it.
            let looking = A.self == UseAccount.self ? nil : try await looking(asked, form, person)
            var context = try await pageContext(asked, person, looking: looking)
            try await tellOutcome(asked, person, in: looking?.id, &context)
            return try await answer(
                Visit(portal: self, asked: asked, person: person, grant: grant, form: form, context: context, looking: looking?.id))
        }
    }

    /// The partner that the address names, for staff. For everybody else only their own organization exists.
    private func looking(_ asked: Asked, _ form: Fields, _ person: SignedIn) async throws -> Organization? {
        guard let text = asked.query["organization"] ?? form["organization"] else { return nil }
        guard let id = Organization.ID(text) else { throw Trouble.notFound }
        if id == person.organization.id { return nil }
        guard person.actor.level.isStaff else { throw Trouble.notFound }
        let grant = try person.actor.grant(ViewOrganization.self)
        let organization = try await store.read(grant, in: id) { try $0.find() }
        try await look(into: id, person.actor, asked)
        return organization
    }

    /// A passkey hangs on the name in the address bar, so there is one: 127.0.0.1 is sent to localhost.
    func canonical(_ asked: Asked) -> Reply? {
        guard settings.publicURL.host == "localhost", !asked.isUnsafe,
            asked.host.hasPrefix("127.0.0.1") || asked.host.hasPrefix("[::1]")
        else { return nil }
        return Reply(.temporaryRedirect, headers: [.location: settings.publicURL.origin + asked.target])
    }
}
