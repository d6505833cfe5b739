import Credentials
import Domain
import HTTPTypes
import Logging
import Store

/// Who calls the machine interface: somebody who is signed in, a program with a token, or the administrator's commands.
enum Caller: Sendable {
    case session(SignedIn)
    case token(TokenBearer)
    case console(Actor)

    var actor: Actor {
        switch self {
        case .session(let person): person.actor
        case .token(let bearer): bearer.actor
        case .console(let actor): actor
        }
    }

    /// Nil for the console, which is at home nowhere and names the organization each time.
    var organization: Organization.ID? {
        switch self {
        case .session(let person): person.organization.id
        case .token(let bearer): bearer.organization
        case .console: nil
        }
    }

    /// That of ``organization``, as the request found it; nil for the console.
    var revision: Int64? {
        switch self {
        case .session(let person): person.revision
        case .token(let bearer): bearer.revision
        case .console: nil
        }
    }

    /// The person themselves; nil when a program acts for them.
    var person: SignedIn? {
        guard case .session(let person) = self else { return nil }
        return person
    }
}

extension Portal {
    /// Who calls; nil for nobody. A bad bearer is nobody, never anonymous.
    func caller(_ asked: Asked) async throws -> Caller? {
        if let console = asked.console { return .console(console) }
        guard let header = asked.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return try await caller(bearing: String(header.dropFirst(7)).trimmed, asked)
    }

    /// Who presents this bearer; nil for nobody.
    func caller(bearing text: String, _ asked: Asked) async throws -> Caller? {
        guard let secret = Token.secret(presented: text) else { return try await signedIn(token: text, asked).map(Caller.session) }
        guard let bearer = try await store.authenticate(token: secret) else { return nil }
        try await unlessFull { try await store.touch(bearer, from: asked.origin) }
        return .token(bearer)
    }

    /// Who holds this session; nil for nobody.
    func signedIn(token text: String, _ asked: Asked) async throws -> SignedIn? {
        guard let token = Session.token(presented: text), let person = try await store.authenticate(session: token, from: asked.origin)
        else { return nil }
        try await unlessFull { try await store.touch(person) }
        return person
    }

    /// When the database cannot write, who may look still may.
    private func unlessFull(_ note: () async throws -> Void) async throws {
        do { try await note() } catch  where [.noSpace, .unavailable].contains(DatabaseTrouble(error)) {
            logger.warning("the last use of a session or token was not written down", metadata: ["error": "\(error)"])
        }
    }

    /// Who the browser's cookie says is here.
    func signedIn(_ asked: Asked) async throws -> SignedIn? {
        guard let text = asked.cookies[Cookies.session] else { return nil }
        return try await signedIn(token: text, asked)
    }
}

/// The proof that a form came from our own page: a token bound to the cookie that comes with it, and what the browser
/// says of where the request comes from (Fetch Metadata, W3C).
enum CrossSite {
    /// What a browser says of where the request comes from; a program says nothing.
    static func requireOwnPage(_ asked: Asked, origin: String) throws {
        if let site = asked.headers[.secFetchSite], site != "same-origin" { throw BadRequest.crossSite }
        if let sender = asked.headers[.origin], sender != origin { throw BadRequest.crossSite }
    }

    static func require(_ asked: Asked, form token: String?, cookie: String?, origin: String) throws {
        try requireOwnPage(asked, origin: origin)
        guard let cookie, let token, FormToken.matches(token, cookie: cookie) else { throw BadRequest.crossSite }
    }
}
