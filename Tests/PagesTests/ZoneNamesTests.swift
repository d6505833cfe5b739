import Domain
import Foundation
import Testing

@testable import Pages

/// The names of time zones, and the times that they stand for.
@Suite("Time zones of the machine")
struct ZoneNamesTests {
    private static let names: Set<String> = {
        let names = Zone.names()
        TimeZoneName.learn(names)
        return names
    }()

    @Test(
        "old names and links are taken as they are typed, and have times",
        arguments: [
            ("Asia/Kolkata", "IST"), ("Asia/Calcutta", "IST"), ("Europe/Kyiv", "EET"), ("Europe/Kiev", "EET"),
            ("America/Argentina/Buenos_Aires", "UTC-3"), ("Etc/GMT+5", "UTC-5"), ("Etc/UTC", "UTC"), ("UTC", "UTC"), ("GMT", "GMT"),
        ])
    func links(_ name: String, _ written: String) throws {
        #expect(Self.names.count > 300)
        #expect(try TimeZoneName(" \(name) ").text == name)
        #expect(try #require(Zone.named(name)).period(at: 1_795_266_300).abbreviation == written)
    }

    @Test(
        "a name is taken in small letters and capitals, and kept as the database has it",
        arguments: [
            ("europe/oslo", "Europe/Oslo"), ("EUROPE/OSLO", "Europe/Oslo"), ("utc", "UTC"), ("Utc", "UTC"), ("etc/gmt+5", "Etc/GMT+5"),
            ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
        ])
    func letters(_ typed: String, _ name: String) throws {
        #expect(Self.names.count > 300)
        #expect(try TimeZoneName(" \(typed) ").text == name)
    }

    @Test("names of the database of old days are taken where its package is installed, and else refused")
    func legacy() throws {
        _ = Self.names
        for name in ["US/Pacific", "US/Eastern", "GB", "Brazil/East", "Japan"] {
            let isThere = FileManager.default.fileExists(atPath: "\(Zone.folder)/\(name)")
            #expect(((try? TimeZoneName(name)) != nil) == isThere && (Zone.named(name) != nil) == isThere)
        }
    }

    @Test(
        "what is no zone of this machine is refused, never shown in UTC instead",
        arguments: [
            "Nowhere/City", "posix/Europe/Oslo", "right/Europe/Oslo", "zone.tab", "localtime", "posixrules", "Factory", "Europe", "",
            "../UTC",
            "/Europe/Oslo", "+02:00", "CEST",
        ])
    func unknown(_ name: String) {
        _ = Self.names
        #expect(throws: FieldProblem.notATimeZone) { try TimeZoneName(name) }
    }

    @Test("a machine without the database has no names")
    func missing() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        #expect(Zone.names(in: folder.path).isEmpty)
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("Europe"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("TZif2".utf8).write(to: folder.appendingPathComponent("Europe/Oslo"))
        try Data("# text".utf8).write(to: folder.appendingPathComponent("zone.tab"))
        #expect(Zone.names(in: folder.path) == ["Europe/Oslo"])
    }

    @Test("every name is one that Python knows, and has the times that Python finds")
    func python() throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["STAGEDOOR_TEST_PYTHON"], "set STAGEDOOR_TEST_PYTHON to a Python interpreter")
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            "-c",
            """
            import zoneinfo, datetime
            zoneinfo.reset_tzpath(["\(Zone.folder)"])
            for name in sorted(zoneinfo.available_timezones() - {"Factory", "localtime"}):
                zone = zoneinfo.ZoneInfo(name)
                print(name, *(int(datetime.datetime.fromtimestamp(at, zone).utcoffset().total_seconds())
                              for at in range(0, 2_500_000_000, 20_000_003)))
            """,
        ]
        process.standardOutput = output
        try process.run()
        let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n")
        var compared: Set<String> = []
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let zone = try #require(Zone.named(words[0]), "\(words[0])")
            let offsets = stride(from: Int64(0), to: 2_500_000_000, by: 20_000_003).map { String(zone.period(at: $0).offset) }
            #expect(offsets == Array(words.dropFirst()), "\(words[0])")
            compared.insert(words[0])
        }
        #expect(compared == Self.names)
    }
}
