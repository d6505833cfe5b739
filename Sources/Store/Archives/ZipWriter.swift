import CArchive
import Domain
import Foundation

/// Writes a ZIP file, a member after the other, in memory that does not grow with them.
final class ZipWriter {
    private let archive: OpaquePointer
    private let now: Moment

    /// - Parameter file: is written from its beginning.
    init(_ file: Scratch, at now: Moment) throws {
        guard let archive = archive_write_new() else { throw ByteFile.Problem("there is no memory for an archive") }
        (self.archive, self.now) = (archive, now)
        try check(archive_write_set_format_zip(archive))
        try check(archive_write_set_format_option(archive, "zip", "compression", "deflate"))
        try check(archive_write_open_fd(archive, file.descriptor))
    }

    deinit { archive_write_free(archive) }

    /// - Parameter size: bytes that are then added. Known beforehand, a member needs no extension that old programs lack.
    func begin(_ name: String, size: Int64) throws {
        guard let entry = archive_entry_new() else { throw ByteFile.Problem("there is no memory for an archive") }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        archive_entry_set_filetype(entry, ZipReader.regularFile)
        archive_entry_set_perm(entry, 0o600)
        archive_entry_set_size(entry, size)
        archive_entry_set_mtime(entry, time_t(now.seconds), 0)
        try check(archive_write_header(archive, entry))
    }

    func add(_ bytes: [UInt8]) throws {
        let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        if written != bytes.count { throw trouble }
    }

    func close() throws { try check(archive_write_close(archive)) }

    private func check(_ code: Int32) throws { if code != ARCHIVE_OK { throw trouble } }

    private var trouble: ByteFile.Problem {
        ByteFile.Problem(
            "the archive cannot be written: \(archive_error_string(archive).map { String(cString: $0) } ?? "no reason is given")")
    }
}
