/// Trouble of the database itself, as its driver saw it. Never shown to a person: logged once, with the request's id.
public struct Fault: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// A unique, foreign-key, check or not-null constraint said no.
        case constraint
        /// The transaction may be run again (serialization failure, deadlock, busy).
        case transient
        /// The database cannot be reached; whether a commit happened may be unknown.
        case unavailable
        /// No space, read-only, or an input/output error.
        case storage
        /// Everything else: a mistake of ours.
        case other
    }

    public let kind: Kind
    /// SQLSTATE or SQLite's extended result code.
    public let code: String
    public let message: String
    /// The statement's text, without its values.
    public let statement: String?

    public init(kind: Kind, code: String, message: String, statement: String? = nil) {
        self.kind = kind
        self.code = code
        self.message = message
        self.statement = statement
    }

    public var description: String { "database \(code): \(message)\(statement.map { " in \($0)" } ?? "")" }
}
