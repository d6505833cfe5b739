import Credentials
import Domain
import Storage

/// An authenticator app about to be added.
public struct NewCode: Sendable {
    /// For the browser to bring back with the first code; good for ten minutes and five codes.
    public let ceremony: OneTimeSecret
    /// The secret to scan or type in. Shown again only to whoever holds the ceremony.
    public let totp: TOTP
}

extension Store {
    /// How long somebody has to set an app up.
    static let codeSetup = Moment.Span.minutes(10)

    /// Begins to add an authenticator app. It counts for nothing before it has shown a code.
    public func beginCode(by person: SignedIn, box: SecretBox) async throws -> NewCode {
        try await writeAccount(of: person) { transaction in
            transaction.ledger?.nothingChanged()
            let totp = TOTP.generate()
            let id = transaction.ids.next(TOTPRow.self, at: transaction.now)
            let payload = Array(id.text.utf8) + (try box.seal(totp.secret, for: ["totp", id.text]))
            let ceremony = try Ceremony.begin(
                .newCode, account: person.account, payload: payload, lasting: Store.codeSetup, at: transaction.now,
                on: transaction.connection)
            return NewCode(ceremony: ceremony, totp: totp)
        }
    }

    /// The app about to be added, to show it again after a mistyped code; nil when it is too late.
    public func code(of ceremony: String, by person: SignedIn, box: SecretBox) async throws -> TOTP? {
        let now = clock()
        return try await database.read(.wide) { connection in
            guard let begun = try Ceremony.find(ceremony, .newCode, at: now, on: connection), begun.account == person.account,
                begun.tries < Ceremony.tries
            else { return nil }
            return try TOTPRow(begun.payload).flatMap { TOTP(secret: try box.open($0.secret, for: ["totp", $0.id])) }
        }
    }

    /// Adds the app that shows `code`. That code is used up by this.
    ///
    /// - Throws: `codeWrong`, with tries left, or `linkUsedOrExpired`: begin again.
    /// - Returns: the session with its new token when it became stronger by this; nil when it stays as it is.
    public func finishCode(_ ceremony: String, code: String, name: Line, by person: SignedIn, box: SecretBox, postman: Postman) async throws
        -> StartedSession?
    {
        let outcome = try await writeAccount(of: person) { transaction -> Result<StartedSession?, Trouble> in
            let now = transaction.now
            let begun = try Ceremony.attempt(ceremony, .newCode, at: now, on: transaction.connection)
            guard let begun, begun.account == person.account, let row = TOTPRow(begun.payload),
                let totp = TOTP(secret: try box.open(row.secret, for: ["totp", row.id]))
            else {
                transaction.ledger?.nothingChanged()
                return .failure(.conflict(.linkUsedOrExpired))
            }
            guard let step = totp.step(matching: code, at: now.milliseconds / 1000) else {
                transaction.ledger?.nothingChanged()
                return .failure(.conflict(.codeWrong))
            }
            _ = try Ceremony.take(ceremony, .newCode, at: now, on: transaction.connection)
            try transaction.connection.execute(
                """
                INSERT INTO totps (id, account_id, secret, name, last_step, created_at)
                VALUES (\(row.id), \(person.account), \(row.secret), \(name.text), \(step), \(now))
                """)
            return .success(try transaction.factorAdded(.codeAdded, by: person, postman: postman))
        }
        return try outcome.get()
    }
}

/// The id and the sealed secret of an app, as a ceremony keeps them side by side.
private struct TOTPRow {
    let id: String
    let secret: [UInt8]

    init?(_ payload: [UInt8]) {
        guard payload.count > 36 else { return nil }
        id = String(decoding: payload.prefix(36), as: UTF8.self)
        secret = Array(payload.dropFirst(36))
    }
}
