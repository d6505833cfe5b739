import Foundation
import Pages
import Testing

@Suite("Words for the log")
struct EventWordsTests {
    /// What the names of events begin with, besides those of permissions.
    private static let subjects = [
        "access", "account", "email", "factor", "first_admin", "installation", "invitation", "organization", "passkey", "passphrase",
        "recovery", "recovery_code", "recovery_codes", "session", "sign_in",
    ]

    @Test("every event that the store writes down has words, and can be asked for")
    func events() throws {
        let store = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Store").standardizedFileURL
        let files = FileManager.default.enumerator(at: store, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        var found: Set<String> = []
        for file in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /"([a-z_]+)\.[a-z_]+"/)
            where Self.subjects.contains(String(match.1)) {
                found.insert(match.0.trimmingCharacters(in: ["\""]))
            }
        }
        #expect(found.count > 20)
        // The name of a file in an archive.
        #expect(found.subtracting(LogFilter.actions) == ["organization.jsonl"])
    }
}
