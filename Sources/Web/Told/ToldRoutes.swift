import API
import Domain
import HTTPTypes
import Pages
import Store

/// Who is told: the page, and `/api/v1/told`.
extension RouteList {
    mutating func toldPages() {
        page(.get, .told, ViewTold.self) { visit in
            let told = try await visit.store.read(visit.grant, in: visit.looking) { try $0.whoIsTold() }
            let sites = told.sites.map(SiteName.init)
            let chosen = visit.asked.query["site"].flatMap { Site.ID($0) }.flatMap { id in sites.first { $0.id == id }?.id }
            let groups = told.groups.filter { chosen == nil || $0.site == chosen }.map { group in
                ToldPage.Group(group.notice, at: sites.first { $0.id == group.site }, group.recipients, isGap: group.isGap)
            }
            return visit.page(ToldPage(groups: groups, contacts: told.contacts, sites: sites, chosen: chosen))
        }
    }

    /// `GET /api/v1/told` → `{items: [{notice, site, gap, recipients: [{contact, role, site, access}]}]}`; a site of null is
    /// the whole organization.
    mutating func toldCalls() {
        api(.get, "/api/v1/told", ViewTold.self) { call in
            let organization = try call.namedOrganization()
            if let organization { try await call.portal.look(into: organization, call.person.actor, call.asked) }
            let told = try await call.store.read(call.grant, in: organization) { try $0.whoIsTold() }
            return .json(JSONWriter.object { writer in
                writer.name("items")
                writer.array(told.groups.filter { !$0.notice.isBySurvey }) { writer, group in
                    writer.object {
                        $0.member("notice", group.notice.rawValue)
                        $0.member("site", group.site?.text)
                        $0.member("gap", group.isGap)
                        $0.name("recipients")
                        $0.array(group.recipients) { writer, recipient in
                            writer.object {
                                $0.member("contact", recipient.contact.text)
                                $0.member("role", recipient.held.role.rawValue)
                                $0.member("site", recipient.held.site?.text)
                                $0.member("access", told.contacts[recipient.contact]?.access.rawValue)
                            }
                        }
                    }
                }
            })
        }
    }
}
