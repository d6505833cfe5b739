import Foundation

extension KeyringFile {
    /// Opens the file with its lock held, and makes sure that it is still the one in place.
    func lockedFile() throws(KeyringProblem) -> PrivateFile {
        while true {
            let file = try PrivateFile(path: path)
            do throws(KeyringProblem) { try file.lock() } catch {
                file.release()
                throw error
            }
            if file.isStill(at: path) { return file }
            file.release()
        }
    }

    /// Writes to a file beside, syncs it, moves it into place and syncs the folder.
    func store(_ keyring: Keyring, replacing: Bool) throws(KeyringProblem) {
        guard let bytes = try? keyring.json() else { throw .malformed }
        let draft = "\(path).\(Base64URL.encode(randomBytes(9))).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw .system(code: errno) }
        let isWritten = Self.writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        defer { unlink(draft) }
        if !isWritten { throw .system(code: code) }
        // link() fails where rename() would replace.
        if (replacing ? rename(draft, path) : link(draft, path)) != 0 {
            throw errno == EEXIST ? .exists : .system(code: errno)
        }
        try syncFolder()
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }

    /// Without this a power cut could bring the old name back.
    private func syncFolder() throws(KeyringProblem) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
        let descriptor = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw .system(code: errno) }
        defer { close(descriptor) }
        if fsync(descriptor) != 0 { throw .system(code: errno) }
    }
}
