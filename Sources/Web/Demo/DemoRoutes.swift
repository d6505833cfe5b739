import API
import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

/// What only the demo has: everybody's place can be taken with one click, and everybody's mail is readable.
/// These routes are in the list only when the database carries the demo's mark.
extension RouteList {
    mutating func demoRoutes() {
        open(.get, "/demo/personas.json") { portal, _ in
            let personas = try await portal.store.personas()
            var writer = JSONWriter()
            writer.array(personas) { writer, persona in
                writer.object {
                    $0.member("id", persona.contact.text)
                    $0.member("name", persona.name)
                    $0.member("organization", persona.organization.text)
                    $0.member("organization_name", persona.organizationName)
                    $0.member("organization_status", persona.organizationStatus.rawValue)
                    $0.member("contact", persona.contact.text)
                    $0.member("level", persona.level.rawValue)
                    $0.member("status", persona.access.rawValue)
                }
            }
            return .json(writer.bytes)
        }
        open(.post, "/demo/sign-in") { portal, asked in
            // There is no session that a form could be bound to; but a page elsewhere signs nobody in.
            try CrossSite.requireOwnPage(asked, origin: portal.settings.publicURL.origin)
            let text: String?, next: Link?
            if asked.mediaType == "application/json" {
                var body = try Body(asked.body)
                text = body.text("persona")
                try body.finish()
                next = nil
            } else {
                let form = try asked.form()
                text = form["persona"]
                next = form["next"].flatMap { Link(returning: $0) }
            }
            guard let text, let id = Contact.ID(text) else { throw Trouble.invalid([FieldError("persona", .missing)]) }
            let started = try await portal.store.takePlace(of: id, browser: portal.browser(asked), from: asked.origin)
            let reply =
                asked.wantsJSON
                ? Reply.json(JSONWriter.object { $0.member("bearer", started.token.text) })
                : Reply.see(next ?? Links().home)
            return reply.setting(Cookies.set(Cookies.session, started.token.text))
        }
    }
}

extension Portal {
    func browser(_ asked: Asked) -> Browser {
        Browser(agent: asked.headers[.userAgent] ?? "", device: asked.cookies[Cookies.device])
    }
}
