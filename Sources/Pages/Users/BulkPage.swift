import Domain
import Markup

/// One change to many contacts: choose it, look at what it would do row by row, then do all of it or nothing.
public struct BulkPage: Page {
    /// What would happen to one contact.
    public struct Row: Sendable {
        public enum Prospect: Sendable {
            /// Before a change was chosen.
            case chosen
            case done
            /// Nothing would differ.
            case unchanged
            case refused(RowRefusal.Reason)
        }

        public var contact: Contact
        public var prospect: Prospect

        public init(_ contact: Contact, _ prospect: Prospect = .chosen) {
            self.contact = contact
            self.prospect = prospect
        }

        var isChosen: Bool {
            if case .chosen = prospect { true } else { false }
        }

        var isRefused: Bool {
            if case .refused = prospect { true } else { false }
        }
    }

    public var rows: [Row]
    public var sites: [SiteName]
    public var form: BulkForm
    public var errors: [FieldError]
    /// What nobody would be told of afterwards, and who is told of it now.
    public var opened: [Opened]
    /// More contacts fit the filter than one change takes.
    public var isCut: Bool

    /// A gap that the change opens.
    public struct Opened: Sendable {
        public var gap: UsersPage.Gap
        public var contacts: Set<Contact.ID>

        public init(_ gap: UsersPage.Gap, _ contacts: [Contact.ID]) {
            self.gap = gap
            self.contacts = Set(contacts)
        }
    }

    public init(
        rows: [Row], sites: [SiteName], form: BulkForm, errors: [FieldError] = [], opened: [Opened] = [], isCut: Bool = false
    ) {
        self.rows = rows
        self.sites = sites
        self.form = form
        self.errors = errors
        self.opened = opened
        self.isCut = isCut
    }

    public var title: Phrase { rows.isEmpty ? .bulkContacts : .bulkTitle(rows.count) }
    public var room: Room? { .users }

    /// True once every row says what would become of it.
    private var isPreview: Bool {
        !rows.isEmpty && rows.allSatisfy { if case .chosen = $0.prospect { false } else { true } }
    }

    public func body(_ h: Sheet) {
        if rows.isEmpty {
            h.heading(title)
            h.empty(.bulkNobody, .bulkNobodyWhy) { h.go(.goBack, to: h.links.users) }
        } else if isPreview {
            h.heading(title, lead: form.change?.preview(rows.count))
            preview(h)
        } else {
            h.heading(title, lead: .bulkLead)
            choose(h)
        }
    }

    private func choose(_ h: Sheet) {
        h.post(to: h.links.usersBulk, .class("form bulk")) {
            h.problems(errors, named: BulkForm.label)
            if isCut { h.note(.warning, .bulkCut(BulkForm.limit)) }
            for row in rows { h.hidden("ids", row.contact.id.text) }
            carried(h)
            h.radios(
                Field("change", .bulkChange, value: form.change?.rawValue ?? "", problem: ContactForm.problem(of: "change", in: errors)),
                BulkForm.Change.allCases.filter(h.mayDo).map { Answer($0.rawValue, $0.name, meaning: $0.meaning) })
            if h.may(.contactAssign) {
                h.div(.class("needs-roles")) { h.rolesEditor(chosen, sites, errors) }
                if !sites.isEmpty { h.div(.class("needs-sites")) { h.sitesEditor(chosen, sites, errors, .site) } }
            }
            h.div(.class("deeds")) {
                h.button(h.say(.previewChange), .type("submit"), .class("button primary"), .name("step"), .value("preview"))
                h.go(.goBack, .quiet, to: form.filter.applied(to: h.links.users))
            }
        }
        h.part(.bulkWho) { list(h) }
    }

    /// What the address of the choice needs, so that it can be loaded again.
    private func carried(_ h: Sheet) {
        if form.isAll { h.hidden("all", "1") }
        for field in form.filter.fields { h.hidden(field.name.description, field.value) }
    }

    private var chosen: ContactForm {
        var chosen = ContactForm()
        chosen.roles = form.roles
        chosen.sites = form.sites
        return chosen
    }

