/// Hashes passphrases with Argon2id on a small pool of threads of its own, so that a flood of sign-ins neither blocks
/// Swift's cooperative threads nor takes the processor from other requests.
public final class PassphraseHasher: Sendable {
    private let cost: Cost
    private let pool: HashingPool
    private let decoy: String

    /// - Parameters:
    ///   - cost: What one hash takes; raise it and ``needsRehash(_:)`` says which stored hashes are behind.
    ///   - threads: Hashes computed at once, and so `threads` times the memory of one.
    ///   - waiting: Requests that may wait for a thread. At about 35 ms a hash, 64 wait at most about 1.2 s for two.
    public init(cost: Cost = .standard, threads: Int = 2, waiting: Int = 64) {
        self.cost = cost
        pool = HashingPool(threads: threads, waiting: waiting)
        decoy = Argon2.decoy(cost: cost)
    }

    /// A new hash in the PHC string format, with a random salt of 16 bytes and a tag of 32.
    public func hash(_ passphrase: Passphrase) async throws(HashingProblem) -> String {
        let cost = cost
        return try await pool.run { Argon2.hash(passphrase.bytes, cost: cost) }.get()
    }

    /// Whether `stored`, made by ``hash(_:)`` at any cost, is the hash of `passphrase`.
    public func verify(_ passphrase: Passphrase, against stored: String) async throws(HashingProblem) -> Bool {
        guard PHCString(stored) != nil else { throw .unreadable }
        return try await pool.run { Argon2.verify(passphrase.bytes, against: stored) }.get()
    }

    /// Does the work of ``verify(_:against:)`` for an account that does not exist, so that the time of the answer
    /// does not tell. Always false.
    @discardableResult
    public func verifyNothing(_ passphrase: Passphrase) async throws(HashingProblem) -> Bool {
        try await verify(passphrase, against: decoy)
    }

    /// Whether `stored` was made at another cost than this one's, or cannot be read: hash anew at the next sign-in.
    public func needsRehash(_ stored: String) -> Bool {
        PHCString(stored)?.cost != cost
    }
}

/// Why a passphrase could not be hashed.
public enum HashingProblem: Error, Sendable, Hashable {
    /// Too many are waiting. Answer 503 with `Retry-After`; nothing was computed.
    case overloaded
    /// The stored text is not an Argon2id hash that this program would make.
    case unreadable
    /// libargon2 failed with this code (argon2.h), -22 when memory ran out.
    case failed(code: Int32)
}
