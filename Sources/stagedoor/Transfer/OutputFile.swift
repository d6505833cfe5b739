import Foundation

/// Where a command writes what it reads from a portal. A file gets its name when it is whole, so that what broke off
/// is taken for nothing.
final class OutputFile {
    private let path: String?
    /// Nil for standard output.
    private let handle: FileHandle?
    private var isWhole = false

    /// - Parameter path: nil for standard output.
    init(_ path: String?) throws {
        self.path = path
        guard let path else {
            handle = nil
            return
        }
        let part = "\(path).part"
        guard FileManager.default.createFile(atPath: part, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: part)
        else {
            throw Failure(.usage, "\(path) cannot be written")
        }
        self.handle = handle
    }

    func write(_ bytes: some Sequence<UInt8>) throws {
        if let handle { try handle.write(contentsOf: Data(bytes)) } else { try StandardOutput.write(bytes) }
    }

    deinit {
        if let path, !isWhole { unlink("\(path).part") }
    }

    func finish() throws {
        guard let path, let handle else { return }
        try handle.synchronize()
        try handle.close()
        isWhole = true
        guard rename("\(path).part", path) == 0 else { throw Failure(.usage, "\(path) cannot be written") }
    }
}
