import Credentials
import Domain
import Storage

/// The account that an invited contact will sign in with: that of its address, or the one it had before.
struct BoundAccount: Sendable {
    let account: AccountRow
    /// It lets somebody into another organization, so it cannot be set anew by a link of this one.
    let isUsedElsewhere: Bool

    /// Looks in all organizations, hence outside of the transaction that accepts (docs/decisions/one-account.md).
    static func find(for contact: ContactRow, on wide: any Connection) throws -> BoundAccount? {
        guard let email = contact.contact.details.email else { return nil }
        let account = try AccountRow.find(email.key, on: wide) ?? contact.account.flatMap { try AccountRow.find($0, on: wide) }
        guard let account else { return nil }
        let elsewhere = try wide.first(
            """
            SELECT COUNT(*) FROM contacts WHERE account_id = \(account.id) AND status = 'active' AND id <> \(contact.contact.id)
            """
        ) { try $0.int(0) }
        return BoundAccount(account: account, isUsedElsewhere: (elsewhere ?? 0) > 0)
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
