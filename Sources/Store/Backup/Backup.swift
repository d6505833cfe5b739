public import Domain

/// A backup of the whole installation in one file: every row, the keys, and the checkpoints. It is text, the same from
/// either database, and goes back into either.
///
/// The file holds all secrets there are, so its mode is 0600; keep it as you keep the keyring. Sessions are left out:
/// after a restore everybody signs in again.
public enum Backup {
    /// What a backup holds.
    public struct Summary: Sendable, Hashable {
        public let createdAt: Moment
        public let rows: Int
        /// The last checkpoint that it covers; number 0 when there was none.
        public let checkpoint: Checkpoint.Reference
    }
}

/// A backup that cannot be made or restored as asked. The message is for the person who runs the installation: what is
/// wrong, and what to do.
public struct UnfitBackup: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// There is a file of that name.
        case exists
        /// There is no such file.
        case missing
        /// It is not a backup, or not whole, or not signed by the key it should be.
        case damaged
        /// It was made by another version.
        case otherSchema
        /// The database has rows.
        case notEmpty
        /// The database has not been migrated, or by another version.
        case notMigrated
        /// Another keyring is in place.
        case otherKeys
        /// The checkpoints in place are another installation's.
        case otherCheckpoints
    }

    public let reason: Reason
    public let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
