import Domain
import Markup

/// The search field and the filters, one form that is also the address.
extension UsersPage {
    func filters(_ h: Sheet, _ names: SiteNames) {
        h.element("form", [.id("filters"), .class("filters"), .action(h.links.users), .role("search")]) {
            h.input(
                .type("search"), .id("q"), .name("q"), .value(filter.text), .label(h.say(.searchContacts)),
                Attribute("placeholder", h.say(.searchContacts)),
                Attribute("autocomplete", "off"), Attribute("enterkeyhint", "search"))
            h.div(.id("chips"), .class("chips")) {
                roleChip(h)
                levelChip(h)
                if !names.all.isEmpty { siteChip(h, names) }
                statusChip(h)
                noAccessChip(h)
                if filter.narrows { h.a(.clearFilters, cleared(h)) }
            }
            carried(h)
            h.button(h.say(.search), .type("submit"), .class("button quiet apply"))
        }
    }

    /// What the form does not ask for but keeps.
    private func carried(_ h: Sheet) {
        if let looking = h.links.looking { h.hidden("organization", looking.text) }
        if filter.sort != .name || filter.isDescending { h.hidden("sort", filter.sortWord) }
        if let columns = filter.columns {
            for column in ContactFilter.Column.allCases where columns.contains(column) { h.hidden("column", column.rawValue) }
        }
    }

    private func cleared(_ h: Sheet) -> Link {
        filter.with { filter in
            filter.text = ""
            filter.roles = []
            filter.levels = []
            filter.sites = []
            filter.statuses = []
        }.applied(to: h.links.users)
    }

    private func roleChip(_ h: Sheet) {
        chip(h, .role, id: "chip-role", chosen: ContactRole.allCases.filter(filter.roles.contains).map(\.name), without: { $0.roles = [] })
        {
            for role in ContactRole.allCases { h.checkbox("role", value: role.rawValue, checked: filter.roles.contains(role), role.name) }
        }
    }

    private func levelChip(_ h: Sheet) {
        let levels = h.context.reader?.subject.kind == .operator ? Level.ofStaff : Level.ofPartners
        chip(h, .level, id: "chip-level", chosen: levels.filter(filter.levels.contains).map(\.name), without: { $0.levels = [] }) {
            for level in levels { h.checkbox("level", value: level.rawValue, checked: filter.levels.contains(level), level.name) }
        }
    }

    private func siteChip(_ h: Sheet, _ names: SiteNames) {
        let chosen = names.all.filter { filter.sites.contains($0.id) }.map { Phrase.verbatim($0.called) }
        chip(h, .site, id: "chip-site", chosen: chosen, without: { $0.sites = [] }) {
            for site in names.all {
                h.checkbox("site", value: site.id.text, checked: filter.sites.contains(site.id), .verbatim(site.called))
            }
        }
    }

    private func statusChip(_ h: Sheet) {
        let statuses = AccessStatus.allCases.filter { $0 != .none }
        chip(
            h, .status, id: "chip-status", chosen: statuses.filter(filter.statuses.contains).map(\.name),
            without: { $0.statuses.formIntersection([.none]) }
        ) {
            for status in statuses { h.checkbox("status", value: status.rawValue, checked: filter.statuses.contains(status), status.name) }
        }
    }

    /// A switch of its own, since it is the question asked most often.
    private func noAccessChip(_ h: Sheet) {
        let isOn = filter.statuses.contains(.none)
        h.label(.class("chip switch", "on", if: isOn)) {
            h.input(.type("checkbox"), .name("status"), .value(AccessStatus.none.rawValue), .checked(isOn))
            h.span(.noPortalAccess)
        }
    }

    /// A filter: closed it says what it is set to and lets that be removed, open it offers the choices.
    private func chip(_ h: Sheet, _ name: Phrase, id: String, chosen: [Phrase], without: (inout ContactFilter) -> Void, choices: () -> Void)
    {
        h.div(.class("chip", "on", if: !chosen.isEmpty)) {
            h.details(.id(id)) {
                h.summary {
                    if chosen.isEmpty { h.text(name) } else { h.text(.filterSet(name, .chosen(chosen))) }
                    h.icon(.down)
                }
                h.div(.class("choices")) {
                    h.div(.class("choices-list"), content: choices)
                    h.button(h.say(.apply), .type("submit"), .class("button apply"))
                }
            }
            if !chosen.isEmpty {
                h.a(.class("remove"), .href(filter.with(without).applied(to: h.links.users)), .label(h.say(.removeFilter(name)))) {
                    h.icon(.close)
                }
            }
        }
    }
}
