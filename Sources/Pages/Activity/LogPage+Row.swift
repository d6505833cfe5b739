import Domain
import Markup

extension LogPage {
    func line(_ h: Sheet, _ entry: Entry, _ names: SiteNames) {
        h.tr(.role("row")) {
            h.td(.role("cell"), .class("when")) {
                h.time(Attribute("datetime", entry.at.text), .title("\(h.dates.absolute(entry.at)) · \(entry.requestID)")) {
                    h.text(h.dates.moment(entry.at))
                }
            }
            h.td(.role("cell"), .class("who")) { who(h, entry) }
            h.td(.role("cell"), .class("what")) { what(h, entry) }
            h.td(.role("cell"), .class("wide", "nothing", if: entry.changes.isEmpty)) { changes(h, entry, names) }
        }
    }

    private func who(_ h: Sheet, _ entry: Entry) {
        if let actor = entry.actor {
            h.a(.href(filter.with { $0.actor = actor }.applied(to: h.links.activity)), .title(h.say(.logOnly))) { value(h, entry.name) }
        } else {
            h.text(LogWords.nobody(entry.level))
        }
        if entry.isByOperator {
            h.small(.logByOperator)
        } else if let level = Level(rawValue: entry.level), entry.actor != nil {
            h.small(level.name)
        }
        if case .text(let address) = entry.address { h.small(address, .class("address")) }
    }

    private func what(_ h: Sheet, _ entry: Entry) {
        if entry.isRefused {
            h.state(.bad, .logRefused)
            h.text(" ")
            h.text(LogWords.asked(entry.action))
        } else {
            h.text(LogWords.deed(entry))
        }
        if let target = entry.target, entry.label != .nothing {
            h.text(": ")
            h.a(.href(filter.with { $0.about = target }.applied(to: h.links.activity)), .title(h.say(.logOnly))) { value(h, entry.label) }
        }
        // An id that was asked for and is not here has no name.
        if let target = entry.target, entry.isRefused, entry.label == .nothing { h.small(target, .class("address")) }
        if entry.repeats > 0 { h.small(entry.isOfStranger ? .logMoreStrangers(entry.repeats) : .logAgain(entry.repeats)) }
    }

    private func changes(_ h: Sheet, _ entry: Entry, _ names: SiteNames) {
        if entry.changes.isEmpty { return h.text("–") }
        h.ul(.class("plain changes")) {
            for change in entry.changes {
                h.li {
                    h.span(LogWords.field(change.field), .class("field-name"))
                    if change.before == .secret || change.after == .secret {
                        h.text(.logSecret)
                    } else {
                        if change.before != .nothing { one(h, change.before, of: change.field, names) }
                        if change.before != .nothing && change.after != .nothing { h.raw("<span class=\"sep\"> → </span>") }
                        if change.after != .nothing { one(h, change.after, of: change.field, names) } else { h.small(.logRemoved) }
                    }
                }
            }
        }
    }

    private func one(_ h: Sheet, _ given: Entry.Value, of field: String, _ names: SiteNames) {
        guard case .text(let text) = given else { return value(h, given) }
        h.text(LogWords.value(text, of: field, site: { id in names.all.contains { $0.id == id } ? names[id] : nil })[h.context.language])
    }

    private func value(_ h: Sheet, _ value: Entry.Value) {
        switch value {
        case .nothing: h.text("–")
        case .text(let text): h.text(text)
        case .erased: h.small(.logErased)
        case .secret: h.text(.logSecret)
        }
    }
}

extension Dates {
    /// With the time of day also when it was long ago, as a log asks for: `today, 08:12`, `19 Nov, 22:40`.
    func moment(_ moment: Moment) -> String {
        let short = short(moment)
        if short.contains(":") { return short }
        let clock = absolute(moment).split(separator: ", ").last?.split(separator: " ").first.map(String.init) ?? ""
        return "\(short), \(clock)"
    }
}
