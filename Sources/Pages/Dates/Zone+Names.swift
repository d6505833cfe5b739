import Foundation

/// The names of the system's time zone database. The files that ``Zone/named(_:)`` reads are the one source: a name is known
/// when there is a file of it.
extension Zone {
    /// Where Linux has it (packages tzdata, and tzdata-legacy for old names where they are apart).
    public static let folder = "/usr/share/zoneinfo"

    /// Copies of the whole database with other leap seconds, and files that are no places.
    private static let others: Set<String> = ["posix", "right", "localtime", "posixrules", "Factory"]

    /// The names of all zones that there is data for, links included; empty where there is no database.
    public static func names(in folder: String = Zone.folder) -> Set<String> {
        var names: Set<String> = []
        gather("", in: folder, into: &names)
        return names
    }

    private static func gather(_ prefix: String, in folder: String, into names: inout Set<String>) {
        let path = prefix.isEmpty ? folder : "\(folder)/\(prefix)"
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            let name = prefix.isEmpty ? entry : "\(prefix)/\(entry)"
            if others.contains(name) || entry.hasPrefix(".") { continue }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                if prefix.split(separator: "/").count < 3 { gather(name, in: folder, into: &names) }
            } else if isCompiled("\(folder)/\(name)") {
                names.insert(name)
            }
        }
    }

    private static func isCompiled(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 4)).map { Array($0) == Array("TZif".utf8) } ?? false
    }
}
