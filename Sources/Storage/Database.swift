/// Which rows a transaction may see at all: the second wall, kept by PostgreSQL's row-level security
/// (SQLite has no such wall and ignores it).
public enum Realm: Sendable, Hashable {
    /// The rows of these organizations, to read and write.
    case tenants([String])
    /// Every organization's rows, to read only: the operator's search, and finding out who somebody is.
    case wide
    /// Migrations and the owner's own work; never used while answering a request.
    case owner
}

/// One open transaction of a database. It is lent to a closure and ends with it.
///
/// After a ``Fault`` the transaction is lost on either database: what follows fails with the same fault, and the
/// transaction cannot commit even if the fault was caught. Only ``attempt(_:)`` survives one.
public protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Hands each row to `read` and returns what it made. A row is readable only while it is handed over.
    func rows<Value>(_ query: Query, _ read: (any Row) throws -> Value) throws -> [Value]

    /// Runs a statement and returns how many rows it changed.
    @discardableResult func execute(_ query: Query) throws -> Int

    /// Runs a statement of which nobody asks what it did. The trouble that it has may show with a later one: at the latest
    /// when the attempt or the transaction ends, and as if everything after it had not been run.
    func send(_ query: Query) throws

    /// How many statements were run by ``execute(_:)`` and ``send(_:)``: whoever finds the same number again has changed nothing.
    var writes: Int { get }

    /// Others wait for this transaction to end, or may: where nobody can tell, it is true. Long work ends early then.
    var isAwaited: Bool { get }

    /// Runs `body` behind a savepoint: what it throws undoes its own changes only, and is rethrown.
    @discardableResult func attempt<Value>(_ body: () throws -> Value) throws -> Value
}

extension Connection {
    /// The first row, if there is one.
    public func first<Value>(_ query: Query, _ read: (any Row) throws -> Value) throws -> Value? {
        try rows(query, read).first
    }
}

/// A database. `body` is synchronous, touches nothing outside the transaction, and may be run again.
///
/// What `body` throws rolls its transaction back and is rethrown; trouble of the database itself is a ``Fault``.
/// A cancelled task does not cut a transaction short: a commit that has begun is waited for.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// A consistent view; writing in it fails. `body` is brief: it may run on the caller's own thread.
    func read<Value: Sendable>(_ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// The same for what may take long, such as reading everything that an organization has: other work of this process goes
    /// on meanwhile.
    func readAtLength<Value: Sendable>(_ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// A transaction that is durable when this returns.
    @discardableResult
    func write<Value: Sendable>(_ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Ends all connections; waits for what is under way.
    func close() async throws
}

extension Database {
    /// Where every transaction has a thread of its own, a long one is like any other.
    public func readAtLength<Value: Sendable>(_ realm: Realm, _ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value
    {
        try await read(realm, body)
    }
}
