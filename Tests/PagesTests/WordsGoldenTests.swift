import Domain
import Foundation
import Testing
@testable import Pages

/// Every text of every page beside its translation, for reviewers who speak both. `make goldens` writes it anew.
@Suite("Golden words")
struct WordsGoldenTests {
    @Test("the words of the pages are those in goldens/words.txt")
    func words() throws {
        var seen: Set<String> = []
        var lines: [String] = []
        for item in Gallery.all {
            let pairs = zip(Tags(Gallery.bytes(item, .english)).words, Tags(Gallery.bytes(item, .spanish)).words)
            let fresh = pairs.filter { $0 != $1 && seen.insert("\($0)\u{0}\($1)").inserted }
            if fresh.isEmpty { continue }
            lines.append("\n# \(item.name)")
            for (english, spanish) in fresh {
                lines += [english.trimmingCharacters(in: .whitespaces), "    " + spanish.trimmingCharacters(in: .whitespaces)]
            }
        }
        let text = lines.joined(separator: "\n").dropFirst() + "\n"
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../goldens/words.txt")
            .standardizedFileURL
        if ProcessInfo.processInfo.environment["STAGEDOOR_GOLDENS"] == "write" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try String(text).write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        #expect(kept.map { $0 == text } ?? false, "goldens/words.txt differs: look at the change, then make goldens")
    }
}
