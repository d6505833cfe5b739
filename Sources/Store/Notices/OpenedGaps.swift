public import Domain

/// A message that nobody would get at a place once the named contacts no longer hold their roles there.
public struct OpenedGap: Sendable, Hashable {
    public let notice: Notice
    /// Nil for the organization as a whole.
    public let site: Site.ID?
    /// Those who get it now.
    public let contacts: [Contact.ID]
}

/// One contact, and the roles that would still count after a change.
public struct Remaining: Sendable {
    public let contact: Contact
    public let assignment: Assignment

    /// Without `assignment`, none of the contact's roles counts any longer.
    public init(_ contact: Contact, _ assignment: Assignment = Assignment()) {
        self.contact = contact
        self.assignment = assignment
    }
}

extension Transaction where A == ViewContacts {
    /// The gaps that would open if of each contact only what remains counted. Gaps that are there already are left out.
    public borrowing func gapsOpened(by changes: [Remaining]) throws -> [OpenedGap] {
        // Most contacts are told nothing: for them no question is asked.
        let changes = changes.filter { !$0.contact.assignment.roles.isSubset(of: $0.assignment.roles) }
        guard !changes.isEmpty else { return [] }
        let without = try gaps(without: changes.map(\.contact.id))
        guard !without.isEmpty else { return [] }
        let present = Set(try gaps().map { Spot(notice: $0.notice, site: $0.site) })
        return without.compactMap { group in
            guard !present.contains(Spot(notice: group.notice, site: group.site)) else { return nil }
            let isTold = { (change: Remaining, assignment: Assignment) in
                !group.notice.recipients(at: group.site, among: [(change.contact.id, assignment)]).isEmpty
            }
            guard !changes.contains(where: { isTold($0, $0.assignment) }) else { return nil }
            return OpenedGap(
                notice: group.notice, site: group.site,
                contacts: changes.filter { isTold($0, $0.contact.assignment) }.map(\.contact.id))
        }
    }
}

private struct Spot: Hashable {
    let notice: Notice
    let site: Site.ID?
}

extension BulkChange {
    /// What this change leaves of the roles of `contact`; nil when it takes none away. One who is suspended or whose
    /// access is revoked is still told, but may no longer look: for them nothing remains.
    public func remaining(of contact: Contact) -> Remaining? {
        switch self {
        case .addRoles, .addSites: nil
        case .removeRoles, .removeSites: Remaining(contact, contact.assignment.with(self))
        case .suspend, .revoke, .delete: Remaining(contact)
        }
    }
}
