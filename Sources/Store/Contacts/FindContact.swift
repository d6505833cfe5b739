import Domain
import Storage

extension Transaction where A == ViewContacts {
    /// - Throws: `Trouble.notFound` when there is none within reach.
    public borrowing func contact(_ id: Contact.ID) throws -> Contact {
        try visibleContact(id).contact
    }
}

extension Transaction {
    /// A contact that the actor may see. Outside of that, a foreign one is like a missing one.
    borrowing func visibleContact(_ id: Contact.ID) throws -> ContactRow {
        let tenant = ("c.organization_id = \(organization)" as Query).asGuard
        let found = try first("SELECT \(contactColumns) FROM contacts c WHERE \(tenant) AND c.id = \(id)") {
            try ContactRow($0, now: now)
        }
        guard let found, actor.may(.contactView, found.contact.target) else { throw Trouble.notFound }
        return found
    }

    /// A contact that the actor may see *and* reach with this action.
    ///
    /// - Throws: `Trouble.notFound`, or the refusal that names the cell.
    borrowing func reachableContact(_ id: Contact.ID) throws -> ContactRow {
        let row = try visibleContact(id)
        try grant.require(row.contact.target)
        return row
    }
}

extension WideTransaction {
    /// Which organization a contact belongs to; nil when there is no such contact.
    public borrowing func organization(of contact: Contact.ID) throws -> Organization.ID? {
        try connection.first("SELECT organization_id FROM contacts WHERE id = \(contact)") { Identifier(stored: try $0.text(0)) }
    }
}
