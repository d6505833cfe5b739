import Credentials
import Domain
import Storage

/// What there is of a sign-in for an invited contact, in all organizations.
struct BoundAccount: Sendable {
    /// The address that the mailed link went to, and whose mailbox it proves: the contact's, or that of a sign-in which still
    /// waits for its proof.
    let email: EmailAddress?
    /// The account that holds the address, or the one that the contact had before; nil when there is none.
    let account: AccountRow?
    /// It lets somebody into another organization: joining with it needs its sign-in.
    let isUsedElsewhere: Bool
    /// Those who hold the address without its mailbox.
    let unproven: [UnprovenSignIn]

    static let none = BoundAccount(email: nil, account: nil, isUsedElsewhere: false, unproven: [])

    /// Looks in all organizations, hence outside of the transaction that accepts (docs/decisions/one-account.md).
    static func find(for contact: ContactRow, on wide: any Connection) throws -> BoundAccount {
        let own = try contact.account.flatMap { try AccountRow.find($0, on: wide) }
        guard let email = own.flatMap({ $0.isProven ? nil : $0.email }) ?? contact.contact.details.email else { return .none }
        let account = try AccountRow.find(email.key, on: wide) ?? own.flatMap { $0.isProven ? $0 : nil }
        let elsewhere = try account.flatMap { account in
            try wide.first(
                "SELECT COUNT(*) FROM contacts WHERE account_id = \(account.id) AND status = 'active' AND id <> \(contact.contact.id)"
            ) { try $0.int(0) }
        }
        return BoundAccount(
            email: email, account: account, isUsedElsewhere: (elsewhere ?? 0) > 0, unproven: try UnprovenSignIn.all(at: email, on: wide))
    }
}

/// What was read across organizations is no longer so: read again.
struct Outdated: Error {}

extension Store {
    /// Runs what depends on a look across organizations again, when it changed in between.
    func settled<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        for _ in 0..<8 {
            do { return try await body() } catch is Outdated { continue }
        }
        throw Trouble.conflict(.staleVersion(current: nil))
    }
}
