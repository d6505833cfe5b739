import Crypto
import Domain
import Foundation
import Storage

/// A caller's own name for one request, which makes it safe to send again (Idempotency-Key, draft-ietf-httpapi).
public struct IdempotencyKey: Sendable, Hashable {
    /// For how long it is known.
    public static let lifetime = Moment.Span.hours(24)

    let name: String
    /// A digest of everything that was asked.
    let request: String

    /// - Parameter request: the digest of method, address and body, as they came.
    public init(_ name: String, digest: RequestDigest) {
        self.name = name
        self.request = digest.text
    }

    /// - Parameter request: method, address and body, as they came.
    public init(_ name: String, request: [UInt8]) {
        self.name = name
        self.request = Hex.text(SHA256.hash(data: request))
    }
}

/// Takes in a request that is too long to be held.
public struct RequestDigest: Sendable {
    private var hash = SHA256()

    public init() {}

    public mutating func take(_ bytes: some DataProtocol) { hash.update(data: bytes) }

    fileprivate var text: String { Hex.text(hash.finalize()) }
}

/// What a request was answered with, as far as a repeat is told.
public struct Receipt: Sendable, Hashable {
    public let status: Int
    public let location: String?
    public let etag: String?
    public let body: [UInt8]

    public init(status: Int, location: String?, etag: String?, body: [UInt8]) {
        self.status = status
        self.location = location
        self.etag = etag
        self.body = body
    }
}

/// Thrown instead of doing again what was done already.
public struct AnsweredBefore: Error {
    public let receipt: Receipt
}

/// A change that is done once, however often it is asked for: the receipt is a row of the effect's own transaction.
public struct Once<Answer: Sendable>: Sendable {
    let key: IdempotencyKey
    let receipt: @Sendable (Answer) -> Receipt

    public init(_ key: IdempotencyKey, receipt: @escaping @Sendable (Answer) -> Receipt) {
        self.key = key
        self.receipt = receipt
    }

    /// - Throws: ``AnsweredBefore``; `keyReused` when the key came with another request.
    func requireNew(to actor: Actor, at now: Moment, on connection: any Connection) throws {
        guard let (organization, caller) = Once.caller(actor) else { return }
        let found = try connection.first(
            """
            SELECT request, status, location, etag, body FROM idempotency_keys
            WHERE organization_id = \(organization) AND caller_id = \(caller) AND name = \(key.name) AND created_at > \(now - IdempotencyKey.lifetime)
            """
        ) {
            (
                request: try $0.text(0),
                receipt: Receipt(
                    status: Int(try $0.int(1)), location: try $0.optionalText(2), etag: try $0.optionalText(3), body: try $0.bytes(4))
            )
        }
        guard let found else { return }
        guard found.request == key.request else { throw Trouble.conflict(.keyReused) }
        throw AnsweredBefore(receipt: found.receipt)
    }

    func keep(_ answer: Answer, to actor: Actor, at now: Moment, on connection: any Connection) throws {
        guard let (organization, caller) = Once.caller(actor) else { return }
        let receipt = receipt(answer)
        try connection.execute(
            """
            DELETE FROM idempotency_keys WHERE organization_id = \(organization) AND caller_id = \(caller) AND name = \(key.name)
                AND created_at <= \(now - IdempotencyKey.lifetime)
            """)
        let kept = try connection.execute(
            """
            INSERT INTO idempotency_keys (organization_id, caller_id, name, request, status, location, etag, body, created_at)
            VALUES (\(organization), \(caller), \(key.name), \(key.request), \(Int64(receipt.status)), \(receipt.location), \(receipt.etag),
                \(receipt.body), \(now))
            ON CONFLICT (organization_id, caller_id, name) DO NOTHING
            """)
        // The same request was faster, in a transaction that this one did not wait for: run again, it is answered.
        if kept == 0 { throw Fault(kind: .transient, code: "once", message: "the same request is being answered") }
    }

    /// Keys are each caller's own, and kept where the caller is at home.
    private static func caller(_ actor: Actor) -> (organization: Organization.ID, id: String)? {
        guard let organization = actor.organization, let id = actor.token?.id.text ?? actor.contact?.text else { return nil }
        return (organization, id)
    }
}
