public import Credentials
import Domain
import Storage

extension Transaction where A == ViewTokens {
    /// The tokens that the actor may know of: an Admin all of the organization, others their own. The living first.
    public borrowing func tokens() throws -> [Token] {
        try organizationTokens().filter { actor.may(.tokenView, $0.target) }
            .sorted { ($0.state.order, $1.createdAt, $1.id) < ($1.state.order, $0.createdAt, $0.id) }
    }

    /// - Throws: `Trouble.notFound` when there is none within reach.
    public borrowing func token(_ id: Token.ID) throws -> Token {
        try visibleToken(id)
    }
}

extension Token.State {
    fileprivate var order: Int { Token.State.allCases.firstIndex(of: self) ?? 0 }
}

extension Store {
    /// An id for a token that is yet to be made.
    public func freshTokenID() -> Token.ID { ids.next(Token.self, at: clock()) }
}

extension Transaction {
    fileprivate borrowing func organizationTokens(_ condition: Query = "1 = 1") throws -> [Token] {
        let tenant = ("t.organization_id = \(organization)" as Query).asGuard
        return try rows("SELECT \(Token.columns) FROM tokens t \(Token.withPerson) WHERE \(tenant) AND \(condition)") {
            try Token($0, now: now)
        }
    }

    fileprivate borrowing func visibleToken(_ id: Token.ID) throws -> Token {
        guard let token = try organizationTokens("t.id = \(id)").first, actor.may(.tokenView, token.target) else { throw Trouble.notFound }
        return token
    }
}

/// A token after a change, and its secret where a new one was made: to be shown once, kept nowhere.
public struct TokenChange: Sendable {
    public let token: Token
    public let secret: OneTimeSecret?

    /// For whoever was told the secret already.
    public var withoutSecret: TokenChange { TokenChange(token: token, secret: nil) }
}

extension Transaction where A == EditTokens {
    /// How many living tokens one person, or the organization, has at most.
    public static var tokenLimit: Int { 50 }

    /// Makes a token of the actor's own, or of the organization.
    ///
    /// - Parameter wanted: the id it shall have, so that a form makes one token however often it is sent.
    /// - Throws: `Trouble.invalid` for a level above the actor's own; the refusal when organization tokens are not theirs
    ///   to make; `alreadyExists` when there is one with that id.
    public borrowing func create(_ new: NewToken, as wanted: Token.ID? = nil, postman: Postman) throws -> TokenChange {
        guard let me = actor.contact, organization == actor.organization else { throw grant.refusal }
        let owner = new.owner == .person ? me : nil
        try grant.require(owner.map { .contact($0, level: actor.level, of: organization) } ?? .belonging(of: organization))
        try requireOffered(new.level)
        guard Matrix.covers(actor.level, new.level) else {
            throw Trouble.invalid([FieldError("level", .notOneOf(Level.ofPeople.filter { Matrix.covers(actor.level, $0) }.map(\.rawValue)))]
            )
        }
        let owned: Query = if let owner { "contact_id = \(owner)" } else { "contact_id IS NULL" }
        let living = try first(
            "SELECT COUNT(*) FROM tokens WHERE organization_id = \(placed) AND \(owned) AND ended_at IS NULL AND ends_at > \(now)"
        ) { try $0.int(0) }
        if living ?? 0 >= Self.tokenLimit { throw Trouble.conflict(.tooManyTokens) }
        if let wanted, try organizationTokens("t.id = \(wanted)").first != nil { throw Trouble.conflict(.alreadyExists) }
        let (id, secret) = (wanted ?? ids.next(Token.self, at: now), OneTimeSecret.generate(prefix: Token.prefix))
        try execute(
            """
            INSERT INTO tokens (organization_id, id, contact_id, creator_id, name, level, permissions, hint, created_at, ends_at, version)
            VALUES (\(placed), \(id), \(owner), \(me), \(new.name.text), \(new.level.rawValue), \(new.permissions?.words), \(secret.hint), \(now),
                \(now + new.lifetime), 1)
            """)
        try keep(secret, of: id)
        let made = try visibleToken(id)
        try record(
            of: id.text, label: made.label,
            [
                Record.Change("owner", plain: nil, new.owner.rawValue), Record.Change("level", plain: nil, new.level.rawValue),
                Record.Change("permissions", plain: nil, new.permissions?.words), Record.Change("secret", .nothing, .secret),
            ])
        if owner == nil { try tellAdmins(.tokenMade, about: new.name.text, postman: postman) }
        return TokenChange(token: made, secret: secret)
    }

