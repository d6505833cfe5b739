import Domain
import Markup

extension Confirmation {
    /// Asks before a site is removed.
    ///
    /// - Parameters:
    ///   - people: the contacts associated with it.
    ///   - more: how many contacts there are besides.
    public static func removing(_ site: Site, people: [Contact], more: Bool = false, links: Links) -> Confirmation {
        let name = site.details.name.text
        let holders = people.filter { contact in contact.assignment.roles.contains { $0.site == site.id } }
        let exempt = holders.filter { $0.exemptFrom != nil && !$0.assignment.roles.contains { $0.role == .noc && $0.site != site.id } }
        var consequences: [Phrase] = [.siteRemoveMeans(name)]
        if people.isEmpty { consequences.append(.siteRemoveNobody) }
        if !people.isEmpty { consequences.append(.siteRemovePeople(people.map(\.details.fullName), more: more)) }
        if !holders.isEmpty {
            consequences.append(
                .siteRemoveRoles(
                    ContactRole.allCases.filter { role in
                        holders.contains { $0.assignment.roles.contains(HeldRole(role, at: site.id)) }
                    }))
        }
        if !exempt.isEmpty { consequences.append(.siteRemoveExempt(exempt.map(\.details.fullName))) }
        consequences.append(.removeKeepsLog)
        return Confirmation(
            title: .removeQuestion(name), room: .sites, consequences: consequences, button: .siteRemove(name),
            target: links.siteDelete(site.id), back: links.site(site.id), fields: [("version", String(site.version))])
    }
}
