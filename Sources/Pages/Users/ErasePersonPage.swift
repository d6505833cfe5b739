import Domain
import Markup

extension Confirmation {
    /// Asks before a person is erased, and offers what is held about them first.
    ///
    /// - Parameters:
    ///   - lastFor: notices that nobody else would get at a site afterwards.
    ///   - refusal: why it cannot be done as things stand.
    public static func erasing(_ contact: Contact, lastFor gaps: [UsersPage.Gap] = [], refusal: Conflict? = nil, links: Links)
        -> Confirmation
    {
        let name = contact.details.fullName
        var page = Confirmation(
            title: .eraseQuestion(name), room: .users,
            consequences: [.eraseMeansContact] + gaps.map { .removeLeavesGap($0.notice, at: $0.site?.called) }
                + [.eraseMeansLogs, .eraseMeansBackups, .eraseOnRequest],
            button: .eraseNamed(name), target: links.userErase(contact.id), back: links.user(contact.id), refusal: refusal?.phrase)
        page.before = (.downloadHeld, links.userPerson(contact.id))
        return page
    }
}
