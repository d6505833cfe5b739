import Credentials
import Domain
import Storage

extension Store {
    /// What the holder of an undoing link is shown. It changes nothing.
    public func emailUndo(for token: String) async throws -> EmailChangeView {
        let now = clock()
        return try await database.read(.wide) { connection in
            guard let undo = try AddressUndo.find(token, on: connection), undo.isOpen else { return .dead }
            guard undo.ends > now else { return .expired }
            let organization = try connection.first("SELECT name FROM organizations WHERE id = \(undo.portalUser.organization)") {
                try $0.text(0)
            }
            let contact = try undo.portalUser.row(on: connection, now: now)?.contact
            return .open(
                EmailChangeOffer(
                    organization: organization ?? "", name: contact?.details.fullName ?? undo.old.text, old: undo.old, new: undo.new,
                    language: contact?.details.language ?? .english, ends: undo.ends, needsSignIn: nil))
        }
    }

    /// The old address takes itself back, whether or not the new one was confirmed, and with it every later change, in every
    /// organization. Whatever the account got since is gone: passkeys, apps, codes, the passphrase where it is newer. All its
    /// sessions and tokens end, the invitations it sent are void, its organizations' tokens pause, and no browser is known any
    /// more. The old address gets a link to set a new passphrase, for whoever was locked out meanwhile.
    ///
    /// It hangs on the account and not on the contact, which may be gone. A change that somebody else asked for and nobody
    /// confirmed is cancelled, and nothing else.
    ///
    /// - Throws: `linkUsedOrExpired`; `emailTaken` when another account has the old address now.
    public func undoEmailChange(_ token: String, from origin: Origin, postman: Postman) async throws {
        let now = clock()
        try await settled {
            let found = try await database.read(.wide) { connection -> UndoScene? in
                guard let undo = try AddressUndo.find(token, on: connection), undo.isOpen, undo.ends > now else { return nil }
                return try UndoScene(undo, at: now, on: connection)
            }
            guard let scene = found else { throw Trouble.conflict(.linkUsedOrExpired) }
            let chains = scene.chains
            try await database.write(.tenants(chains)) { connection in
                let ledger = try Ledger(chains: chains, on: connection, now: now)
                let contact = try scene.undo.portalUser.row(on: connection, now: now)?.contact
                let actor = contact.flatMap { $0.level == .none ? nil : $0 } ?? scene.undo.absentee
                let transaction = Transaction(
                    connection: connection, grant: try Actor.person(actor).grant(UseAccount.self),
                    place: Place(account: actor.organization, others: []), now: now, origin: origin, ledger: ledger, ids: ids)
                try transaction.undo(scene, postman: postman)
                for user in scene.users where scene.undo.takesBack {
                    guard let contact = try user.row(on: connection, now: now)?.contact, contact.access == .active else { continue }
                    try transaction.standing(as: contact).spoil(contact, postman: postman)
                }
                try ledger.close(on: connection)
            }
        }
    }
}

/// By which the old mailbox takes a change back. It dies when the account is taken back otherwise.
struct AddressUndo: Sendable {
    let hash: String
    let account: Identifier<Account>
    /// Where it was asked for, and of whom.
    let portalUser: PortalUserKey
    let old: EmailAddress
    let new: EmailAddress
    let askedAt: Moment
    let ends: Moment
    let isOwn: Bool
    /// The account's mailbox was proven when the change was asked for.
    let wasProven: Bool
    let isConfirmed: Bool
    let isOpen: Bool

    /// The account itself may be in other hands: not when somebody else asked and nobody confirmed.
    var takesBack: Bool { isOwn || isConfirmed }

    private static let columns: Query = """
        u.undo_hash, u.account_id, u.organization_id, u.contact_id, u.old_email, u.new_email, u.asked_at, u.ends_at, u.is_own, u.was_proven,
        u.is_confirmed, CASE WHEN u.is_open = 1 AND u.asked_at >= a.tokens_from THEN 1 ELSE 0 END
        """

    static func find(_ token: String, on wide: any Connection) throws -> AddressUndo? {
        guard let secret = OneTimeSecret(presented: token, prefix: EmailChange.undoPrefix) else { return nil }
        return try wide.first(
            "SELECT \(columns) FROM address_undos u JOIN accounts a ON a.id = u.account_id WHERE u.undo_hash = \(Hex.text(secret.hash))"
        ) { try AddressUndo($0) }
    }

