/// A database that is there but may not be used as it is. The message is for the person who runs the installation:
/// it says what is wrong and what to do.
public struct UnfitDatabase: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        /// Another process has the file open.
        case inUse
        /// A commit would not survive a loss of power.
        case notDurable
        /// Text is not kept as UTF-8.
        case encoding
        /// Text is not ordered by its bytes, so the same list would come in another order than on SQLite.
        case collation
        /// The login role could step over row-level security.
        case powerfulRole
        /// The runtime roles are missing and the login role may not create them.
        case missingRoles
        /// The ledger names a migration that this program does not know.
        case newerSchema
        /// A migration was edited after it had been applied.
        case alteredMigration
    }

    public let reason: Reason
    public let description: String

    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
