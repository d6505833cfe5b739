import Credentials
import Domain
import Storage

/// What the holder of a link about an address is shown.
public enum EmailChangeView: Sendable {
    case open(EmailChangeOffer)
    case expired
    /// Unknown, used, or superseded by a later change.
    case dead
}

/// What a link about an address does.
public struct EmailChangeOffer: Sendable {
    public let organization: String
    public let name: String
    public let old: EmailAddress
    public let new: EmailAddress
    public let language: Language
    public let ends: Moment
    /// Whose sign-in must be there to confirm it: somebody else asked for the change. Nil where the link is enough.
    public let needsSignIn: Identifier<Account>?
}

extension Store {
    /// What the holder of a confirming link is shown. It changes nothing.
    public func emailChange(for token: String) async throws -> EmailChangeView {
        try await emailChangeView(token)
    }

    /// The new address proves itself: from now on it is the one to sign in with. Sessions stay. A sign-in that came in by a
    /// copied link is bound to this mailbox, and those that hold the address without its mailbox give way.
    ///
    /// - Parameter person: who is signed in, without whom a change that somebody else asked for is not confirmed.
    /// - Throws: `otherAccount` without that sign-in; `linkUsedOrExpired`; `emailTaken` when somebody took the address meanwhile;
    ///   the field's error when the organization's policy no longer allows it.
    public func confirmEmailChange(_ token: String, as person: SignedIn?, from origin: Origin, postman: Postman) async throws {
        try await settled {
            guard let offered = try await database.read(.wide, { try EmailChangeRow.find(token, on: $0) })?.new else {
                throw Trouble.conflict(.linkUsedOrExpired)
            }
            let unproven = try await database.read(.wide) { try UnprovenSignIn.all(at: offered, on: $0) }
            try await changeEmail(token, looking: unproven.compactMap(\.portalUser?.organization), from: origin) { transaction, change in
                if !change.isOwn {
                    guard let person, person.account == change.account else { throw Trouble.conflict(.otherAccount) }
                    try transaction.requireAlive(person)
                    if !person.isConfirmed(at: transaction.now) { throw Trouble.proofNeeded }
                }
                // Taken back since it was asked for, in this organization or another.
                guard try transaction.confirmUndo(of: change) else { throw Trouble.conflict(.linkUsedOrExpired) }
                guard try transaction.close(change, "confirmed", while: ["pending"]) else { throw Trouble.conflict(.linkUsedOrExpired) }
                try transaction.moveSignIn(of: change.account, from: change.old, to: change.new, isProven: true)
                try transaction.setAddress(change.new, instead: change.old)
                try transaction.giveWay(unproven.filter { $0.account != change.account }, at: change.new, postman: postman)
                try transaction.recordHere("email.confirmed", [Record.Change("email", personal: change.old.text, change.new.text)])
            }
        }
    }

    func emailChangeView(_ token: String) async throws -> EmailChangeView {
        let now = clock()
        return try await database.read(.wide) { connection in
            guard let found = try EmailChangeRow.find(token, on: connection), found.state == "pending" else { return .dead }
            guard found.ends > now else { return .expired }
            let contact = try connection.first(
                """
                SELECT \(contactColumns), o.name FROM contacts c JOIN organizations o ON o.id = c.organization_id
                WHERE c.organization_id = \(found.portalUser.organization) AND c.id = \(found.portalUser.contact)
                    AND c.account_id = \(found.account) AND o.status = 'active'
                """
            ) { (try ContactRow($0, now: now).contact, try $0.text(ContactRow.width)) }
            guard let (contact, organization) = contact else { return .dead }
            return .open(
                EmailChangeOffer(
                    organization: organization, name: contact.details.fullName, old: found.old, new: found.new,
                    language: contact.details.language, ends: found.ends, needsSignIn: found.isOwn ? nil : found.account))
        }
    }

    /// Acts for the holder of a link, who need not be signed in.
    func changeEmail(
        _ token: String, looking others: [Organization.ID] = [], from origin: Origin,
        _ body: @escaping @Sendable (borrowing Transaction<UseAccount>, EmailChangeRow) throws -> Void
    ) async throws {
        let now = clock()
        let found = try await database.read(.wide) { try EmailChangeRow.find(token, on: $0) }
        guard let found, found.ends > now else { throw Trouble.conflict(.linkUsedOrExpired) }
        do {
            try await writeAccount(of: found.portalUser, looking: others, from: origin) { transaction in
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

    /// Moves what the account signs in with.
    ///
    /// - Parameter isProven: the new address is; otherwise it is as proven as before.
    /// - Throws: `emailTaken` when another account has it; `linkUsedOrExpired` when `old` is no longer what it signs in with.
    borrowing func moveSignIn(of account: Identifier<Account>, from old: EmailAddress, to new: EmailAddress, isProven: Bool) throws {
        guard let row = try AccountRow.find(account, on: connection), row.email.key == old.key else {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
        if let holder = try AccountRow.find(new.key, on: connection), holder.id != account { throw Trouble.conflict(.emailTaken) }
        let moved = try connection.execute(
            """
            UPDATE accounts SET email = \(new.text), email_key = \(new.key), proven_at = COALESCE(proven_at, \(isProven ? now : nil)),
                version = version + 1
            WHERE id = \(account) AND version = \(row.version)
            """)
        if moved != 1 { throw Outdated() }
    }

    /// Gives the acting contact another address, where it has the old one.
    ///
    /// - Throws: `emailTaken` when another contact here has it; the field's error when the policy does not allow it.
    borrowing func setAddress(_ new: EmailAddress, instead old: EmailAddress) throws {
        guard let id = actor.contact, try ownContact().contact.details.email?.key == old.key else { return }
        do {
            try requireFreeAddress(new, for: id)
        } catch Trouble.invalid(let errors) where errors.contains(where: { $0.problem == .emailTaken }) {
            throw Trouble.conflict(.emailTaken)
        }
        try execute(
            """
            UPDATE contacts SET email = \(new.text), email_key = \(new.key), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)
            """)
        try rewriteWords(of: id, ownContact().contact.details)
    }
}
