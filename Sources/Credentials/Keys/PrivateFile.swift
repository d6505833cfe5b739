import Foundation

/// An open file that its owner alone may read.
struct PrivateFile {
    private let descriptor: Int32
    private static let mostBytes = 1_048_576

    /// Opens a file for reading and refuses one that is not a plain file, is another user's, or is open to others.
    init(path: String) throws(KeyringProblem) {
        // Without waiting: opening a named pipe would last until someone writes to it.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw errno == ENOENT ? .missing : .system(code: errno) }
        var status = stat()
        var problem: KeyringProblem?
        if fstat(descriptor, &status) != 0 {
            problem = .system(code: errno)
        } else if status.st_mode & S_IFMT != S_IFREG {
            problem = .malformed
        } else if status.st_mode & 0o077 != 0 || (status.st_uid != geteuid() && status.st_uid != 0) {
            problem = .exposed(mode: UInt32(status.st_mode) & 0o7777)
        }
        if let problem {
            release()
            throw problem
        }
    }

    /// Closes the file, and so gives back its lock.
    func release() { close(descriptor) }

    /// All bytes of the file, at most 1 MiB.
    func contents() throws(KeyringProblem) -> [UInt8] {
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while contents.count <= Self.mostBytes {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return contents }
            if count < 0 && errno != EINTR { throw .system(code: errno) }
            contents += buffer.prefix(max(count, 0))
        }
        throw .malformed
    }

    /// Waits until nobody else has the lock.
    func lock() throws(KeyringProblem) {
        while flock(descriptor, LOCK_EX) != 0 {
            if errno != EINTR { throw .system(code: errno) }
        }
    }

    /// Whether `path` still leads to this file, which it does not once another has taken its place.
    func isStill(at path: String) -> Bool {
        var mine = stat()
        var theirs = stat()
        return fstat(descriptor, &mine) == 0 && stat(path, &theirs) == 0
            && mine.st_ino == theirs.st_ino && mine.st_dev == theirs.st_dev
    }
}
