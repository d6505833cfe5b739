import Domain
import Storage

/// A contact as it is asked for.
public struct NewContact: Sendable, Hashable {
    public var details: ContactDetails
    public var assignment: Assignment
    /// Anything but `none` asks for an invitation at that level.
    public var level: Level

    public init(details: ContactDetails, assignment: Assignment, level: Level) {
        self.details = details
        self.assignment = assignment
        self.level = level
    }
}

extension Transaction where A == CreateContact {
    /// Adds a contact; with a level, invites it as well, and the answer has the link's secret. Either all of it happens
    /// or nothing.
    public borrowing func create(_ new: NewContact, postman: Postman) throws -> AccessChange {
        let id = ids.next(Contact.self, at: now)
        try grant.require(.contact(id, level: .none, of: organization))
        try grant.require(.contact(id, level: new.level, of: organization))
        let assigning =
            try new.assignment == Assignment() ? nil : permit(AssignContact.self, .contact(id, level: new.level, of: organization))
        try requireSites(new.assignment)
        if let email = new.details.email { try requireFreeAddress(email, for: id) }
        let details = new.details
        try send(
            """
            INSERT INTO contacts (organization_id, id, kind, first_name, last_name, sort_key, email, email_key, phone, title,
                time_zone, language, assignment, level, status, version, created_at)
            VALUES (\(placed), \(id), \(new.assignment.kind.rawValue), \(details.firstName.text), \(details.lastName.text),
                \(details.sortKey), \(details.email?.text), \(details.email?.key), \(details.phone?.text), \(details.title.text),
                \(details.timeZone?.text), \(details.language.rawValue), \(new.assignment.words), 'none', 'none', 1, \(now))
            """)
        try writeWords(of: id, details)
        if let assigning { try writePlaces(of: id, new.assignment, by: assigning) }
        let created = Contact(
            id: id, organization: organization, details: details, assignment: new.assignment, level: .none, access: .none,
            version: 1, lastSignIn: nil, invitationEnds: nil)
        if !actor.may(.contactView, created.target) { throw Trouble.notFound }
        try record(of: id.text, label: created.label, details.changes(from: nil) + new.assignment.changes(from: nil))
        guard new.level != .none else { return AccessChange(created) }
        let granting = try permit(GrantAccess.self, created.target)
        let secret = try invite(created, at: new.level, by: granting, postman: postman)
        return AccessChange(try visibleContact(id).contact, secret: secret)
    }
}

extension Transaction {
    /// Sensitive acts need a recent proof of whoever acts in person. Asked for last: what is refused anyway is refused first.
    borrowing func requireProof() throws {
        if !actor.isProven(at: now) { throw Trouble.proofNeeded }
    }
}

extension ContactDetails {
    func changes(from old: ContactDetails?) -> [Record.Change?] {
        [
            Record.Change("first_name", personal: old?.firstName.text, firstName.text),
            Record.Change("last_name", personal: old?.lastName.text, lastName.text),
            Record.Change("email", personal: old?.email?.text, email?.text),
            Record.Change("phone", personal: old?.phone?.text, phone?.text),
            Record.Change("title", personal: old?.title.text, title.text),
            Record.Change("time_zone", plain: old?.timeZone?.text, timeZone?.text),
            Record.Change("language", plain: old?.language.rawValue, language.rawValue),
        ]
    }
}

extension Assignment {
    func changes(from old: Assignment?) -> [Record.Change?] {
        [
            Record.Change("kind", plain: old?.kind.rawValue, kind.rawValue),
            Record.Change("roles", plain: old?.roleWords, roleWords),
            Record.Change("sites", plain: old?.siteWords, siteWords),
        ]
    }
}
