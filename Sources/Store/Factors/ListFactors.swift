import Credentials
import Domain
import Storage

/// A second factor; the type only names its parts.
public enum Factor {
    public enum Kind: String, Sendable, CaseIterable {
        case passkey
        /// An authenticator app.
        case code
    }

    /// Which one, as a form or a path names it: `passkey.…` or `code.…`.
    public struct ID: Sendable, Hashable, CustomStringConvertible {
        public let kind: Kind
        let key: String

        init(_ kind: Kind, _ key: String) {
            self.kind = kind
            self.key = key
        }

        public init?(_ text: String) {
            let parts = text.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), !parts[1].utf8.contains(0) else { return nil }
            self.init(kind, String(parts[1]))
        }

        public var description: String { "\(kind.rawValue).\(key)" }
    }
}

/// A second factor in a list.
public struct FactorSummary: Sendable, Hashable, Identifiable {
    public let id: Factor.ID
    public let name: String
    public let createdAt: Moment
    public let lastUsedAt: Moment?
}

/// What a person signs in with.
public struct Factors: Sendable, Hashable {
    public let passkeys: [FactorSummary]
    public let codes: [FactorSummary]
    public let unusedRecoveryCodes: Int
    /// False for somebody who signs in with passkeys only.
    public let hasPassphrase: Bool
}

extension Store {
    /// The person's own factors, the oldest first.
    public func factors(of person: SignedIn) async throws -> Factors {
        let account = person.account
        return try await database.read(.wide) { connection in
            let passkeys = try connection.rows(
                """
                SELECT credential_id, name, created_at, last_used_at FROM passkeys WHERE account_id = \(account) ORDER BY created_at, credential_id
                """
            ) { try FactorSummary(.passkey, $0) }
            let codes = try connection.rows(
                "SELECT id, name, created_at, last_used_at FROM totps WHERE account_id = \(account) ORDER BY created_at, id"
            ) {
                try FactorSummary(.code, $0)
            }
            let unused = try connection.first("SELECT COUNT(*) FROM recovery_codes WHERE account_id = \(account) AND used_at IS NULL") {
                try $0.int(0)
            }
            return Factors(
                passkeys: passkeys, codes: codes, unusedRecoveryCodes: Int(unused ?? 0),
                hasPassphrase: try AccountRow.find(account, on: connection)?.passphrase != nil)
        }
    }
}

extension FactorSummary {
    fileprivate init(_ kind: Factor.Kind, _ row: any Row) throws {
        id = Factor.ID(kind, try row.text(0))
        name = try row.text(1)
        createdAt = Moment(milliseconds: try row.int(2))
        lastUsedAt = try row.optionalInt(3).map(Moment.init(milliseconds:))
    }
}
