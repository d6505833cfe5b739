import Credentials
import Crypto
import Domain
import Storage

/// A count of failures under one name. The first ones are free; then each makes the next attempt wait, twice as long
/// every time, up to a cap.
///
/// An attempt is counted *before* its proof is looked at and given back when the proof was right, so that many at once
/// get no more tries than one after another. Addresses known and unknown are counted alike: waiting reveals nothing.
struct Throttle: Sendable, Hashable {
    let name: String
    let free: Int64
    let firstWait: Moment.Span
    let longestWait: Moment.Span
    /// True when one success forgets all failures; otherwise it gives back its own attempt only.
    let isForgiving: Bool

    /// Counting starts anew after this long.
    static let window = Moment.Span.hours(24)

    /// Guesses at one account's passphrase, whether or not there is such an account.
    static func account(_ key: String) -> Throttle {
        Throttle(name: "account:\(digest(key))", free: 10, firstWait: .seconds(30), longestWait: .hours(1), isForgiving: true)
    }

    /// Guesses from one network (``ClientNetwork``). Offices share addresses, hence the patience.
    static func client(_ address: String) -> Throttle {
        Throttle(name: "client:\(network(address))", free: 50, firstWait: .seconds(10), longestWait: .minutes(15), isForgiving: false)
    }

    /// Everything by which a guess from a browser that is not known is counted.
    static func guesses(at key: String, from origin: Origin) -> [Throttle] {
        [account(key), domain(key.split(separator: "@").last.map(String.init) ?? "")] + (origin.address.map { [client($0)] } ?? [])
    }

    /// Links that a network asked for. Each may be a mail, to one account after the other.
    static func links(for origin: Origin) -> [Throttle] {
        guard let address = origin.address else { return [] }
        return [
            Throttle(name: "links:\(network(address))", free: 10, firstWait: .seconds(30), longestWait: .minutes(15), isForgiving: false)
        ]
    }

    /// Challenges for passkeys that a network address asked for and nobody answered. They guess nothing, and only fill the
    /// disk: the waits stay so short that nobody behind a shared address is kept from signing in.
    static func challenges(for origin: Origin) -> [Throttle] {
        guard let address = origin.address else { return [] }
        return [
            Throttle(
                name: "challenges:\(network(address))", free: 500, firstWait: .seconds(1), longestWait: .seconds(10), isForgiving: false)
        ]
    }

    /// Guesses at one organization's people, recognized by the domain of their addresses (docs/decisions/guessing.md).
    static func domain(_ domain: String) -> Throttle {
        Throttle(name: "domain:\(digest(domain))", free: 100, firstWait: .seconds(5), longestWait: .minutes(1), isForgiving: false)
    }

    /// Guesses from a browser in which the account has signed in before. It waits for its own failures only.
    static func device(_ secret: OneTimeSecret) -> Throttle {
        Throttle(name: "device:\(Hex.text(secret.hash))", free: 10, firstWait: .seconds(30), longestWait: .hours(1), isForgiving: true)
    }

    /// Guesses at codes, by somebody who had the passphrase right.
    static func code(_ account: Identifier<Account>) -> Throttle {
        Throttle(name: "code:\(account)", free: 10, firstWait: .seconds(30), longestWait: .hours(1), isForgiving: true)
    }

    /// Guesses at codes, by somebody who had the passphrase right and the link from the mailbox.
    static func linkedCode(_ account: Identifier<Account>) -> Throttle {
        Throttle(name: "linked-code:\(account)", free: 10, firstWait: .seconds(30), longestWait: .hours(1), isForgiving: true)
    }

    /// Guesses inside a session, at the re-authentication.
    static func confirmation(_ session: Identifier<Session>) -> Throttle {
        Throttle(name: "confirmation:\(session)", free: 10, firstWait: .seconds(30), longestWait: .hours(1), isForgiving: true)
    }

    /// Names are kept for a day; what people typed is not.
    private static func digest(_ text: String) -> String {
        Hex.text(SHA256.hash(data: Array(text.utf8)))
    }

    private static func network(_ address: String) -> String {
        #if DEBUG
        if Planted.fault == .wholeAddress { return digest(address) }
        #endif
        return digest(ClientNetwork(address).text)
    }

    /// So many failures were counted that attempts wait, now or after the next one.
    func isSlowing(at now: Moment, on connection: any Connection) throws -> Bool {
        let failures = try connection.first("SELECT failures FROM throttles WHERE name = \(name) AND first_at > \(now - Throttle.window)") {
            try $0.int(0)
        }
        return (failures ?? 0) >= free
    }

    /// How long the next attempt waits after so many failures in a row.
    func wait(after failures: Int64) -> Moment.Span {
        guard failures >= free else { return .seconds(0) }
        let doublings = min(failures - free, 20)
        return min(Moment.Span(milliseconds: firstWait.milliseconds << doublings), longestWait)
    }
}

/// Too many failures: the next attempt is looked at from then on.
struct Waiting: Error {
    let until: Moment
}

extension [Throttle] {
    /// Counts an attempt under each name.
    ///
    /// - Throws: ``Waiting`` when one of them has to wait; then nothing is to be counted, and the caller rolls back.
    func take(at now: Moment, on connection: any Connection) throws {
        // In the order of their names, so that two transactions never wait for each other.
        for throttle in sorted(by: { $0.name < $1.name }) {
            let failures = try connection.first(
                """
                INSERT INTO throttles (name, failures, first_at, blocked_until) VALUES (\(throttle.name), 1, \(now), 0)
                ON CONFLICT (name) DO UPDATE SET
                    failures = CASE WHEN throttles.first_at <= \(now - Throttle.window) THEN 1 ELSE throttles.failures + 1 END,
                    first_at = CASE WHEN throttles.first_at <= \(now - Throttle.window) THEN excluded.first_at ELSE throttles.first_at END
                    WHERE throttles.blocked_until <= \(now)
                RETURNING failures
                """
            ) { try $0.int(0) }
            guard let failures else {
                let until = try connection.first("SELECT blocked_until FROM throttles WHERE name = \(throttle.name)") { try $0.int(0) }
                throw Waiting(until: Moment(milliseconds: until ?? now.milliseconds))
            }
            let wait = throttle.wait(after: failures)
            if wait > .seconds(0) {
                try connection.execute("UPDATE throttles SET blocked_until = \(now + wait) WHERE name = \(throttle.name)")
            }
        }
    }

    /// The proof was right: gives the attempt back.
    func giveBack(on connection: any Connection) throws {
        for throttle in sorted(by: { $0.name < $1.name }) {
            if throttle.isForgiving {
                try connection.execute("DELETE FROM throttles WHERE name = \(throttle.name)")
            } else {
                try connection.execute(
                    """
                    UPDATE throttles SET failures = failures - 1,
                        blocked_until = CASE WHEN failures - 1 < \(throttle.free) THEN 0 ELSE blocked_until END
                    WHERE name = \(throttle.name) AND failures > 0
                    """)
            }
        }
    }
}
