import Domain
import Markup

/// The table. A row is one line of text; on a phone it becomes an entry of a list with the same facts. The roles of
/// `table`, `row` and `cell` are spelled out because a table that is laid out otherwise loses them.
extension UsersPage {
    func grid(_ h: Sheet, _ names: SiteNames) {
        tools(h)
        if rows.isEmpty { nobody(h) } else { table(h, names) }
        h.pager(
            previous: previous.map { filter.at(.before($0)).applied(to: h.links.users) },
            next: next.map { filter.at(.after($0)).applied(to: h.links.users) })
    }

    /// The count, and what can be done with many rows at once. Always there, so that choosing a row moves nothing.
    private func tools(_ h: Sheet) {
        h.div(.class("tools")) {
            h.p(.class("count"), Attribute("aria-live", "polite")) {
                h.text(filter.narrows ? .someContacts(matching, of: total) : .allContacts(total))
            }
            h.div(.class("deeds")) {
                if canBulk(h), !rows.isEmpty {
                    h.button(.class("button quiet"), .type("submit"), .form("bulk"), Attribute("data-bulk", h.say(.changeChosen("#")))) {
                        h.text(.changeSeveral)
                    }
                    changeAll(h)
                    h.button(.class("button quiet clear-chosen"), .type("button"), Attribute("data-unpick"), Attribute("hidden")) {
                        h.text(.clearChosen)
                    }
                }
                if h.may(.importRun), h.may(.contactCreate) {
                    h.go(.importFile, .quiet, to: h.links.imports.query("kind", Import.Kind.contacts.rawValue))
                }
                if h.may(.contactExport), !rows.isEmpty { h.go(.export, .quiet, to: filter.applied(to: h.links.usersExport)) }
                columnMenu(h)
            }
        }
    }

    /// Everybody on the list where it has more than this page, as far as one change goes.
    private func changeAll(_ h: Sheet) {
        guard case .exactly(let count) = matching, count > rows.count, count <= BulkForm.limit else { return }
        var form = BulkForm()
        form.isAll = true
        form.filter = filter.with { $0.columns = nil }
        h.a(.class("button quiet change-all"), .href(form.address(h.links))) { h.text(.changeAll(count)) }
    }

    private func canBulk(_ h: Sheet) -> Bool {
        h.may(.contactAssign) || h.may(.accessSuspend) || h.may(.contactDelete)
    }

    private func columnMenu(_ h: Sheet) {
        h.element("form", [.id("columns"), .action(h.links.users)]) {
            h.details(.id("column-menu"), .class("dropdown")) {
                h.summary {
                    h.text(.columns)
                    h.icon(.down)
                }
                h.div(.class("choices right")) {
                    for column in ContactFilter.Column.allCases {
                        h.checkbox("column", value: column.rawValue, checked: filter.shows(column), column.name)
                    }
                    h.hidden("column", "name")
                    if let looking = h.links.looking { h.hidden("organization", looking.text) }
                    for field in filter.fields where field.name.description != "column" { h.hidden(field.name.description, field.value) }
                    h.button(h.say(.apply), .type("submit"), .class("button apply"))
                }
            }
        }
    }

    private func nobody(_ h: Sheet) {
        if filter.narrows {
            h.empty(.noMatch, .noMatchWhy) { h.go(.showAll, to: h.links.users) }
        } else {
            h.empty(.noContacts, .noContactsWhy) { if h.may(.contactCreate) { h.go(.addContact, icon: .add, to: h.links.userNew) } }
        }
    }

    private func table(_ h: Sheet, _ names: SiteNames) {
        let bulk = canBulk(h)
        if bulk {
            // The choice lasts from page to page of the list, for this reader in this organization.
            let choice = [h.context.reader?.actor.contact?.text, h.context.reader?.subject.id.text].compactMap { $0 }.joined(separator: " ")
            h.element("form", [.id("bulk"), .action(h.links.usersBulk), Attribute("data-choice", choice)]) {
                for field in filter.with({ $0.columns = nil }).fields { h.hidden(field.name.description, field.value) }
                if let looking = h.links.looking { h.hidden("organization", looking.text) }
            }
        }
        h.table(.class("rows"), .role("table"), .label(h.say(.usersTitle))) {
            h.thead(.role("rowgroup")) { columns(h, bulk) }
            h.tbody(.role("rowgroup")) {
                let showing = Showing(h, self, pick: bulk)
                for contact in rows { line(h, contact, names, showing) }
            }
        }
    }

    private func columns(_ h: Sheet, _ bulk: Bool) {
        h.tr(.role("row")) {
            if bulk {
                h.th(.class("pick"), .role("columnheader")) {
                    h.span(.choose, .class("unseen"))
                    h.label { h.input(.type("checkbox"), .label(h.say(.chooseAll)), Attribute("data-all")) }
                }
            }
            column(h, .name, .contactName)
            if filter.shows(.email) { column(h, .email, .email) }
            if filter.shows(.phone) { column(h, nil, .phone) }
            if filter.shows(.roles) { column(h, nil, .roles) }
            if filter.shows(.level) { column(h, .level, .level) }
            if filter.shows(.status) { column(h, .status, .status) }
            if filter.shows(.lastSignIn) { column(h, .lastSignIn, .lastSignIn) }
        }
    }

    private func column(_ h: Sheet, _ sort: ContactFilter.Sort?, _ name: Phrase) {
        let isSorted = sort == filter.sort
        let order: Attribute = isSorted ? Attribute("aria-sort", filter.isDescending ? "descending" : "ascending") : .nothing
        h.th(.role("columnheader"), Attribute("scope", "col"), .class(sort.map(\.cellClass) ?? name.cellClass), order) {
            if let sort {
                h.a(.href(filter.sorted(by: sort).applied(to: h.links.users))) {
                    h.text(name)
                    if isSorted { h.icon(.down) }
                }
            } else {
                h.text(name)
            }
        }
    }
}

extension ContactFilter.Sort {
    /// The column's class, by which narrow windows leave some out.
    fileprivate var cellClass: StaticString {
        switch self {
        case .name: "name"
        case .email: "email"
        case .level: "level"
        case .status: "status"
        case .lastSignIn: "last"
        }
    }
}

extension Phrase {
    fileprivate var cellClass: StaticString {
        switch self {
        case .phone: "phone"
        default: "roles"
        }
    }
}
