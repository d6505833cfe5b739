import Domain
import Markup

extension Confirmation {
    /// Asks before a contact is removed.
    ///
    /// - Parameters:
    ///   - lastFor: notices that nobody else would get at a site afterwards.
    ///   - refusal: why it cannot be removed as things stand.
    public static func removing(_ contact: Contact, lastFor gaps: [UsersPage.Gap] = [], refusal: Conflict? = nil, links: Links)
        -> Confirmation
    {
        let name = contact.details.fullName
        var consequences: [Phrase] = [.removeMeansGone(name)]
        switch contact.access {
        case .none: break
        case .invited, .expired: consequences.append(.removeEndsInvitation)
        case .active, .suspended: consequences.append(.removeEndsAccess)
        }
        consequences += gaps.map { .removeLeavesGap($0.notice, at: $0.site?.called) }
        consequences.append(.removeKeepsLog)
        return Confirmation(
            title: .removeQuestion(name), room: .users, consequences: consequences, button: .removeNamed(name),
            target: links.userDelete(contact.id), back: links.user(contact.id),
            fields: [("version", String(contact.version))], refusal: refusal?.phrase)
    }
}
