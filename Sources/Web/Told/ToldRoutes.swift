import API
import Domain
import HTTPTypes
import Pages
import Store

/// Who is told: the page, and `/api/v1/told`.
extension RouteList {
    mutating func toldPages() {
        page(.get, .told, ViewTold.self) { visit in
            let told = try await visit.store.read(visit.grant, in: visit.looking, isLong: true) { try $0.whoIsTold() }
            let sites = told.sites.map(SiteName.init)
            let chosen = visit.asked.query["site"].flatMap { Site.ID($0) }.flatMap { id in sites.first { $0.id == id }?.id }
            let groups = told.groups.filter { chosen == nil || $0.site == chosen }.map { group in
                ToldPage.Group(group.notice, at: sites.first { $0.id == group.site }, group.recipients, isGap: group.isGap)
            }
            return visit.page(ToldPage(groups: groups, contacts: told.contacts, sites: sites, chosen: chosen))
        }
    }

    mutating func toldCalls() {
        api(.get, "/api/v1/told", ViewTold.self, .list(ToldGroup.self, "List who would be told now", query: Operation.page)) { call in
            let told = try await call.store.read(call.grant, in: try call.namedOrganization(), isLong: true) { try $0.whoIsTold() }
            return try call.list(all: told.groups.filter { !$0.notice.isBySurvey }.map { ToldGroup($0, told.contacts) })
        }
    }
}

/// One kind of message at one place, as the interface says it.
struct ToldGroup: Resource {
    struct Recipient: Sendable {
        let recipient: Domain.Recipient
        let access: AccessStatus
    }

    let group: WhoIsTold.Group
    let recipients: [Recipient]

    init(_ group: WhoIsTold.Group, _ contacts: [Contact.ID: Contact]) {
        self.group = group
        recipients = group.recipients.map { Recipient(recipient: $0, access: contacts[$0.contact]?.access ?? .none) }
    }

    static let shape = Shape<ToldGroup>(
        "ToldGroup",
        .text("notice", "The kind of message.", .choice(Notice.self), \.group.notice.rawValue),
        .optional("site", "Where; null for the organization as a whole.", .id) { $0.group.site?.text },
        .boolean("gap", "Somebody ought to be told here, and nobody is.", \.group.isGap),
        .list("recipients", "Who gets it, and by which role.", of: recipient, \.recipients))

    private static let recipient = Shape<Recipient>(
        "ToldRecipient",
        .text("contact", "The contact.", .id, \.recipient.contact.text),
        .text("role", "The role that fits.", .choice(ContactRole.self), \.recipient.held.role.rawValue),
        .optional("site", "Where the role is held; null for everywhere.", .id) { $0.recipient.held.site?.text },
        .text("access", "Whether the contact can sign in, which plays no part.", .choice(AccessStatus.self), \.access.rawValue))
}
