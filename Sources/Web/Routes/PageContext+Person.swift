import Credentials
import Domain
import HTTPTypes
import Markup
import Pages
import Store

extension Portal {
    /// What every page knows of its reader.
    func pageContext(_ asked: Asked, _ person: SignedIn, looking: Organization?) async throws -> PageContext {
        var context = doorContext(asked)
        context.language = asked.cookies[Cookies.language].flatMap { Language(rawValue: $0) } ?? person.language
        // Times say that they are in UTC; why they are, where there is no data of one's zone, stands at My account.
        context.zone = person.timeZone.flatMap { Zone.named($0.text) } ?? .utc
        context.csrf = asked.cookies[Cookies.session].map(FormToken.text) ?? ""
        let others = person.worksElsewhere ? try await store.portalUsers(of: person) : []
        context.reader = Reader(
            actor: person.actor, email: person.email,
            organization: OrganizationBadge(
                id: person.organization.id, name: person.organization.name, asns: [], kind: person.organization.kind),
            others: others.filter { $0.organization != person.organization.id }.map {
                OrganizationBadge(id: $0.organization, name: $0.name, asns: [], kind: $0.kind)
            },
            looking: looking.map { OrganizationBadge(id: $0.id, name: $0.name.text, asns: $0.asns, kind: $0.kind) },
            isConfirmed: person.isConfirmed(at: store.clock()))
        return context
    }

    /// The page that the browser stands on: the one asked for, or the one whose form is answered, since nobody can go back
    /// to the address of a form. Home where the browser does not tell.
    func page(of asked: Asked) -> Link {
        guard asked.isUnsafe else { return Link(returning: asked.target) ?? Links().home }
        guard let page = asked.headers[.referer], page.hasPrefix("\(settings.publicURL.origin)/") else { return Links().home }
        let target = page.dropFirst(settings.publicURL.origin.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        // A page that answered a form stands at the form's address.
        let path = Routes.page(at: String(target[0]))
        return Link(returning: target.count > 1 ? "\(path)?\(target[1])" : path) ?? Links().home
    }

    /// The same for somebody who is not signed in.
    func doorContext(_ asked: Asked) -> PageContext {
        var context = PageContext(
            language: asked.language, zone: .utc, theme: asked.cookies[Cookies.theme].flatMap { Theme(rawValue: $0) } ?? .auto,
            now: store.clock(), csrf: asked.cookies[Cookies.door].map(FormToken.text) ?? "", nonce: asked.nonce, requestID: asked.requestID,
            here: page(of: asked), outcome: asked.query["done"].flatMap { Outcome(rawValue: $0) },
            isDemo: settings.isDemo, support: settings.support, operatorName: settings.operatorName)
        context.sendsMail = settings.sendsMail
        return context
    }
}
