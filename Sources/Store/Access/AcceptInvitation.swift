import Credentials
import Domain
import Storage

/// How the holder of a link comes to an account.
public enum Joining: Sendable {
    /// With an account that is made for it.
    case newAccount(FirstCredential)
    /// With the account that they are signed in to; its session moves to the new organization.
    case existing(SignedIn)
    /// With the account that holds the address and lets nobody in anywhere, as it is: nobody is signed in by it.
    case dormant
}

/// What a new account is first signed in with.
public enum FirstCredential: Sendable {
    /// A PHC string; a second factor is then enrolled, unless the person is exempt.
    case passphrase(hash: String)
    case passkey(PasskeyAnswer)
}

extension Store {
    /// Accepts an invitation: once, before its end, and only while the inviter could still send it. What somebody signs in with
    /// stays as it is; only a sign-in without a proven mailbox gives way to the link that went there.
    ///
    /// - Returns: the session that began; nil for a dormant account, whose person signs in as before.
    /// - Throws: `linkUsedOrExpired`; `invitationVoid` when the inviter lost the right meanwhile; `alreadyExists` when a
    ///   new account was asked for where there is one; `otherAccount` when the one signed in is not the invited one.
    public func accept(_ token: String, as joining: Joining, browser: Browser, from origin: Origin, postman: Postman) async throws
        -> StartedSession?
    {
        let found = try await database.read(.wide) { try InvitationRow.find(token, on: $0) }
        guard let found else { throw Trouble.conflict(.linkUsedOrExpired) }
        return try await settled {
            guard let bound = try await boundAccount(of: found.portalUser) else { throw Trouble.conflict(.linkUsedOrExpired) }
            // Whose rows are read, and whose sign-ins give way.
            let others = (found.inviter.map { [$0.organization] } ?? []) + bound.unproven.compactMap(\.portalUser?.organization)
            do {
                return try await writeAccount(of: found.portalUser, looking: others, from: origin) { transaction in
                    try transaction.accept(found, as: joining, with: bound, link: Link.hash(of: token), browser: browser, postman: postman)
                }.get()
            } catch Trouble.notFound {
                throw Trouble.conflict(.linkUsedOrExpired)
            }
        }
    }

    /// Begins to make a passkey for the account that accepting a link will make.
    public func beginPasskey(forInvitation token: String, _ relyingParty: RelyingParty) async throws -> PasskeyRegistering {
        guard case .open(let offer) = try await invitation(for: token), offer.sameSignIn == .none else {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
        let now = clock()
        return try await database.write(.tenants([Ledger.installation])) { connection in
            try PasskeyRegistering.begin(
                .passkeyByLink, for: ids.next(Account.self, at: now), email: offer.email.text, name: offer.name,
                link: Link.hash(of: token), relyingParty, at: now, on: connection)
        }
    }

    private func boundAccount(of key: PortalUserKey) async throws -> BoundAccount? {
        let now = clock()
        return try await database.read(.wide) { connection in
            try key.row(on: connection, now: now).map { try BoundAccount.find(for: $0, on: connection) }
        }
    }
}

extension Transaction where A == UseAccount {
    /// - Returns: a failure for what has to be kept though nothing was accepted.
    fileprivate borrowing func accept(
        _ found: InvitationRow, as joining: Joining, with bound: BoundAccount, link: String, browser: Browser, postman: Postman
    ) throws -> Result<StartedSession?, Trouble> {
        let row = try ownContact()
        let contact = row.contact
        let held: Query = found.isMailed ? "1 = 1" : "copy_hash IS NOT NULL"
        let offered = try first(
            """
            SELECT level FROM invitations WHERE organization_id = \(placed) AND id = \(found.id) AND state = 'open' AND ends_at > \(now)
                AND \(held)
            """
        ) { Level(rawValue: try $0.text(0)) ?? .none }
        guard let offered, offered != .none, try found.opens(for: row, on: connection) else {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
        // Who is in already proves the mailbox, and keeps the level that they have by now.
        let level = contact.access == .active ? contact.level : offered
        guard try found.isBacked(to: level, for: contact, at: now, on: connection) else {
            try execute("UPDATE invitations SET state = 'void' WHERE organization_id = \(placed) AND id = \(found.id)")
            try execute("UPDATE contacts SET invitation_ends_at = \(now) WHERE organization_id = \(placed) AND id = \(contact.id)")
            try recordHere("invitation.void", [Record.Change("state", plain: "open", "void")])
            return .failure(.conflict(.invitationVoid))
        }
        // Behind a copied link the one in the mail stays: whoever has the mailbox can still prove it.
        let used: Query = found.isMailed ? "state = 'accepted', copy_hash = NULL" : "copy_hash = NULL"
        let accepted = try execute(
            "UPDATE invitations SET \(used) WHERE organization_id = \(placed) AND id = \(found.id) AND state = 'open' AND \(held)")
        guard accepted == 1 else { throw Trouble.conflict(.linkUsedOrExpired) }
        return .success(
            try activate(
                row, at: level, as: joining, with: bound, link: Activation.Link(hash: link, isMailed: found.isMailed),
                event: "invitation.accepted", browser: browser, postman: postman))
    }
}
