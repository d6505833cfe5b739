import Credentials
import Domain
import Storage

/// A proof that takes two steps: what has been settled in the first waits here, under a secret that the browser keeps.
struct Ceremony: Sendable {
    enum Purpose: String, Sendable {
        /// The passphrase was right; the second factor is missing.
        case secondFactor = "second_factor"
        case passkeySignIn = "passkey_sign_in"
        case passkeyConfirmation = "passkey_confirmation"
        case passkeyRegistration = "passkey_registration"
        /// A passkey for an account that a link makes or sets anew.
        case passkeyByLink = "passkey_by_link"
        /// An authenticator app that has not shown its first code yet.
        case newCode = "new_code"
        case firstAdmin = "first_admin"
        /// Tries that wait for nobody, for whoever reads the account's mail.
        case signInLink = "sign_in_link"
    }

    /// How long most of them wait (WebAuthn Level 3, 13.4.3; ASVS 5.0, 6.7.2).
    static let lifetime = Moment.Span.minutes(5)
    /// How many codes may be tried.
    static let tries: Int64 = 5
    static let prefix = "sdc_"

    let account: Identifier<Account>?
    let payload: [UInt8]
    /// Tries so far, this one included.
    let tries: Int64
    let ends: Moment

    /// Begins one and returns its secret.
    static func begin(
        _ purpose: Purpose, account: Identifier<Account>? = nil, payload: [UInt8] = [], lasting: Moment.Span = lifetime,
        prefix: String = prefix, at now: Moment, on connection: any Connection
    ) throws -> OneTimeSecret {
        let secret = OneTimeSecret.generate(prefix: prefix)
        try connection.execute(
            """
            INSERT INTO ceremonies (token_hash, purpose, account_id, payload, tries, ends_at)
            VALUES (\(Hex.text(secret.hash)), \(purpose.rawValue), \(account), \(payload), 0, \(now + lasting))
            """)
        return secret
    }

    /// Looks at one without using it.
    static func find(_ token: String, _ purpose: Purpose, prefix: String = prefix, at now: Moment, on connection: any Connection) throws
        -> Ceremony?
    {
        guard let secret = OneTimeSecret(presented: token, prefix: prefix) else { return nil }
        return try connection.first(
            """
            SELECT account_id, payload, tries, ends_at FROM ceremonies
            WHERE token_hash = \(Hex.text(secret.hash)) AND purpose = \(purpose.rawValue) AND ends_at > \(now)
            """
        ) { try Ceremony($0) }
    }

    /// Ends one and returns it: only one caller gets it.
    static func take(_ token: String, _ purpose: Purpose, prefix: String = prefix, at now: Moment, on connection: any Connection) throws
        -> Ceremony?
    {
        guard let secret = OneTimeSecret(presented: token, prefix: prefix) else { return nil }
        return try connection.first(
            """
            DELETE FROM ceremonies WHERE token_hash = \(Hex.text(secret.hash)) AND purpose = \(purpose.rawValue) AND ends_at > \(now)
            RETURNING account_id, payload, tries, ends_at
            """
        ) { try Ceremony($0) }
    }

    /// Uses up one try.
    static func attempt(_ token: String, _ purpose: Purpose, prefix: String = prefix, at now: Moment, on connection: any Connection) throws
        -> Ceremony?
    {
        guard let secret = OneTimeSecret(presented: token, prefix: prefix) else { return nil }
        return try connection.first(
            """
            UPDATE ceremonies SET tries = tries + 1
            WHERE token_hash = \(Hex.text(secret.hash)) AND purpose = \(purpose.rawValue) AND ends_at > \(now) AND tries < \(tries)
            RETURNING account_id, payload, tries, ends_at
            """
        ) { try Ceremony($0) }
    }

    private init(_ row: any Row) throws {
        account = try row.optionalText(0).map(Identifier.init(stored:))
        payload = try row.bytes(1)
        tries = try row.int(2)
        ends = Moment(milliseconds: try row.int(3))
    }
}
