public import Credentials
import Crypto
import Domain
import Storage

extension Backup {
    /// Reads a backup from end to end without restoring it.
    ///
    /// - Parameter trusted: keys that are known from elsewhere, such as the `checkpoint-keys.txt` that was put aside. Without
    ///   them the file is only known to be whole: it brings its own keys.
    /// - Throws: ``UnfitBackup``.
    public static func check(_ path: String, trusting trusted: PublicKeys? = nil) throws -> Summary {
        try contents(of: path, trusting: trusted).summary
    }

    /// What stands before the rows.
    struct Contents {
        let header: BackupLine.Header
        let keyring: Keyring
        let summary: Summary
    }

    static func contents(of path: String, trusting trusted: PublicKeys?) throws -> Contents {
        guard let file = try ByteFile(reading: path) else { throw UnfitBackup(.missing, "there is no file \(path)") }
        defer { file.close() }
        guard let header = try file.nextLine().flatMap({ BackupLine.read(BackupLine.Header.self, from: $0.text) }) else {
            throw damaged(path)
        }
        guard header.stagedoor_backup == BackupLine.format else {
            throw UnfitBackup(.otherSchema, "\(path) is a backup of another format; restore it with the version that made it")
        }
        guard let keysLine = try file.nextLine()?.text, let keys = BackupLine.read(BackupLine.Keys.self, from: keysLine),
            let keyring = Keyring(json: Array(keys.keyring.utf8))
        else { throw damaged(path) }
        let footer = try checkWhole(path)
        guard let keyID = KeyID(footer.key), let bytes = Base64URL.decode(footer.signature),
            (trusted ?? Signer(keyring).publicKeys).verify(Signature(keyID: keyID, bytes: bytes), of: footer.message)
        else {
            throw UnfitBackup(.damaged, "\(path) is not signed by a key that is trusted here; restore from another copy")
        }
        let summary = Summary(createdAt: Moment(milliseconds: header.created_at), rows: footer.rows, checkpoint: header.checkpoint)
        return Contents(header: header, keyring: keyring, summary: summary)
    }

    /// Compares the hash in the last line with all that stands before it.
    private static func checkWhole(_ path: String) throws -> BackupLine.Footer {
        guard let file = try ByteFile(reading: path) else { throw damaged(path) }
        defer { file.close() }
        var hasher = SHA256()
        var last: String?
        while let line = try file.nextLine() {
            guard line.isWhole else { throw damaged(path) }
            if let last { hasher.update(data: Array("\(last)\n".utf8)) }
            last = line.text
        }
        guard let last, let footer = BackupLine.read(BackupLine.Footer.self, from: last), try BackupLine.text(of: footer) == last,
            Hex.text(hasher.finalize()) == footer.sha256
        else { throw damaged(path) }
        return footer
    }

    static func damaged(_ path: String) -> UnfitBackup {
        UnfitBackup(.damaged, "\(path) is not a backup, or it is damaged; restore from another copy")
    }
}
