public import Credentials
import Domain
import Storage

extension Store {
    /// What the authenticator apps of the demo's people show now, so that a visitor can take the way that everybody takes.
    /// Empty over every other database.
    public func demoCodes(box: SecretBox) async throws -> [Contact.ID: String] {
        guard try await isDemo() else { return [:] }
        let now = clock()
        return try await database.read(.wide) { connection in
            var codes: [Contact.ID: String] = [:]
            _ = try connection.rows(
                """
                SELECT c.id, t.id, t.secret FROM contacts c JOIN totps t ON t.account_id = c.account_id
                WHERE c.status = 'active' ORDER BY t.created_at DESC, t.id DESC
                """
            ) { row in
                // Of several apps, the first one that the person had.
                let totp = TOTP(secret: try box.open(try row.bytes(2), for: ["totp", try row.text(1)]))
                codes[Identifier(stored: try row.text(0))] = totp?.shown(at: now.milliseconds / 1000)
            }
            return codes
        }
    }
}
