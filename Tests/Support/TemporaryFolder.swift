import Foundation
import Synchronization

/// Folders that are removed when the process ends.
public enum TemporaryFolder {
    private static let made = Mutex<[URL]>([])

    public static func make() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let isFirst = made.withLock { folders in
            folders.append(folder)
            return folders.count == 1
        }
        if isFirst {
            atexit { TemporaryFolder.made.withLock { folders in folders.forEach { try? FileManager.default.removeItem(at: $0) } } }
        }
        return folder
    }
}
