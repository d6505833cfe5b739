import Domain
import Markup

extension ToldPage {
    /// Sites at which the same people would be told for the same reasons.
    private struct Answer {
        var sites: [SiteName?]
        let people: [Person]
        let isGap: Bool
    }

    /// One contact, with every role that makes it a recipient.
    private struct Person: Hashable {
        let contact: Contact.ID
        let held: [HeldRole]
    }

    private func answers(_ notice: Notice) -> [Answer] {
        var answers: [Answer] = []
        for group in groups where group.notice == notice {
            let people = ToldPage.people(group.recipients)
            if let same = answers.firstIndex(where: { $0.people == people }) {
                answers[same].sites.append(group.site)
            } else {
                answers.append(Answer(sites: [group.site], people: people, isGap: group.isGap))
            }
        }
        // What is missing stands first.
        return answers.filter(\.isGap) + answers.filter { !$0.isGap }
    }

    private static func people(_ recipients: [Recipient]) -> [Person] {
        var order: [Contact.ID] = []
        var held: [Contact.ID: [HeldRole]] = [:]
        for recipient in recipients {
            if held[recipient.contact] == nil { order.append(recipient.contact) }
            held[recipient.contact, default: []].append(recipient.held)
        }
        return order.map { Person(contact: $0, held: held[$0] ?? []) }
    }

    func rows(_ h: Sheet, _ notice: Notice) {
        h.table(.class("rows told"), .role("table"), .label(h.say(notice.name))) {
            h.thead(.role("rowgroup")) {
                h.tr(.role("row")) {
                    h.th(h.say(.site), .role("columnheader"), .class("entry"))
                    h.th(h.say(.toldWho), .role("columnheader"))
                }
            }
            h.tbody(.role("rowgroup")) {
                for (position, answer) in answers(notice).enumerated() { line(h, notice, answer, isFirst: position == 0) }
            }
        }
    }

    private func line(_ h: Sheet, _ notice: Notice, _ answer: Answer, isFirst: Bool) {
        h.tr(.role("row"), isFirst && answer.isGap ? .id(ToldPage.gapID(notice)) : .nothing) {
            h.td(.role("cell"), .class("entry")) { h.text(places(answer.sites, h)) }
            h.td(.role("cell"), .class("wide")) {
                if answer.people.isEmpty { nobody(h, notice, answer) } else { people(h, answer.people, at: answer.sites) }
            }
        }
    }

    private func places(_ sites: [SiteName?], _ h: Sheet) -> String {
        let named = sites.compactMap { $0?.called }
        if named.isEmpty { return h.say(.toldWholeOrganization) }
        if named.count == self.sites.count, named.count > 3 { return h.say(.toldEverySite) }
        return named.joined(separator: ", ")
    }

    private func nobody(_ h: Sheet, _ notice: Notice, _ answer: Answer) {
        if answer.isGap { h.state(.warning, .toldNobody) } else { h.span(.toldNobody, .class("why")) }
        h.p(.toldNeeds(notice), .class("why"))
        guard answer.isGap else {
            // Asked of every other kind of organization.
            if Notice.neededEverywhere.contains(notice) { h.p(.toldNotNeeded, .class("why")) }
            return
        }
        // A role is given site by site: where several stand together, each has its own way to be closed.
        guard answer.sites.count > 1 else { return h.closing(UsersPage.Gap(notice, at: answer.sites.first ?? nil)) }
        h.ul(.class("plain gaps")) {
            for site in answer.sites { h.gapLine(UsersPage.Gap(notice, at: site)) { h.text(site?.called ?? "") } }
        }
    }

    private func people(_ h: Sheet, _ people: [Person], at places: [SiteName?]) {
        h.ul(.class("plain told-people")) {
            for person in people {
                if let contact = contacts[person.contact] { h.told(contact, by: person.held, among: sites, at: places) }
            }
        }
    }
}

extension Sheet {
    /// Somebody who is told: the name, the reason, whether the person can also look here, and how to reach them now.
    ///
    /// - Parameters:
    ///   - held: the roles that are the reason.
    ///   - places: where the messages are about.
    func told(_ contact: Contact, by held: [HeldRole], among sites: [SiteName], at places: [SiteName?]) {
        li {
            p {
                a(contact.details.fullName, .href(links.user(contact.id)))
                text(" ")
                heldRoles(SiteNames(sites).places(of: Set(held)))
                if contact.access != .active { small(.toldAccess(contact.access)) }
                if contact.details.email == nil { small(.toldByPhone) }
                if let zone = contact.details.timeZone {
                    small(.toldTimeThere(clock(in: zone), isGuess: false))
                } else if let zone = zone(of: held, among: sites, at: places) {
                    small(.toldTimeThere(clock(in: zone.name), isGuess: zone.isGuess))
                }
            }
            reach(contact.details)
        }
    }

    /// The zone of the one place where somebody works by these roles; nil where there is no telling. It is a guess where
    /// that of one of the sites is.
    private func zone(
        of held: [HeldRole], among sites: [SiteName], at places: [SiteName?]
    ) -> (name: TimeZoneName, isGuess: Bool)? {
        let ids = Set(held.compactMap(\.site)), isEverywhere = held.contains { $0.site == nil }
        let here: [SiteName] = isEverywhere ? places.compactMap(\.self) : sites.filter { ids.contains($0.id) }
        guard let zone = here.first?.timeZone, here.allSatisfy({ $0.timeZone == zone }) else { return nil }
        return (TimeZoneName(stored: zone), here.contains(where: \.isZoneGuessed))
    }
}
