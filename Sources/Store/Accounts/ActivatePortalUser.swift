import Credentials
import Domain
import Storage

/// How somebody comes in.
enum Activation {
    /// The link that they hold.
    struct Link {
        /// By which a passkey's ceremony is bound to it.
        let hash: String
        /// It went to the mailbox, which it proves.
        let isMailed: Bool
    }
}

extension Transaction where A == UseAccount {
    /// Lets the acting contact in: settles its account, makes it active, signs it in.
    ///
    /// - Returns: nil for a dormant account, by which nobody is signed in.
    borrowing func activate(
        _ row: ContactRow, at level: Level, as joining: Joining, with bound: BoundAccount, link: Activation.Link, event: String,
        browser: Browser, postman: Postman
    ) throws -> StartedSession? {
        let contact = row.contact
        let account = try settleAccount(for: row, as: joining, with: bound, link: link, postman: postman)
        let elsewhere = try first(
            """
            SELECT 1 FROM contacts WHERE organization_id = \(placed) AND account_id = \(account.id) AND id <> \(contact.id)
            """
        ) { try $0.int(0) }
        if elsewhere != nil { throw Trouble.conflict(.alreadyExists) }
        if let former = row.account, former != account.id {
            try connection.execute("DELETE FROM accounts WHERE id = \(former) AND proven_at IS NULL")
        }
        try execute(
            """
            UPDATE contacts SET status = 'active', level = \(level.rawValue), account_id = \(account.id), invitation_ends_at = NULL,
                last_sign_in_at = \(now), access_from = 0, version = version + 1
            WHERE organization_id = \(placed) AND id = \(contact.id)
            """)
        try settleExemption(of: contact.id)
        try recordHere(
            event,
            [
                Record.Change("status", plain: contact.access.rawValue, AccessStatus.active.rawValue),
                Record.Change("level", plain: nil, level.rawValue),
                Record.Change("mailbox", plain: nil, account.isProven ? "proven" : "unproven"),
            ])
        if level.isTop { try tellAdmins(.newAdmin, about: contact.details.fullName, postman: postman) }
        switch joining {
        case .dormant: return nil
        case .existing(let person):
            try requireAlive(person)
            return try enter(with: person, event: "session.switched")
        case .newAccount:
            let device = try recognize(browser, for: account, announcing: nil)
            let strength =
                Strength.now(.twoFactor, isExempt: try ownContact().contact.isExempt(at: now), hasFactor: account.hasFactor) ?? .enrolling
            return try startSession(account.id, strength, by: event, browser: browser, device: device)
        }
    }

    private borrowing func settleAccount(
        for row: ContactRow, as joining: Joining, with bound: BoundAccount, link: Activation.Link, postman: Postman
    ) throws -> AccountRow {
        guard let email = bound.email else { throw Trouble.conflict(.noAddress) }
        if let account = bound.account {
            // The same account as when all organizations were looked at, and nobody joined with it since.
            let joined = try connection.execute(
                "UPDATE accounts SET version = version + 1 WHERE id = \(account.id) AND version = \(account.version)")
            guard joined == 1 else { throw Outdated() }
        }
        switch joining {
        case .existing(let person):
            guard link.isMailed else { throw Trouble.conflict(.otherAccount) }
            if let own = bound.unproven.first(where: { $0.account == person.account && $0.portalUser?.contact == row.contact.id }),
                bound.account == nil
            {
                // The mailbox of the very sign-in that is here.
                try moveSignIn(of: own.account, from: email, to: email, isProven: true)
            } else if person.account != bound.account?.id {
                throw Trouble.conflict(.otherAccount)
            }
            try giveWay(bound.unproven.filter { $0.account != person.account }, at: email, postman: postman)
            return try accountRow(person.account)
        case .dormant:
            guard link.isMailed, let account = bound.account, !bound.isUsedElsewhere else { throw Trouble.conflict(.otherAccount) }
            try giveWay(bound.unproven, at: email, postman: postman)
            return try accountRow(account.id)
        case .newAccount(let credential):
            if bound.account != nil { throw Trouble.conflict(link.isMailed ? .alreadyExists : .linkUsedOrExpired) }
            if link.isMailed {
                try giveWay(bound.unproven, at: email, postman: postman)
            } else if try AccountRow.find(email.key, on: connection) != nil {
                // Somebody has proved the mailbox since it was looked for.
                throw Outdated()
            }
            let id = try intended(credential) ?? ids.next(Account.self, at: now)
            let key = link.isMailed ? email.key : UnprovenSignIn.key(email, in: organization)
            let made = try connection.execute(
                """
                INSERT INTO accounts (id, email, email_key, proven_at, version, created_at)
                VALUES (\(id), \(email.text), \(key), \(link.isMailed ? now : nil), 1, \(now)) ON CONFLICT (email_key) DO NOTHING
                """)
            guard made == 1 else { throw Outdated() }
            return try take(credential, for: id, link: link.hash)
        }
    }

    /// The id that a passkey was made for, before there was an account.
    private borrowing func intended(_ credential: FirstCredential) throws -> Identifier<Account>? {
        guard case .passkey(let answer) = credential else { return nil }
        guard let id = try Ceremony.find(answer.ceremony, .passkeyByLink, at: now, on: connection)?.account else {
            throw Trouble.conflict(.linkUsedOrExpired)
        }
        return id
    }

    private borrowing func take(_ credential: FirstCredential, for account: Identifier<Account>, link: String) throws -> AccountRow {
        switch credential {
        case .passphrase(let hash):
            try connection.execute("UPDATE accounts SET passphrase = \(hash), passphrase_at = \(now) WHERE id = \(account)")
        case .passkey(let answer):
            if let problem = try registerPasskey(answer, .passkeyByLink, for: account, link: link) { throw Trouble.conflict(problem) }
            try recordEvent("factor.added", [Record.Change("kind", plain: nil, Post.FactorChange.passkeyAdded.rawValue)])
        }
        return try accountRow(account)
    }

    private borrowing func accountRow(_ id: Identifier<Account>) throws -> AccountRow {
        guard let row = try AccountRow.find(id, on: connection) else { throw Outdated() }
        return row
    }

    /// Ends everything that an account could be used with; only its id and address stay.
    borrowing func reset(_ account: Identifier<Account>) throws {
        try strip(account, since: Moment(milliseconds: 0))
        try connection.execute("DELETE FROM ceremonies WHERE account_id = \(account) AND purpose <> 'passkey_by_link'")
        try recordEvent("account.reset")
    }
}