    private func preview(_ h: Sheet) {
        let refused = rows.filter(\.isRefused).count
        if refused > 0 { h.note(.bad, .bulkRefused(refused)) }
        gapsAhead(h)
        h.post(to: h.links.usersBulk, .class("form wide")) {
            for row in rows where refused == 0 || !row.isRefused { h.hidden("ids", row.contact.id.text) }
            carried(h)
            if let change = form.change { h.hidden("change", change.rawValue) }
            for role in form.roles.sorted() { h.hidden("roles", role) }
            for site in form.sites.sorted() { h.hidden("sites", site) }
            if let change = form.change {
                h.p(.class("lead")) {
                    h.b(change.name); given(h)
                }
            }
            list(h)
            h.div(.class("deeds")) {
                if refused == 0, let change = form.change {
                    let weight: Weight = change.isDangerous ? .danger : .primary
                    h.submit(change.button(rows.count), weight, name: "step", value: "apply")
                } else if refused < rows.count {
                    h.button(h.say(.bulkWithout), .type("submit"), .class("button primary"), .name("step"), .value("preview"))
                }
                h.go(.goBack, .quiet, to: form.address(h.links))
            }
        }
    }

    /// What depends on the chosen alone.
    private func gapsAhead(_ h: Sheet) {
        guard !opened.isEmpty, let change = form.change else { return }
        h.note(.warning) {
            h.p { h.b(change.leavesRoles ? .onlyTold(opened.count) : .gapsWillOpen(opened.count)) }
            h.ul(.class("plain gaps")) {
                for item in opened.prefix(Sheet.gapsShown) {
                    h.gapLine(item.gap) {
                        h.text((change.leavesRoles ? Phrase.onlyToldOf : Phrase.gapThen)(item.gap.notice, item.gap.site?.called))
                    }
                }
                if opened.count > Sheet.gapsShown { h.li { h.a(.homeMore(opened.count - Sheet.gapsShown), h.links.told) } }
            }
        }
    }

    /// Which roles and sites the change is about.
    private func given(_ h: Sheet) {
        let names = SiteNames(sites)
        let roles = form.roles.isEmpty ? [] : [h.say(chosen.rolesInWords(names, h.context.language))]
        let places = names.all.filter { form.sites.contains($0.id.text) }.map(\.called)
        if !(roles + places).isEmpty { h.text(": \((roles + places).joined(separator: ", "))") }
    }

    private func list(_ h: Sheet) {
        h.table(.class("rows"), .role("table"), .label(h.say(.bulkWho))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    h.th(h.say(.contactName), .role("columnheader"), .class("name"))
                    h.th(h.say(.level), .role("columnheader"), .class("level"))
                    h.th(h.say(rows.contains { $0.isChosen } ? .status : .bulkProspect), .role("columnheader"), .class("status"))
                }
            }
            h.tbody(.role("rowgroup")) { for row in rows { line(h, row) } }
        }
    }

    private func line(_ h: Sheet, _ row: Row) {
        h.tr(.role("row")) {
            h.td(row.contact.details.fullName, .role("cell"), .class("name"))
            h.td(h.say(row.contact.level.name), .role("cell"), .class("level"))
            h.td(.role("cell"), .class("status")) {
                switch row.prospect {
                case .chosen: h.status(row.contact)
                case .done: prospect(h, row)
                case .unchanged: h.state(.idle, .bulkUnchanged)
                case .refused(let reason): h.state(.bad, reason.phrase)
                }
            }
        }
    }
}

extension BulkPage {
    /// What becomes of the row, in the tone of what it is: nobody is removed in green.
    private func prospect(_ h: Sheet, _ row: Row) {
        let gaps = opened.filter { $0.contacts.contains(row.contact.id) }
        let change = form.change ?? .addRoles
        h.state(change.isDangerous ? .bad : gaps.isEmpty ? .ok : .warning, change.prospect)
        guard !gaps.isEmpty else { return }
        h.p(.class("why")) {
            for gap in gaps.prefix(2) {
                h.text((change.leavesRoles ? Phrase.onlyToldOf : Phrase.gapThen)(gap.gap.notice, gap.gap.site?.called))
                h.text(" ")
            }
            if gaps.count > 2 { h.text(.andMoreGaps(gaps.count - 2)) }
        }
    }
}

extension BulkForm {
    static func label(_ name: String) -> Phrase {
        name == "change" ? .bulkChange : ContactForm.label(name)
    }
}

extension Sheet {
    fileprivate func mayDo(_ change: BulkForm.Change) -> Bool {
        switch change {
        case .addRoles, .removeRoles, .addSites, .removeSites: may(.contactAssign)
        case .suspend: may(.accessSuspend)
        case .revoke: may(.accessGrant)
        case .delete: may(.contactDelete)
        }
    }
}