    /// Answers from now on for a token of the organization whose maker no longer can: it goes on with the secret that it has.
    /// It needs a recent proof.
    ///
    /// - Throws: `nothingToDo` for one that has a maker; `Trouble.invalid` for a level above the actor's own.
    public borrowing func takeOver(_ id: Token.ID, expecting version: ExpectedVersion) throws -> Token {
        let old = try livingToken(id, version)
        guard let me = actor.contact, organization == actor.organization else { throw grant.refusal }
        guard old.lacksMaker else { throw Trouble.conflict(.nothingToDo) }
        guard Matrix.answers(actor.level, for: old.level) else {
            throw Trouble.invalid([FieldError("level", .notOneOf(Level.ofPeople.filter { Matrix.covers(actor.level, $0) }.map(\.rawValue)))]
            )
        }
        try requireProof()
        try execute(
            """
            UPDATE tokens SET creator_id = \(me), taken_over_at = \(now), maker_lost_at = NULL, paused_at = NULL, version = version + 1
            WHERE organization_id = \(placed) AND id = \(id)
            """)
        let new = try visibleToken(id)
        try record(
            of: id.text, label: old.label,
            [
                Record.Change("maker", plain: old.maker?.text, me.text),
                Record.Change("state", plain: old.state.rawValue, new.state.rawValue),
            ])
        return new
    }

    /// Stops a token for as long as it is paused: what comes with it is nobody's. Or lets it go on.
    ///
    /// - Throws: `tokenWithoutMaker` for one that another Admin has to take over.
    public borrowing func setPaused(_ isPaused: Bool, _ id: Token.ID, expecting version: ExpectedVersion) throws -> Token {
        let old = try livingToken(id, version)
        if old.lacksMaker { throw Trouble.conflict(.tokenWithoutMaker) }
        if isPaused == (old.state == .paused) {
            ledger?.nothingChanged()
            return old
        }
        if isPaused { try noteLoss(of: id.text, to: .none) }
        try execute(
            "UPDATE tokens SET paused_at = \(isPaused ? now : nil), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)")
        return try changed(old)
    }

    /// Makes a new secret. The old one is good for `overlap` more, so that programs can be given the new one in turn.
    ///
    /// - Throws: the refusal for somebody else's token, since whoever sees the secret acts as its owner.
    public borrowing func rotate(_ id: Token.ID, overlap: Moment.Span, expecting version: ExpectedVersion) throws -> TokenChange {
        let old = try livingToken(id, version)
        guard organization == actor.organization else { throw grant.refusal }
        if old.lacksMaker { throw Trouble.conflict(.tokenWithoutMaker) }
        if let owner = old.owner, owner != actor.contact { throw Trouble.conflict(.othersToken) }
        let secret = OneTimeSecret.generate(prefix: Token.prefix)
        try execute(
            "DELETE FROM token_secrets WHERE organization_id = \(placed) AND token_id = \(id) AND (ends_at IS NOT NULL OR \(overlap.milliseconds) = 0)"
        )
        try execute("UPDATE token_secrets SET ends_at = \(now + overlap) WHERE organization_id = \(placed) AND token_id = \(id)")
        try keep(secret, of: id)
        try execute("UPDATE tokens SET hint = \(secret.hint), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)")
        // Who has seen the secret of the organization's token answers for it from now on.
        if old.owner == nil {
            try execute(
                "UPDATE tokens SET creator_id = \(actor.contact), taken_over_at = \(now) WHERE organization_id = \(placed) AND id = \(id)")
        }
        try record(
            of: id.text, label: old.label,
            [
                Record.Change("secret", .nothing, .secret),
                Record.Change("overlap_hours", plain: nil, String(overlap.milliseconds / Moment.Span.hours(1).milliseconds)),
            ])
        return TokenChange(token: try visibleToken(id), secret: secret)
    }

    /// Ends a token for good. Doing it twice changes nothing.
    public borrowing func end(_ id: Token.ID, expecting version: ExpectedVersion) throws -> Token {
        let old = try reachableToken(id, version)
        if old.state == .ended {
            ledger?.nothingChanged()
            return old
        }
        try execute("UPDATE tokens SET ended_at = \(now), version = version + 1 WHERE organization_id = \(placed) AND id = \(id)")
        return try changed(old)
    }

