import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// One page or form at the door: whoever asks may be signed in or not.
struct Knock: Sendable {
    let portal: Portal
    let asked: Asked
    /// Nil for nobody.
    let person: SignedIn?
    let form: Fields
    let context: PageContext

    var store: Store { portal.store }
    var origin: Origin { asked.origin }
    var links: Links { context.links }
    var browser: Browser { portal.browser(asked) }
    /// What this browser is called, as a first name for a passkey made in it.
    var device: String { DeviceName.text(for: asked.headers[.userAgent] ?? "") }

    /// Where to go afterwards: a path of this server, or nothing.
    var next: Link? { (form["next"] ?? asked.query["next"]).flatMap { Link(returning: $0) } }

    func page(_ page: some Pages.Page, status: HTTPResponse.Status = .ok) -> Reply {
        .page(page, for: context, status: status)
    }

    /// The token of a link's path.
    var token: String { asked.parameters["token"] ?? "" }
}

extension RouteList {
    /// A page or form for those on their way in or out. Its forms carry a token bound to a cookie of the door, or to the
    /// session where there is one.
    mutating func door(_ method: HTTPRequest.Method, _ path: Path, _ answer: @escaping @Sendable (Knock) async throws -> Reply) {
        open(method, path) { portal, asked in try await portal.knock(asked, answer) }
    }
}

extension Portal {
    func knock(_ asked: Asked, _ answer: (Knock) async throws -> Reply) async throws -> Reply {
        if let elsewhere = canonical(asked) { return elsewhere }
        let form = asked.isUnsafe ? try asked.form() : Fields()
        if asked.isUnsafe { try requireOwnForm(asked, form) }
        let person = try await signedIn(asked)
        let cookie = asked.cookies[Cookies.door] ?? OneTimeSecret.generate().text
        var context: PageContext
        if let person {
            context = try await pageContext(asked, person, looking: nil)
        } else {
            context = doorContext(asked)
            context.csrf = FormToken.text(for: cookie)
        }
        let reply = try await answer(Knock(portal: self, asked: asked, person: person, form: form, context: context))
        return asked.cookies[Cookies.door] == nil && person == nil ? reply.setting(Cookies.set(Cookies.door, cookie)) : reply
    }

    /// A form of the door may have been filled in before or after signing in, so either cookie vouches for it.
    private func requireOwnForm(_ asked: Asked, _ form: Fields) throws {
        let cookies = [asked.cookies[Cookies.session], asked.cookies[Cookies.door]].compactMap(\.self)
        let isOwn = cookies.contains { cookie in
            (try? CrossSite.require(asked, form: form["csrf"], cookie: cookie, origin: settings.publicURL.origin)) != nil
        }
        if !isOwn { throw BadRequest.crossSite }
    }
}

extension Cookies {
    /// The challenge that a passkey is to answer.
    static let passkey = "__Host-stagedoor-passkey"
}

extension Reply {
    /// Goes on as somebody who has just signed in, or whose session has a new token.
    func continuing(_ session: StartedSession) -> Reply {
        var reply = setting(Cookies.set(Cookies.session, session.token.text))
        if let device = session.device { reply = reply.setting(Cookies.set(Cookies.device, device.text, for: 400 * 86_400)) }
        return reply
    }

    /// Whoever still lacks a second factor adds it before anything else.
    static func signedIn(_ session: StartedSession, next: Link?) -> Reply {
        see(session.strength == .enrolling ? Links().enroll : next ?? Links().home)
            .continuing(session).setting(Cookies.drop(Cookies.ceremony), Cookies.drop(Cookies.passkey))
    }
}

extension BadRequest {
    /// Too many failures: the next attempt is looked at from `moment` on.
    static func tooMany(until moment: Moment, now: Moment) -> BadRequest {
        .tooManyRequests(retryAfter: Int(max(1, (moment.since(now).milliseconds + 999) / 1000)))
    }
}
