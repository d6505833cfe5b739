import CArchive

/// Reads a ZIP file that anybody may have made: only plain files in it, in memory that does not grow with what they
/// unpack to.
final class ZipReader {
    static let regularFile: UInt32 = 0o100000

    struct Entry {
        let name: String
        let isFile: Bool
    }

    private let archive: OpaquePointer
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// - Throws: ``UnfitArchive`` for what is no ZIP file.
    init(_ path: String) throws {
        guard let archive = archive_read_new() else { throw ByteFile.Problem("there is no memory for an archive") }
        (self.archive, self.path) = (archive, path)
        // One format and no filter: nothing else is unpacked, whatever the library knows.
        guard archive_read_support_format_zip_seekable(archive) == ARCHIVE_OK,
            archive_read_open_filename(archive, path, 65_536) == ARCHIVE_OK
        else { throw damaged }
    }

    deinit { archive_read_free(archive) }

    /// The next entry; nil at the end.
    func next() throws -> Entry? {
        var entry: OpaquePointer?
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_EOF: return nil
        case ARCHIVE_OK: break
        default: throw damaged
        }
        guard let entry, let name = archive_entry_pathname_utf8(entry) else { throw damaged }
        return Entry(name: String(cString: name), isFile: archive_entry_filetype(entry) == Self.regularFile)
    }

    /// The next bytes of the entry; empty at its end.
    func read() throws -> ArraySlice<UInt8> {
        let count = buffer.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw damaged }
        return buffer[..<count]
    }

    private var damaged: UnfitArchive { .damaged(path, "it cannot be unpacked") }
}