    private borrowing func keep(_ secret: OneTimeSecret, of id: Token.ID) throws {
        try execute("INSERT INTO token_secrets (organization_id, token_id, hash) VALUES (\(placed), \(id), \(Hex.text(secret.hash)))")
    }

    private borrowing func reachableToken(_ id: Token.ID, _ version: ExpectedVersion) throws -> Token {
        let token = try visibleToken(id)
        try grant.require(token.target)
        try version.require(token.version)
        return token
    }

    private borrowing func livingToken(_ id: Token.ID, _ version: ExpectedVersion) throws -> Token {
        let token = try reachableToken(id, version)
        guard token.state == .active || token.state == .paused else { throw Trouble.conflict(.tokenOver) }
        return token
    }

    private borrowing func changed(_ old: Token) throws -> Token {
        let new = try visibleToken(old.id)
        try record(of: old.id.text, label: old.label, [Record.Change("state", plain: old.state.rawValue, new.state.rawValue)])
        return new
    }
}

extension Transaction where A: Writing {
    /// Ends a contact's own tokens that may what somebody at `level` may not.
    borrowing func endTokens(of contact: Contact.ID, notCoveredBy level: Level) throws {
        try end(
            try organizationTokens("t.contact_id = \(contact) AND t.ended_at IS NULL").filter {
                level == .none || !Matrix.covers(level, $0.level)
            })
    }

    /// Pauses the organization's tokens that a contact made, unless they may still answer for them at `level`, and tells all
    /// Admins. They go on when another Admin takes them over, and not before.
    ///
    /// - Parameter isSpoiled: their secrets may be in other hands: who takes them over makes new ones.
    borrowing func pauseTokens(madeBy contact: Contact, unless level: Level, isSpoiled: Bool = false, postman: Postman) throws {
        if isSpoiled {
            try execute(
                """
                DELETE FROM token_secrets WHERE organization_id = \(placed) AND token_id IN (SELECT id FROM tokens
                    WHERE organization_id = \(placed) AND creator_id = \(contact.id) AND contact_id IS NULL)
                """)
        }
        // Those that have lost their maker before are paused, and that was told.
        let paused = try organizationTokens(
            """
            t.creator_id = \(contact.id) AND t.contact_id IS NULL AND t.ended_at IS NULL AND t.ends_at > \(now) AND t.maker_lost_at IS NULL
            """
        )
        .filter { !Matrix.answers(level, for: $0.level) }
        for token in paused {
            try execute(
                """
                UPDATE tokens SET maker_lost_at = \(now), version = version + 1 WHERE organization_id = \(placed) AND id = \(token.id)
                """)
            try noteLoss(of: token.id.text, to: .none)
            try record(
                .tokenEdit, of: token.id.text, label: token.label,
                [Record.Change("state", plain: Token.State.active.rawValue, Token.State.paused.rawValue)])
        }
        if !paused.isEmpty {
            try tellAdmins(.tokensPaused, about: paused.map(\.name.text).sorted().joined(separator: ", "), postman: postman)
        }
    }

    /// Ends every token of the organization and of its people.
    borrowing func endAllTokens() throws {
        try end(try organizationTokens("t.ended_at IS NULL"))
    }

    private borrowing func end(_ tokens: [Token]) throws {
        for token in tokens {
            try execute("UPDATE tokens SET ended_at = \(now), version = version + 1 WHERE organization_id = \(placed) AND id = \(token.id)")
            try record(
                .tokenEdit, of: token.id.text, label: token.label,
                [Record.Change("state", plain: token.state.rawValue, Token.State.ended.rawValue)])
        }
    }
}

extension Token {
    /// What the log calls it. The name of a person's token may say who they are, and the log keeps what it says.
    fileprivate var label: Record.Value { .plain(owner == nil ? name.text : "…\(hint)") }
}

extension OneTimeSecret {
    /// Enough to tell one from another, and nothing to guess from.
    fileprivate var hint: String { String(text.suffix(4)) }
}

extension Set<Permission> {
    fileprivate var words: String { map(\.rawValue).sorted().joined(separator: " ") }
}
