import Credentials
import Domain
import Storage

/// What the holder of a link about an address is shown.
public enum EmailChangeView: Sendable {
    case open(organization: String, name: String, old: EmailAddress, new: EmailAddress, language: Language, ends: Moment)
    case expired
    /// Unknown, used, or superseded by a later change.
    case dead
}

extension Store {
    /// What the holder of a confirming link is shown. It changes nothing.
    public func emailChange(for token: String) async throws -> EmailChangeView {
        try await emailChangeView(token, .confirm)
    }

    /// The new address proves itself: from now on it is the one to sign in with. Sessions stay.
    ///
    /// - Throws: `linkUsedOrExpired`; `emailTaken` when somebody took the address meanwhile; the field's error when the
    ///   organization's policy no longer allows it.
    public func confirmEmailChange(_ token: String, from origin: Origin) async throws {
        try await changeEmail(token, .confirm, from: origin) { transaction, change in
            guard try transaction.close(change, "confirmed", while: ["pending"]) else { throw Trouble.conflict(.linkUsedOrExpired) }
            let contact = try transaction.ownContact().contact
            // Changed otherwise since it was asked for: what was asked for is no longer this.
            guard contact.details.email?.key == change.old.key else { throw Trouble.conflict(.linkUsedOrExpired) }
            try transaction.setAddress(change.new, instead: change.old, of: change.account)
            try transaction.execute(
                """
                UPDATE email_changes SET undo_ends_at = \(transaction.now + EmailChange.undoTime)
                WHERE organization_id = \(transaction.placed) AND id = \(change.id)
                """)
            try transaction.recordHere("email.confirmed", [Record.Change("email", personal: change.old.text, change.new.text)])
        }
    }

    func emailChangeView(_ token: String, _ kind: EmailChangeRow.Kind) async throws -> EmailChangeView {
        let now = clock()
        return try await database.read(.wide) { connection in
            guard let found = try EmailChangeRow.find(token, kind, on: connection), found.isOpen(for: kind) else { return .dead }
            guard found.ends(for: kind) > now else { return .expired }
            let contact = try connection.first(
                """
                SELECT \(contactColumns), o.name FROM contacts c JOIN organizations o ON o.id = c.organization_id
                WHERE c.organization_id = \(found.portalUser.organization) AND c.id = \(found.portalUser.contact)
                    AND c.account_id = \(found.account) AND o.status = 'active'
                """
            ) { (try ContactRow($0, now: now).contact, try $0.text(ContactRow.width)) }
            guard let (contact, organization) = contact else { return .dead }
            return .open(
                organization: organization, name: contact.details.fullName, old: found.old, new: found.new,
                language: contact.details.language, ends: found.ends(for: kind))
        }
    }

    /// Acts for the holder of a link, who need not be signed in.
    func changeEmail(
        _ token: String, _ kind: EmailChangeRow.Kind, from origin: Origin,
        _ body: @escaping @Sendable (borrowing Transaction<UseAccount>, EmailChangeRow) throws -> Void
    ) async throws {
        let now = clock()
        let found = try await database.read(.wide) { try EmailChangeRow.find(token, kind, on: $0) }
        guard let found, found.ends(for: kind) > now else { throw Trouble.conflict(.linkUsedOrExpired) }
        do {
            try await writeAccount(of: found.portalUser, from: origin) { transaction in
                guard try transaction.ownContact().account == found.account else { throw Trouble.notFound }
                try body(transaction, found)
            }
        } catch Trouble.notFound, Trouble.conflict(.organizationSuspended) {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
    }
}

extension Transaction where A == UseAccount {
    /// Moves a change on; false when it is in none of the states it must be in.
    borrowing func close(_ change: EmailChangeRow, _ state: String, while states: [String]) throws -> Bool {
        let allowed = Query.joined(states.map { "\($0)" as Query }, separator: ", ")
        return try execute(
            "UPDATE email_changes SET state = \(state) WHERE organization_id = \(placed) AND id = \(change.id) AND state IN (\(allowed))")
            == 1
    }

    /// Gives the acting contact another address, and the account as well where it was the account's.
    borrowing func setAddress(_ new: EmailAddress, instead old: EmailAddress, of account: Identifier<Account>) throws {
        guard let id = actor.contact else { return }
        do {
            try requireFreeAddress(new, for: id)
        } catch Trouble.invalid(let errors) where errors.contains(where: { $0.problem == .emailTaken }) {
            throw Trouble.conflict(.emailTaken)
        }
        let holder = try connection.first("SELECT id FROM accounts WHERE email_key = \(new.key) AND id <> \(account)") { try $0.text(0) }
        if holder != nil { throw Trouble.conflict(.emailTaken) }
        try connection.execute(
            """
            UPDATE accounts SET email = \(new.text), email_key = \(new.key) WHERE id = \(account) AND email_key = \(old.key)
            """)
        try execute(
            """
            UPDATE contacts SET email = \(new.text), email_key = \(new.key), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)
            """)
        try rewriteWords(of: id, ownContact().contact.details)
    }
}
