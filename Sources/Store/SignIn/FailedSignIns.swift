import Domain
import Storage

/// Why a sign-in failed, for the log alone.
enum SignInFailure: Sendable {
    case passphrase, code, recoveryCode, noAccess
    case passkey(String)

    var word: String {
        switch self {
        case .passphrase: "passphrase"
        case .code: "code"
        case .recoveryCode: "recovery_code"
        case .noAccess: "no_access"
        case .passkey(let problem): "passkey: \(problem)"
        }
    }
}

extension Store {
    /// Records a failure in the installation's log, in a transaction of its own.
    func recordFailure(_ failure: SignInFailure, account: Identifier<Account>?, from origin: Origin) async throws {
        let now = clock()
        try await database.write(.tenants([Ledger.installation])) { connection in
            let ledger = try Ledger(chains: [Ledger.installation], on: connection, now: now)
            try append(failure, account: account, contact: nil, from: origin, to: ledger, at: now, on: connection)
            try ledger.close(on: connection)
        }
    }

    /// One entry for an account (or, where there is none, a network address) and minute; what repeats is counted.
    func append(
        _ failure: SignInFailure, account: Identifier<Account>?, contact: Contact.ID?, from origin: Origin, to ledger: Ledger,
        at now: Moment, on connection: any Connection
    ) throws {
        let chain = Ledger.installation
        let name = "sign_in.failed \(account?.text ?? "from \(ClientNetwork(origin.address ?? ""))")"
        let counted = try connection.execute(
            """
            UPDATE audit_repeats SET repeats = repeats + 1
            WHERE organization_id = \(chain) AND name = \(name) AND first_at > \(now - Refusals.window) AND first_at <= \(now)
            """)
        guard counted == 0 else { return ledger.nothingChanged() }
        let before = try endWindow(name, in: chain, on: connection)
        let record = Record(
            action: "sign_in.failed", outcome: .refused, target: contact?.text ?? account?.text,
            changes: [Record.Change("reason", plain: nil, failure.word)].compactMap(\.self))
        let number = try ledger.append(record, by: .nobody, from: origin, repeats: before, to: chain, on: connection)
        try connection.execute(
            """
            INSERT INTO audit_repeats (organization_id, name, number, first_at, repeats) VALUES (\(chain), \(name), \(number), \(now), 0)
            """)
    }
}
