import Domain
import Storage

extension Store {
    /// Sets or changes the person's passphrase and ends their other sessions.
    ///
    /// - Parameter hash: of the new passphrase, in PHC form. That the present one was given is the caller's to see to:
    ///   the session must be confirmed.
    public func setPassphrase(_ hash: String, by person: SignedIn, postman: Postman) async throws -> StartedSession {
        try await writeAccount(of: person) { transaction in
            try transaction.connection.execute(
                "UPDATE accounts SET passphrase = \(hash), passphrase_at = \(transaction.now) WHERE id = \(person.account)")
            try transaction.recordEvent("passphrase.set", [Record.Change("passphrase", .nothing, .secret)].compactMap(\.self))
            try transaction.announce(.passphraseSet, agent: transaction.device(of: person), to: transaction.ownAccount(), postman: postman)
            try transaction.endSessions(of: person.account, "id <> \(person.session)")
            return try transaction.rotate(person)
        }
    }
}
