import Domain
import Storage

extension Transaction where A == DeleteContact {
    /// Removes a contact with everything that hangs on it: sites, roles, open links, sessions. The log keeps a label. Taking
    /// access and roles away asks for the rows of those (`access.grant`, `contact.assign`).
    ///
    /// Nobody deletes their own contact, no token its maker, and by no path does the last Admin who can still sign in disappear.
    public borrowing func delete(_ id: Contact.ID, expecting version: ExpectedVersion, postman: Postman) throws {
        let row = try reachableContact(id)
        let contact = row.contact
        if id == actor.contact { throw Trouble.conflict(.ownContact) }
        try requireNotMaker(id)
        try version.require(contact.version)
        if contact.assignment != Assignment(kind: contact.assignment.kind) { _ = try permit(AssignContact.self, contact.target) }
        if contact.level != .none { try takeAway(row, by: permit(GrantAccess.self, contact.target), postman: postman) }
        try dropMail(of: id)
        try removeRow(of: id)
        try record(
            of: id.text, label: contact.label,
            contact.details.changes(to: nil) + [
                Record.Change("level", plain: contact.level.rawValue, nil),
                Record.Change("roles", plain: contact.assignment.roleWords, nil),
                Record.Change("sites", plain: contact.assignment.siteWords, nil),
            ])
    }
}

extension ContactDetails {
    func changes(to new: ContactDetails?) -> [Record.Change?] {
        [
            Record.Change("email", personal: email?.text, new?.email?.text),
            Record.Change("phone", personal: phone?.text, new?.phone?.text),
        ]
    }
}
