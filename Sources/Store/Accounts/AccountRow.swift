import Domain
import Storage

/// An account as its row says it.
struct AccountRow: Sendable {
    let id: Identifier<Account>
    let email: EmailAddress
    /// A PHC string; nil for somebody who signs in with passkeys only.
    let passphrase: String?
    let version: Int64
    let hasFactor: Bool
    /// A link that went to the mailbox was opened. Without, the account works in one organization (``UnprovenSignIn``).
    let isProven: Bool

    static let columns: Query =
        "a.id, a.email, a.passphrase, a.version, \(hasFactorColumn), CASE WHEN a.proven_at IS NULL THEN 0 ELSE 1 END"

    init(_ row: any Row) throws {
        id = Identifier(stored: try row.text(0))
        email = EmailAddress(stored: try row.text(1))
        passphrase = try row.optionalText(2)
        version = try row.int(3)
        hasFactor = try row.bool(4)
        isProven = try row.bool(5)
    }

    static func find(_ id: Identifier<Account>, on connection: any Connection) throws -> AccountRow? {
        try connection.first("SELECT \(columns) FROM accounts a WHERE a.id = \(id)") { try AccountRow($0) }
    }

    /// The account that holds an address.
    ///
    /// - Parameter email: ``EmailAddress/key``. An account that no mailbox was proven for holds none.
    static func find(_ email: String, on connection: any Connection) throws -> AccountRow? {
        try connection.first("SELECT \(columns) FROM accounts a WHERE a.email_key = \(email)") { try AccountRow($0) }
    }

    /// How many sign-ins without a proven mailbox are tried for one address: each costs a hash.
    private static let mostUnproven = 3

    /// Whom a sign-in with an address may mean: the account that holds it, then the newest that hold it without its mailbox.
    static func candidates(_ key: String, on connection: any Connection) throws -> [AccountRow] {
        // An address has no blank; what has one would name an account by its organization.
        guard !key.contains(" ") else { return [] }
        let unproven = try connection.rows(
            "SELECT \(columns) FROM accounts a WHERE \(UnprovenSignIn.isAt(key)) ORDER BY a.created_at DESC, a.id DESC LIMIT \(mostUnproven)"
        ) { try AccountRow($0) }
        return try [find(key, on: connection)].compactMap(\.self) + unproven
    }

    /// The portal user that a sign-in stands in: the one used last, among those that may sign in.
    static func lastUsed(of account: Identifier<Account>, on connection: any Connection) throws -> PortalUserKey? {
        try connection.first(
            """
            SELECT c.organization_id, c.id FROM contacts c JOIN organizations o ON o.id = c.organization_id
            WHERE c.account_id = \(account) AND c.status = 'active' AND o.status = 'active'
            ORDER BY c.last_sign_in_at DESC NULLS LAST, c.id LIMIT 1
            """
        ) { try PortalUserKey(organization: Identifier(stored: $0.text(0)), contact: Identifier(stored: $0.text(1))) }
    }
}

extension Transaction where A == UseAccount {
    /// The account of the acting contact.
    borrowing func ownAccount() throws -> AccountRow {
        guard let id = try ownContact().account, let found = try AccountRow.find(id, on: connection) else { throw Trouble.notFound }
        return found
    }

    /// Tells the person that something about their sign-in changed, at the address they sign in with.
    borrowing func announce(_ change: Post.FactorChange, agent: String, to account: AccountRow, postman: Postman) throws {
        try post(
            .factorNotice(change: change, at: now.milliseconds, agent: agent), to: ownContact().contact, at: account.email, postman: postman
        )
    }

    /// What the present session's browser is called.
    borrowing func device(of person: SignedIn) throws -> String {
        try connection.first("SELECT agent FROM sessions WHERE id = \(person.session)") { try $0.text(0) } ?? ""
    }
}
