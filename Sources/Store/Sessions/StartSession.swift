import Credentials
import Domain
import Storage

extension Transaction where A == UseAccount {
    /// Begins a session. The only place where one is made: whoever calls it has seen the proof that `strength` names.
    ///
    /// - Parameter method: what the person signed in with, for the log.
    borrowing func startSession(
        _ account: Identifier<Account>, _ strength: Strength, by method: String, browser: Browser, device: OneTimeSecret?
    ) throws -> StartedSession {
        guard let contact = actor.contact else { throw Trouble.notFound }
        let token = OneTimeSecret.generate(prefix: Session.prefix)
        let id = ids.next(Session.self, at: now)
        let ends = now + Session.longest
        let agent = DeviceName.text(for: browser.agent)
        try connection.execute(
            """
            INSERT INTO sessions (token_hash, id, account_id, organization_id, contact_id, strength, agent, address, created_at, seen_at, confirmed_at, ends_at)
            VALUES (\(Hex.text(token.hash)), \(id), \(account), \(organization), \(contact), \(strength.rawValue), \(agent),
                \(origin.address ?? ""), \(now), \(now), \(now), \(ends))
            """)
        try execute("UPDATE contacts SET last_sign_in_at = \(now) WHERE organization_id = \(placed) AND id = \(contact)")
        try recordEvent(
            "session.started",
            [
                Record.Change("organization", plain: nil, organization.text),
                Record.Change("method", plain: nil, method),
                Record.Change("strength", plain: nil, strength.rawValue),
                Record.Change("device", personal: nil, agent),
            ])
        return StartedSession(token: token, session: id, strength: strength, organization: organization, ends: ends, device: device)
    }

    /// Gives a living session a new token; the old one is dead. What is nil stays as it is.
    borrowing func rotate(_ person: SignedIn, to strength: Strength? = nil, confirmed: Bool = false) throws -> StartedSession {
        let token = OneTimeSecret.generate(prefix: Session.prefix)
        let strength = strength ?? person.strength
        let ends = try connection.first(
            """
            UPDATE sessions SET token_hash = \(Hex.text(token.hash)), strength = \(strength.rawValue), seen_at = \(now),
                organization_id = \(organization), contact_id = \(actor.contact),
                confirmed_at = \(confirmed ? now : person.confirmedAt)
            WHERE id = \(person.session) AND token_hash = \(person.tokenHash) RETURNING ends_at
            """
        ) { Moment(milliseconds: try $0.int(0)) }
        guard let ends else { throw Trouble.conflict(.signedOut) }
        return StartedSession(
            token: token, session: person.session, strength: strength, organization: organization, ends: ends, device: nil)
    }

    /// Recognizes the browser, or takes it to be a new one.
    ///
    /// - Parameter postman: tells the person of a new one; nil where the person has just proven it otherwise.
    /// - Returns: a device cookie to set, where the browser has none of ours.
    borrowing func recognize(_ browser: Browser, for account: AccountRow, announcing postman: Postman?) throws -> OneTimeSecret? {
        let presented = browser.device.flatMap { OneTimeSecret(presented: $0, prefix: Device.prefix) }
        if let presented, try Device.isKnown(presented, to: account.id, on: connection) {
            try connection.execute(
                "UPDATE devices SET last_used_at = \(now) WHERE token_hash = \(Hex.text(presented.hash)) AND account_id = \(account.id)")
            return nil
        }
        if let postman {
            try post(
                .newDevice(agent: DeviceName.text(for: browser.agent), at: now.milliseconds), to: ownContact().contact, at: account.email,
                postman: postman)
        }
        // One cookie serves all accounts of a browser, but only a cookie that we gave out.
        let isOurs = try presented.map { try Device.isKnown($0, to: nil, on: connection) } ?? false
        let secret = isOurs ? presented ?? .generate(prefix: Device.prefix) : .generate(prefix: Device.prefix)
        try connection.execute(
            """
            INSERT INTO devices (token_hash, account_id, created_at, last_used_at) VALUES (\(Hex.text(secret.hash)), \(account.id), \(now), \(now))
            """)
        return isOurs ? nil : secret
    }
}

/// A browser in which somebody has signed in before.
enum Device {
    static let prefix = "sdd_"
    /// Forgotten after this long without a sign-in.
    static let lifetime = Moment.Span.days(400)

    /// - Parameter account: nil asks whether it is known to anybody.
    static func isKnown(_ secret: OneTimeSecret, to account: Identifier<Account>?, on connection: any Connection) throws -> Bool {
        let whose: Query = if let account { "account_id = \(account)" } else { "1 = 1" }
        return try connection.first("SELECT 1 FROM devices WHERE token_hash = \(Hex.text(secret.hash)) AND \(whose)") { try $0.int(0) }
            != nil
    }
}
