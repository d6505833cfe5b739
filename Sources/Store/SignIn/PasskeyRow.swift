import Credentials
import Domain
import Storage

/// A passkey as its row says it.
struct PasskeyRow: Sendable {
    let account: Identifier<Account>
    let passkey: Passkey

    static func find(_ credential: [UInt8], on connection: any Connection) throws -> PasskeyRow? {
        try connection.first("SELECT \(columns) FROM passkeys WHERE credential_id = \(Base64URL.encode(credential))") { try PasskeyRow($0) }
    }

    static func all(of account: Identifier<Account>, on connection: any Connection) throws -> [PasskeyRow] {
        try connection.rows("SELECT \(columns) FROM passkeys WHERE account_id = \(account) ORDER BY created_at, credential_id") {
            try PasskeyRow($0)
        }
    }

    /// The handle by which authenticators know an account. An id says nothing about the person.
    static func handle(of account: Identifier<Account>) -> [UInt8] { Array(account.text.utf8) }

    private static let columns: Query = "account_id, credential_id, public_key, sign_count, backup_eligible, backed_up, aaguid, transports"

    private init(_ row: any Row) throws {
        account = Identifier(stored: try row.text(0))
        passkey = Passkey(
            credentialID: Base64URL.decode(try row.text(1)) ?? [], userHandle: PasskeyRow.handle(of: account), publicKey: try row.bytes(2),
            signCount: UInt32(clamping: try row.int(3)), backupEligible: try row.bool(4), backedUp: try row.bool(5),
            aaguid: try row.bytes(6),
            transports: try row.text(7).split(separator: " ").map(String.init))
    }
}

extension Transaction where A == UseAccount {
    /// Takes what a passkey's use taught.
    borrowing func update(_ seen: Passkey) throws {
        try connection.execute(
            """
            UPDATE passkeys SET sign_count = \(Int64(seen.signCount)), backed_up = \(seen.backedUp), last_used_at = \(now)
            WHERE credential_id = \(Base64URL.encode(seen.credentialID))
            """)
    }

    /// Verifies an answer against the challenge of a ceremony; a refused answer is recorded.
    ///
    /// - Returns: false when it was refused.
    borrowing func accept(
        _ answer: PasskeyAssertion.Response, to challenge: PasskeyChallenge, of account: Identifier<Account>,
        allowing allowed: [PasskeyDescriptor], _ relyingParty: RelyingParty, by store: Store
    ) throws -> Bool {
        guard let row = try PasskeyRow.find(answer.credentialID, on: connection), row.account == account else {
            try recordFailure(.passkey("unknown"), account: account, by: store)
            return false
        }
        let seen: Passkey
        do throws(PasskeyProblem) {
            seen = try PasskeyAssertion(relyingParty, challenge: challenge, allowing: allowed).verify(answer, by: row.passkey)
        } catch {
            // A copy of the key may be in use: that always gets an entry of its own.
            if error == .clonedCounter { try recordEvent("passkey.cloned") }
            try recordFailure(.passkey("\(error)"), account: account, by: store)
            return false
        }
        try update(seen)
        return true
    }
}
