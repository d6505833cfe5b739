import Domain
import Storage

extension Transaction where A == DeleteContact {
    /// Removes a contact with everything that hangs on it: sites, roles, open links, sessions. The log keeps a label.
    ///
    /// Nobody deletes their own contact, and by no path does the last Admin who can still sign in disappear.
    public borrowing func delete(_ id: Contact.ID, expecting version: ExpectedVersion) throws {
        let contact = try reachableContact(id).contact
        if id == actor.contact { throw Trouble.conflict(.ownContact) }
        try version.require(contact.version)
        try requireAnotherTop(than: contact)
        try endSessionsAndTokens(of: id)
        try dropMail(of: id)
        try removeRow(of: id)
        try record(
            of: id.text, label: contact.label,
            contact.details.changes(to: nil) + [Record.Change("level", plain: contact.level.rawValue, nil)])
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
