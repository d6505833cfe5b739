import Domain
import Markup

/// The navigation at the left, by the field's nouns; on a phone a sheet.
extension Sheet {
    func navigation(_ current: Room?) {
        guard let reader = context.reader else { return }
        nav(.id("rooms"), .class("rooms"), .label(say(.mainNavigation)), Attribute("popover", "auto")) {
            if reader.actor.level.isStaff { staffRooms(reader, current) } else { partnerRooms(reader, current) }
        }
    }

    private func partnerRooms(_ reader: Reader, _ current: Room?) {
        entry(.home, links.home, .home, current)
        entry(.usersTitle, links.users, .users, current)
        entry(.toldTitle, links.told, .told, current)
        entry(.sitesTitle, links.sites, .sites, current)
        entry(.organizationTitle, links.organization, .organization, current)
        hr()
        entry(.activityTitle, links.activity, .activity, current)
        entry(.permissionsTitle, links.permissions, .permissions, current)
        entry(.helpTitle, links.help, .help, current)
    }

    private func staffRooms(_ reader: Reader, _ current: Room?) {
        let own = Links()
        // What belongs to the partner looked at is current in its own group only.
        let here = reader.looking == nil ? current : nil
        entry(.home, own.home, .home, here)
        if may(.directorySearch, within: .allPartners) { entry(.organizationsTitle, own.organizations, .organizations, current) }
        if may(.contactView, within: .colleagues) { entry(.staffTitle, own.staff, .staff, here == .users ? .staff : here) }
        if may(.mailView, within: .allPartners) { entry(.mailTitle, own.mail, .mail, current) }
        if may(.activityView, within: .belongings) { entry(.activityTitle, own.activity, .activity, here) }
        entry(.permissionsTitle, own.permissions, .permissions, current)
        entry(.helpTitle, own.help, .help, current)
        if let looking = reader.looking { lookedAtRooms(looking, current) }
    }

    private func lookedAtRooms(_ partner: OrganizationBadge, _ current: Room?) {
        p(.class("rooms-title")) {
            text(partner.name)
            if let numbers = partner.numbers { small(numbers) }
        }
        entry(.usersTitle, links.users, .users, current)
        entry(.toldTitle, links.told, .told, current)
        entry(.sitesTitle, links.sites, .sites, current)
        entry(.organizationTitle, links.organization, .organization, current)
        entry(.activityTitle, links.activity, .activity, current)
    }

    private func entry(_ name: Phrase, _ link: Link, _ room: Room, _ current: Room?) {
        a(.href(link), .current(room == current)) { text(name) }
    }

    private func may(_ permission: Permission, within atom: Reach) -> Bool {
        context.reader?.actor.reach(permission).contains(atom) ?? false
    }
}
