import Domain
import Storage

/// Which versions somebody has in front of them, and so may change (`If-Match`), or must not be there (`If-None-Match`).
public struct ExpectedVersion: Sendable, Hashable {
    /// Nil for any.
    public var oneOf: Set<Int64>?
    public var noneOf: Set<Int64> = []
    /// False: whatever is there must not be there (`If-None-Match: *`).
    public var mayExist = true

    /// `If-Match: *`, or no condition.
    public static let any = ExpectedVersion()

    public static func exactly(_ version: Int64) -> ExpectedVersion {
        var expected = ExpectedVersion()
        expected.oneOf = [version]
        return expected
    }

    /// - Throws: `staleVersion`, or else `matchedVersion` (the order of RFC 9110, 13.2.2).
    func require(_ version: Int64) throws {
        if let oneOf, !oneOf.contains(version) { throw Trouble.conflict(.staleVersion(current: version)) }
        if !mayExist || noneOf.contains(version) { throw Trouble.conflict(.matchedVersion(current: version)) }
    }
}

/// A change of a contact. What is nil stays as it is.
public struct ContactEdit: Sendable, Hashable {
    public var details: ContactDetails?
    public var assignment: Assignment?

    public init(details: ContactDetails?, assignment: Assignment?) {
        self.details = details
        self.assignment = assignment
    }
}

extension Transaction where A == EditContact {
    /// Changes details, and with them kind, sites and roles where the actor may (row `contact.assign`).
    ///
    /// - Parameter isProven: the actor has proved lately who they are, without which their own address to sign in with stays.
    /// - Returns: the contact as it is now. Where the organization writes changes at once; what a person signs in with, once they
    ///   have confirmed it. One's own address waits for that altogether.
    public borrowing func edit(
        _ id: Contact.ID, _ change: (Contact) throws -> ContactEdit, expecting version: ExpectedVersion, isProven: Bool = false,
        postman: Postman
    ) throws -> Contact {
        let row = try visibleContact(id)
        let old = row.contact
        let edit = try change(old)
        if edit.details != nil || edit.assignment == nil { try grant.require(old.target) }
        let assigning = try edit.assignment == nil ? nil : permit(AssignContact.self, old.target)
        try version.require(old.version)

        var details = edit.details ?? old.details
        // The link of an open invitation went to the old address: another one invites again.
        var inviting: Grant<GrantAccess>?
        if details.email != old.details.email {
            if id == actor.contact, row.account != nil, actor.token == nil, !isProven {
                throw Trouble.invalid([FieldError("email", .proofNeeded)])
            }
            if let email = details.email { try requireFreeAddress(email, for: id) }
            if old.access == .invited || old.access == .expired { inviting = try permit(GrantAccess.self, old.target) }
            details.email = try settle(details.email, of: row, postman: postman)
        }
        if details.email == nil, details.phone == nil { throw Trouble.invalid([FieldError("email", .emailOrPhoneNeeded)]) }
        if details.email == nil, old.level != .none { throw Trouble.invalid([FieldError("email", .emailNeededForAccess)]) }
        let assignment = edit.assignment ?? old.assignment
        try requireSites(assignment)
        if assignment.kind != old.assignment.kind, old.access != .none { throw Trouble.invalid([FieldError("kind", .hasAccess)]) }

        let changes = (details.changes(from: old.details) + assignment.changes(from: old.assignment)).compactMap(\.self)
        guard !changes.isEmpty else {
            ledger?.nothingChanged()
            return old
        }
        try send(
            """
            UPDATE contacts SET kind = \(assignment.kind.rawValue), first_name = \(details.firstName.text), last_name = \(details.lastName.text),
                sort_key = \(details.sortKey), email = \(details.email?.text), email_key = \(details.email?.key), phone = \(details.phone?.text),
                title = \(details.title.text), time_zone = \(details.timeZone?.text), language = \(details.language.rawValue),
                assignment = \(assignment.words), version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        if details.sortKey != old.details.sortKey || details.searchWords != old.details.searchWords { try rewriteWords(of: id, details) }
        if assignment != old.assignment {
            if let assigning { try rewritePlaces(of: id, assignment, by: assigning) }
            try settleExemption(of: id)
        }
        try record(edit.details == nil ? .contactAssign : .contactEdit, of: id.text, label: old.label, changes)
        var edited = old
        if assignment == old.assignment {
            edited.details = details
            edited.version += 1
        } else {
            edited = try visibleContact(id).contact  // its exemption may have begun or ended
        }
        guard let inviting, details.email != old.details.email else { return edited }
        try invite(edited, at: old.level, by: inviting, postman: postman)
        return try visibleContact(id).contact
    }
}
