import Credentials
import Domain
import Storage

extension Store {
    /// Makes ten recovery codes, shown this once; all earlier ones are dead.
    public func makeRecoveryCodes(by person: SignedIn, postman: Postman) async throws -> [RecoveryCode] {
        let codes = RecoveryCode.generateSet()
        try await writeAccount(of: person) { transaction in
            let connection = transaction.connection
            try connection.execute("DELETE FROM recovery_codes WHERE account_id = \(person.account)")
            for code in codes {
                try connection.execute(
                    """
                    INSERT INTO recovery_codes (account_id, hash, created_at)
                    VALUES (\(person.account), \(Hex.text(code.hash)), \(transaction.now))
                    """)
            }
            try transaction.recordEvent("recovery_codes.made", [Record.Change("codes", plain: nil, String(codes.count))])
            try transaction.announce(
                .recoveryCodesMade, agent: transaction.device(of: person), to: transaction.ownAccount(), postman: postman)
        }
        return codes
    }
}
