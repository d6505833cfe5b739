import Domain
import Pages

/// The way from a gap to a person, and who is told about one site.
extension Sample {
    static let gap = GapPage(
        gap: UsersPage.Gap(.logistics, at: sites[3]), here: GapPage.Group([contacts[6]]),
        elsewhere: GapPage.Group([contacts[1], contacts[3]], hasMore: true), others: GapPage.Group([contacts[0]]), sites: sites,
        back: Links().told)

    static let gapSearched = GapPage(
        gap: UsersPage.Gap(.maintenance, at: sites[3]), told: [contacts[1]], text: "nobody <b>", found: GapPage.Group(), sites: sites,
        back: Links().home)

    static let siteTold = SitePage(
        site: fullSites[0],
        told: SitePage.ToldHere(
            people: contacts.filter { !$0.assignment.roles.isEmpty }.map { ($0, $0.assignment.roles.sorted()) },
            gaps: [UsersPage.Gap(.logistics, at: sites[0])], sites: sites))
}
