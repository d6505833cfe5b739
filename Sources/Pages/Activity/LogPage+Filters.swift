import Domain
import Markup

/// The filters of the log: one form that is also the address, and what is set as chips to remove.
extension LogPage {
    func filters(_ h: Sheet) {
        h.element("form", [.class("filters"), .action(h.links.activity), .role("search")]) {
            if let looking = h.links.looking { h.hidden("organization", looking.text) }
            if filter.isOfInstallation { h.hidden("log", "installation") }
            if let actor = filter.actor { h.hidden("actor", actor.text) }
            if let about = filter.about { h.hidden("contact", about) }
            picked(h, "action", .logAction, actions(h), filter.action ?? "")
            picked(
                h, "outcome", .logOutcome, [("", h.say(.logAnyOutcome))] + LogFilter.Outcome.allCases.map { ($0.rawValue, h.say($0.name)) },
                filter.outcome?.rawValue ?? "")
            h.label(.class("picked")) {
                h.span(.logSince)
                h.input(.type("date"), .name("since"), .value(filter.since ?? ""))
            }
            h.button(h.say(.logFilter), .type("submit"), .class("button quiet"))
        }
        chips(h)
    }

    private func picked(_ h: Sheet, _ name: String, _ label: Phrase, _ options: [(value: String, label: String)], _ value: String) {
        h.label(.class("picked")) {
            h.span(label)
            h.select(.name(name)) {
                for option in options { h.option(option.label, .value(option.value), .selected(option.value == value)) }
            }
        }
    }

    /// What this log can hold; an action of the address that another log holds stays chosen.
    private func actions(_ h: Sheet) -> [(value: String, label: String)] {
        var known = filter.isOfInstallation ? LogWords.eventsOfInstallation : LogWords.actionsOfOrganizations
        if let action = filter.action, !known.contains(action) { known.append(action) }
        return [("", h.say(.logAnyAction))] + known.map { ($0, h.say(LogWords.deed($0))) }.sorted { $0.1.folded < $1.1.folded }
    }

    private func chips(_ h: Sheet) {
        guard filter.actor != nil || filter.about != nil else { return }
        h.div(.class("chips")) {
            if filter.actor != nil { chip(h, .filterSet(.logWho, .verbatim(actorName ?? h.say(.logSomebody)))) { $0.actor = nil } }
            if filter.about != nil { chip(h, .filterSet(.logAbout, .verbatim(aboutName ?? h.say(.logSomebody)))) { $0.about = nil } }
        }
    }

    private func chip(_ h: Sheet, _ name: Phrase, without change: (inout LogFilter) -> Void) {
        h.a(.class("chip link on"), .href(filter.with(change).applied(to: h.links.activity)), .label(h.say(.removeFilter(name)))) {
            h.text(name)
            h.icon(.close)
        }
    }
}
