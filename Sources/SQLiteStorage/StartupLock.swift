import Glibc
import Storage
import Synchronization

/// Keeps a second process away from a database file, for as long as this one has it open.
///
/// SQLite itself would let both in; but two connections that write and checkpoint at once can damage the file in
/// SQLite 3.7.0 to 3.51.2, and the group commit knows of one writer only.
final class StartupLock: Sendable {
    private let descriptor: Mutex<Int32>

    init(for path: String) throws {
        let opened = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw Fault(opening: path + ".lock") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw Fault(opening: path + ".lock") }
            let holder = Self.readHolder(opened)
            Glibc.close(opened)
            throw UnfitDatabase(
                .inUse,
                """
                the database \(path) is in use by another process\(holder); \
                an SQLite database belongs to one process at a time: stop that one first
                """)
        }
        // The file stays when the lock is released: removing it would let two processes hold two different files.
        ftruncate(opened, 0)
        let holder = String(getpid())
        _ = holder.withCString { pwrite(opened, $0, strlen($0), 0) }
        descriptor = Mutex(opened)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { Glibc.close(descriptor) }
            descriptor = -1
        }
    }

    /// Makes the file, if it is missing, and keeps others from reading it. SQLite gives its log the same mode.
    static func makePrivateFile(at path: String) throws {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw Fault(opening: path) }
        defer { Glibc.close(opened) }
        guard fchmod(opened, 0o600) == 0 else { throw Fault(opening: path) }
    }

    private static func readHolder(_ descriptor: Int32) -> String {
        var digits = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &digits, digits.count, 0)
        guard count > 0, let holder = Int32(String(decoding: digits.prefix(count), as: UTF8.self)) else { return "" }
        return " (\(holder))"
    }
}

extension Fault {
    /// The system's reason why a file cannot be opened; `errno` is still that of the failed call.
    init(opening path: String) {
        let number = errno
        self.init(kind: .storage, code: String(number), message: "cannot open \(path): \(String(cString: strerror(number)))")
    }
}
