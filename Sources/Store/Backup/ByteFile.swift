import Foundation

/// An open file of ours, mode 0600: what backups and checkpoints need of the system, and no more.
final class ByteFile {
    /// The system refused; the message names the file and says why.
    struct Problem: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ code: Int32) { description = "\(path): \(String(cString: strerror(code)))" }
        init(_ description: String) { self.description = description }
    }

    /// A line that does not end within this many bytes is none of ours.
    static let longestLine = 64 * 1_048_576
    private static let chunk = 65_536

    private let path: String
    private let descriptor: Int32
    /// What was read and not yet handed over as a line, and up to where it has no line's end.
    private var pending: ArraySlice<UInt8> = []
    private var searched = 0

    private init(_ path: String, _ flags: Int32) throws(Problem) {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw Problem(path, errno) }
    }

    /// Nil when there is no such file.
    init?(reading path: String) throws(Problem) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw Problem(path, errno)
        }
    }

    /// Opens the file, or makes it.
    convenience init(appending path: String) throws(Problem) { try self.init(path, O_RDWR | O_CREAT) }

    /// Makes the file, or makes it empty.
    convenience init(writing path: String) throws(Problem) { try self.init(path, O_WRONLY | O_CREAT | O_TRUNC) }

    func close() { _ = Foundation.close(descriptor) }

    /// Waits until nobody else has the file's lock; it is given back by ``close()``.
    func lock() throws(Problem) {
        while flock(descriptor, LOCK_EX) != 0 { if errno != EINTR { throw Problem(path, errno) } }
    }

    func sync() throws(Problem) { if fsync(descriptor) != 0 { throw Problem(path, errno) } }

    func cut(to length: Int) throws(Problem) { if ftruncate(descriptor, length) != 0 { throw Problem(path, errno) } }

    /// Writes where the last write ended, or at `place`.
    func write(_ bytes: [UInt8], at place: Int? = nil) throws(Problem) {
        if let place, lseek(descriptor, place, SEEK_SET) < 0 { throw Problem(path, errno) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done) }
            if count < 0 && errno != EINTR { throw Problem(path, errno) }
            done += max(count, 0)
        }
    }

    /// The next bytes; empty at the end.
    func read(_ most: Int = ByteFile.chunk) throws(Problem) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: most)
        while true {
            let count = Foundation.read(descriptor, &buffer, most)
            if count >= 0 { return Array(buffer.prefix(count)) }
            if errno != EINTR { throw Problem(path, errno) }
        }
    }

    func contents(limit: Int) throws(Problem) -> [UInt8] {
        var contents: [UInt8] = []
        while contents.count <= limit {
            let bytes = try read()
            if bytes.isEmpty { return contents }
            contents += bytes
        }
        throw Problem("\(path): larger than \(limit) bytes")
    }

    /// The next line without its end, and whether it has one; nil at the end of the file. Not to be mixed with reads.
    func nextLine() throws -> (text: String, isWhole: Bool)? {
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { (pending, searched) = (pending[(end + 1)...], end + 1) }
                return (try text(pending[..<end]), true)
            }
            if pending.count > Self.longestLine { throw Problem("\(path): a line longer than \(Self.longestLine) bytes") }
            let bytes = try read()
            if bytes.isEmpty {
                defer { (pending, searched) = ([], 0) }
                return pending.isEmpty ? nil : (try text(pending), false)
            }
            let known = pending.count
            pending = Array(pending)[...]
            pending += bytes
            searched = known
        }
    }

    /// The last whole line, and the place behind its end; nil when there is none.
    func lastLine() throws -> (text: String, end: Int)? {
        let size = lseek(descriptor, 0, SEEK_END)
        if size < 0 { throw Problem(path, errno) }
        var tail: [UInt8] = []
        var start = size
        while start > 0, tail.count <= Self.longestLine {
            let count = min(start, Self.chunk)
            start -= count
            if lseek(descriptor, start, SEEK_SET) < 0 { throw Problem(path, errno) }
            var bytes: [UInt8] = []
            while bytes.count < count {
                let more = try read(count - bytes.count)
                if more.isEmpty { throw Problem("\(path): it is getting shorter") }
                bytes += more
            }
            tail = bytes + tail
            guard let end = tail.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            let before = tail[..<end].lastIndex(of: UInt8(ascii: "\n"))
            if before == nil, start > 0 { continue }
            return (try text(tail[(before.map { $0 + 1 } ?? 0)..<end]), start + end + 1)
        }
        return nil
    }

    private func text(_ line: ArraySlice<UInt8>) throws(Problem) -> String {
        guard let text = String(validating: line, as: UTF8.self) else { throw Problem("\(path): a line that is not UTF-8") }
        return text
    }

    /// Puts a new file in the place of the old one in one step, durable when this returns.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Problem) {
        // A name of its own: two that replace a file at once must not move each other's draft.
        let draft = "\(path).\(UUID().uuidString).new"
        let file = try ByteFile(writing: draft)
        defer { file.close() }
        try file.write(bytes)
        try file.sync()
        try move(draft, to: path)
    }

    static func move(_ draft: String, to path: String) throws(Problem) {
        if rename(draft, path) != 0 { throw Problem(path, errno) }
        try syncFolder(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".")
    }

    /// Without this a power cut could bring back what was there before.
    static func syncFolder(_ path: String) throws(Problem) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw Problem(path, errno) }
        defer { _ = Foundation.close(descriptor) }
        if fsync(descriptor) != 0 { throw Problem(path, errno) }
    }
}
