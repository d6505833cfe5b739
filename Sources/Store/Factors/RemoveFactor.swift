import Domain
import Storage

extension Store {
    /// Removes one of the person's own factors.
    ///
    /// - Throws: `lastFactor` when the person could not sign in any more without it; `Trouble.notFound`.
    public func removeFactor(_ id: Factor.ID, by person: SignedIn, postman: Postman) async throws {
        try await writeAccount(of: person) { transaction in
            let connection = transaction.connection
            let removed =
                switch id.kind {
                case .passkey:
                    try connection.execute("DELETE FROM passkeys WHERE credential_id = \(id.key) AND account_id = \(person.account)")
                case .code: try connection.execute("DELETE FROM totps WHERE id = \(id.key) AND account_id = \(person.account)")
                }
            if removed == 0 { throw Trouble.notFound }
            try transaction.requireWayIn()
            let change: Post.FactorChange = id.kind == .passkey ? .passkeyRemoved : .codeRemoved
            try transaction.recordEvent("factor.removed", [Record.Change("kind", plain: nil, change.rawValue)])
            try transaction.announce(change, agent: transaction.device(of: person), to: transaction.ownAccount(), postman: postman)
        }
    }

    /// Gives one of the person's own factors another name.
    public func renameFactor(_ id: Factor.ID, to name: Line, by person: SignedIn) async throws {
        try await writeAccount(of: person) { transaction in
            let connection = transaction.connection
            let renamed =
                switch id.kind {
                case .passkey:
                    try connection.execute(
                        "UPDATE passkeys SET name = \(name.text) WHERE credential_id = \(id.key) AND account_id = \(person.account)")
                case .code:
                    try connection.execute("UPDATE totps SET name = \(name.text) WHERE id = \(id.key) AND account_id = \(person.account)")
                }
            if renamed == 0 { throw Trouble.notFound }
            try transaction.recordEvent("factor.renamed", [Record.Change("kind", plain: nil, id.kind.rawValue)])
        }
    }
}

extension Transaction where A == UseAccount {
    /// A way in remains: a passkey; or a passphrase with an authenticator app; or, for the exempt, the passphrase.
    borrowing func requireWayIn() throws {
        let account = try ownAccount()
        if account.passphrase != nil {
            if account.hasFactor { return }
            if try ownContact().contact.isExempt(at: now) { return }
        } else if try !PasskeyRow.all(of: account.id, on: connection).isEmpty {
            return
        }
        throw Trouble.conflict(.lastFactor)
    }
}
