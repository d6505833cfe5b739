public import Credentials
import Foundation

/// The folder outside the database in which the checkpoints stand: `checkpoints.jsonl`, one a line, only ever appended
/// to; and `checkpoint-keys.txt` with the public keys, so that a verifier needs no secret.
///
/// A line without its end is one that a crash cut short; nobody was told of it, so it counts as not written.
public struct CheckpointFolder: Sendable {
    public let path: String

    /// The folder at `path`, which is made when the first checkpoint is written.
    public init(path: String) { self.path = path }

    public var linesPath: String { "\(path)/checkpoints.jsonl" }
    public var keysPath: String { "\(path)/checkpoint-keys.txt" }

    /// Hands over each line in order.
    public func eachLine(_ body: (String) throws -> Void) throws {
        guard let file = try ByteFile(reading: linesPath) else { return }
        defer { file.close() }
        while let line = try file.nextLine(), line.isWhole { try body(line.text) }
    }

    /// The last line; nil before the first.
    public func lastLine() throws -> String? {
        guard let file = try ByteFile(reading: linesPath) else { return nil }
        defer { file.close() }
        return try file.lastLine()?.text
    }

    /// The last checkpoint; nil before the first, and when the last line is none.
    public func last() throws -> Checkpoint? { try lastLine().flatMap(Checkpoint.init(line:)) }

    /// The keys beside the checkpoints; nil when there are none.
    public func publicKeys() throws -> PublicKeys? {
        guard let file = try ByteFile(reading: keysPath) else { return nil }
        defer { file.close() }
        return PublicKeys(text: String(decoding: try file.contents(limit: 1_048_576), as: UTF8.self))
    }

    /// Appends a line if the last one still has the hash `previous`; durable when this returns true.
    func append(_ line: String, after previous: String) throws -> Bool {
        try makeFolder()
        let file = try ByteFile(appending: linesPath)
        defer { file.close() }
        try file.lock()
        let last = try file.lastLine()
        guard last.map({ Checkpoint.hash(ofLine: $0.text) }) ?? "" == previous else { return false }
        try file.cut(to: last?.end ?? 0)
        try file.write(Array("\(line)\n".utf8), at: last?.end ?? 0)
        try file.sync()
        if last == nil { try ByteFile.syncFolder(path) }
        return true
    }

    /// A file for the lines of a backup; they are in place when it is finished.
    func beginCopy() throws -> ByteFile {
        try makeFolder()
        return try ByteFile(writing: "\(linesPath).new")
    }

    func finish(_ copy: ByteFile) throws {
        try copy.sync()
        try ByteFile.move("\(linesPath).new", to: linesPath)
    }

    /// Puts the public keys beside the checkpoints, if they are not there already.
    func keep(_ keys: PublicKeys) throws {
        try makeFolder()
        if let file = try ByteFile(reading: keysPath) {
            defer { file.close() }
            if try file.contents(limit: 1_048_576) == Array(keys.text.utf8) { return }
        }
        try ByteFile.replace(keysPath, with: Array(keys.text.utf8))
    }

    private func makeFolder() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
