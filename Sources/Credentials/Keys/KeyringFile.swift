/// The file that a keyring lives in: outside the database, mode 0600, part of the backup.
///
/// Several processes may use it at once. A new version is written beside it, synced, and takes its place in one step,
/// so that a crash leaves the old keys or the new ones and never less.
public struct KeyringFile: Sendable {
    /// Where it is.
    public let path: String

    /// The file at `path`, which need not exist yet; its folder must.
    public init(path: String) { self.path = path }

    /// The keys in the file.
    public func load() throws(KeyringProblem) -> Keyring {
        let file = try PrivateFile(path: path)
        defer { file.release() }
        return try Self.keyring(in: file)
    }

    /// The keys in the file; makes it with new keys when it is missing. Of several who make it at once, one wins and
    /// all load its keys.
    public func loadOrCreate(now: Int64) throws(KeyringProblem) -> Keyring {
        do throws(KeyringProblem) { return try load() } catch .missing {}
        do throws(KeyringProblem) { try store(.generate(created: now), replacing: false) } catch .exists {}
        return try load()
    }

    /// Adds a newest key of each kind, and keeps the others. Of several who rotate at once, each adds its own.
    public func rotate(now: Int64) throws(KeyringProblem) -> Keyring {
        let file = try lockedFile()
        defer { file.release() }
        let keyring = try Self.keyring(in: file).rotated(created: now)
        try store(keyring, replacing: true)
        return keyring
    }

    /// Puts `keyring` into the file, from a backup. Refuses to replace a file unless told.
    public func restore(_ keyring: Keyring, replacing: Bool = false) throws(KeyringProblem) {
        try store(keyring, replacing: replacing)
    }

    private static func keyring(in file: PrivateFile) throws(KeyringProblem) -> Keyring {
        guard let keyring = Keyring(json: try file.contents()) else { throw .malformed }
        return keyring
    }
}

/// Why keys cannot be had, and so what to mend.
public enum KeyringProblem: Error, Sendable, Hashable {
    /// There is no such file: restore it from the backup, or create it on an empty database only.
    case missing
    /// Others may read the file (its mode, such as 0o644) or it belongs to another user: `chmod 600`, change the keys.
    case exposed(mode: UInt32)
    /// The file is not a keyring: restore it from the backup.
    case malformed
    /// There is a file already.
    case exists
    /// The system refused, with this `errno`.
    case system(code: Int32)
}