    /// All of an account, in all organizations.
    static func all(of account: Identifier<Account>, on wide: any Connection) throws -> [AddressUndo] {
        try wide.rows("SELECT \(columns) FROM address_undos u JOIN accounts a ON a.id = u.account_id WHERE u.account_id = \(account)") {
            try AddressUndo($0)
        }
    }

    /// The condition on `address_undos u` beside its account `a`: the old mailbox can still take a confirmed change back.
    static func isDispute(at now: Moment) -> Query {
        "u.is_confirmed = 1 AND u.is_open = 1 AND u.ends_at > \(now) AND u.asked_at >= a.tokens_from"
    }

    /// Stands for a contact that is gone, or has no access any more.
    var absentee: Contact {
        Contact(
            id: portalUser.contact, organization: portalUser.organization,
            details: ContactDetails(
                firstName: Line(stored: old.text), lastName: Line(stored: ""), email: old, phone: nil, title: Line(stored: ""),
                timeZone: nil,
                language: .english),
            assignment: Assignment(), level: .readOnly, access: .active, version: 1, lastSignIn: nil, invitationEnds: nil)
    }

    private init(_ row: any Row) throws {
        hash = try row.text(0)
        account = Identifier(stored: try row.text(1))
        portalUser = PortalUserKey(organization: Identifier(stored: try row.text(2)), contact: Identifier(stored: try row.text(3)))
        (old, new) = (EmailAddress(stored: try row.text(4)), EmailAddress(stored: try row.text(5)))
        (askedAt, ends) = (Moment(milliseconds: try row.int(6)), Moment(milliseconds: try row.int(7)))
        (isOwn, wasProven, isConfirmed, isOpen) = (try row.bool(8), try row.bool(9), try row.bool(10), try row.bool(11))
    }
}

/// What an undo is about, looked at across all organizations before it.
private struct UndoScene: Sendable {
    let undo: AddressUndo
    /// From when on all that the account got is not its owner's.
    let since: Moment
    let users: [PortalUserKey]
    let unproven: [UnprovenSignIn]

    init(_ undo: AddressUndo, at now: Moment, on wide: any Connection) throws {
        self.undo = undo
        // Asked for again, the first asking counts: either link takes back all that came since.
        let together = try AddressUndo.all(of: undo.account, on: wide).filter {
            $0.isOpen && $0.takesBack && $0.ends > now && $0.old.key == undo.old.key
        }
        let earliest = together.map(\.askedAt).min() ?? undo.askedAt
        since = undo.wasProven ? min(earliest, undo.askedAt) : Moment(milliseconds: 0)
        users = try wide.rows("SELECT organization_id, id FROM contacts WHERE account_id = \(undo.account) ORDER BY organization_id, id") {
            PortalUserKey(organization: Identifier(stored: try $0.text(0)), contact: Identifier(stored: try $0.text(1)))
        }
        unproven = try UnprovenSignIn.all(at: undo.old, on: wide).filter { $0.account != undo.account }
    }

    var chains: [String] {
        let organizations = users.map(\.organization) + unproven.compactMap(\.portalUser?.organization) + [undo.portalUser.organization]
        return Set([Ledger.installation] + organizations.map(\.text)).sorted()
    }
}

extension Transaction where A == UseAccount {
    /// Makes the undo of a change good for 72 hours from now; false when the change was taken back already.
    borrowing func confirmUndo(of change: EmailChangeRow) throws -> Bool {
        try execute(
            """
            UPDATE address_undos SET is_confirmed = 1, ends_at = \(now + EmailChange.undoTime)
            WHERE organization_id = \(placed) AND undo_hash = \(change.undoHash) AND is_open = 1
                AND asked_at >= (SELECT tokens_from FROM accounts WHERE id = \(change.account))
            """) == 1
    }

