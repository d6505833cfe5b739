import Foundation

/// A file without a name: nobody else can open it, and nothing of it is left when the process ends.
final class Scratch: Sendable {
    let descriptor: Int32

    init() throws(ByteFile.Problem) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("stagedoor-\(UUID().uuidString)").path
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw ByteFile.Problem(path, errno) }
        unlink(path)
    }

    deinit { _ = Foundation.close(descriptor) }

    func empty() throws(ByteFile.Problem) {
        if ftruncate(descriptor, 0) != 0 || lseek(descriptor, 0, SEEK_SET) != 0 { throw problem }
    }

    /// Writes where the last write ended.
    func write(_ bytes: [UInt8]) throws(ByteFile.Problem) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done) }
            if count < 0 && errno != EINTR { throw problem }
            done += max(count, 0)
        }
    }

    /// Hands over everything, `size` bytes at a time and the rest.
    func eachPiece(of size: Int = 65_536, _ body: ([UInt8]) throws -> Void) throws {
        var place: Int64 = 0
        while true {
            let piece = try piece(at: place, of: size)
            if piece.isEmpty { return }
            try body(piece)
            place += Int64(piece.count)
        }
    }

    /// Fewer bytes than `size` only at the end.
    func piece(at place: Int64, of size: Int) throws(ByteFile.Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: filled), size - filled, off_t(place) + filled)
            }
            if count == 0 { break }
            if count < 0 && errno != EINTR { throw problem }
            filled += max(count, 0)
        }
        return Array(bytes.prefix(filled))
    }

    private var problem: ByteFile.Problem { ByteFile.Problem("the folder for temporary files", errno) }
}