    fileprivate borrowing func undo(_ scene: UndoScene, postman: Postman) throws {
        let undo = scene.undo
        let closed = try execute(
            "UPDATE address_undos SET is_open = 0 WHERE organization_id = \(placed) AND undo_hash = \(undo.hash) AND is_open = 1")
        guard closed == 1, let account = try AccountRow.find(undo.account, on: connection) else {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
        try execute(
            """
            UPDATE email_changes SET state = CASE WHEN state = 'pending' THEN 'superseded' ELSE 'undone' END
            WHERE organization_id = \(placed) AND contact_id = \(undo.portalUser.contact) AND state IN ('pending', 'confirmed')
                AND created_at >= \(undo.askedAt)
            """)
        try execute("UPDATE email_changes SET state = 'undone' WHERE organization_id = \(placed) AND undo_hash = \(undo.hash)")
        if undo.takesBack {
            try moveSignIn(of: undo.account, from: account.email, to: undo.old, isProven: true)
            try giveWay(scene.unproven, at: undo.old, postman: postman)
            try takeBack(undo.account, since: scene.since)
        }
        try writeBack(undo.old)
        try recordHere("email.undone", [Record.Change("email", personal: account.email.text, undo.old.text)])
        if undo.takesBack { try offerPassphrase(scene, postman: postman) }
    }

    /// Where the contact is still there and somebody else has not taken the address, the organization writes to it again.
    private borrowing func writeBack(_ old: EmailAddress) throws {
        guard let contact = try? ownContact().contact, let present = contact.details.email, present.key != old.key else { return }
        do { try setAddress(old, instead: present) } catch Trouble.conflict(.emailTaken), Trouble.invalid {}
    }

    /// Removes what an account got since `moment`, ends what it was used with, and what is under way for it: changes of its
    /// address and recoveries, in all organizations.
    private borrowing func takeBack(_ account: Identifier<Account>, since moment: Moment) throws {
        #if DEBUG
        if Planted.fault == .undoLeavesFactors { return }
        #endif
        try strip(account, since: moment)
        try connection.execute("DELETE FROM ceremonies WHERE account_id = \(account)")
        // Recoveries that were started for it are for the account as it was.
        try connection.execute("UPDATE accounts SET version = version + 1 WHERE id = \(account)")
        try recordEvent("account.taken_back")
    }

    /// Mails a link that sets a new passphrase, to be used where the account still lets somebody in. Who holds it proved the
    /// mailbox a moment ago, by undoing.
    private borrowing func offerPassphrase(_ scene: UndoScene, postman: Postman) throws {
        guard let account = try AccountRow.find(scene.undo.account, on: connection) else { return }
        let here = scene.users.first { $0 == scene.undo.portalUser }
        for user in [here].compactMap(\.self) + scene.users {
            guard let contact = try user.row(on: connection, now: now)?.contact, contact.access == .active else { continue }
            let there = try standing(as: contact)
            let recovery = try there.openRecovery(of: contact, account, startedBy: contact.details.fullName)
            try there.post(
                .recoveryAfterUndo(
                    organization: try there.organizationName(), token: recovery.secret.text, endsAt: recovery.ends.milliseconds),
                to: contact,
                at: scene.undo.old, postman: postman)
            return
        }
    }
}

/// A change of an address as its row says it.
struct EmailChangeRow: Sendable {
    let portalUser: PortalUserKey
    let id: Identifier<EmailChange>
    let account: Identifier<Account>
    let old: EmailAddress
    let new: EmailAddress
    let state: String
    /// The person asked for it.
    let isOwn: Bool
    /// Names its ``AddressUndo``.
    let undoHash: String
    let ends: Moment

    /// - Parameter token: of the confirming link.
    static func find(_ token: String, on wide: any Connection) throws -> EmailChangeRow? {
        guard let secret = OneTimeSecret(presented: token, prefix: EmailChange.confirmPrefix) else { return nil }
        return try wide.first(
            """
            SELECT organization_id, contact_id, id, account_id, old_email, new_email, state, ends_at, is_own, undo_hash
            FROM email_changes WHERE confirm_hash = \(Hex.text(secret.hash))
            """
        ) { row in
            EmailChangeRow(
                portalUser: PortalUserKey(organization: Identifier(stored: try row.text(0)), contact: Identifier(stored: try row.text(1))),
                id: Identifier(stored: try row.text(2)), account: Identifier(stored: try row.text(3)),
                old: EmailAddress(stored: try row.text(4)), new: EmailAddress(stored: try row.text(5)), state: try row.text(6),
                isOwn: try row.bool(8), undoHash: try row.text(9), ends: Moment(milliseconds: try row.int(7)))
        }
    }
}
