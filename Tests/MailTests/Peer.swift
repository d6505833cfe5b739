import Foundation
import Testing

/// A running `Tests/smtp_peer.py` and the mail it has taken. Ends with the test.
final class Peer {
    struct Stored: Decodable {
        struct Reading: Decodable {
            let headers: [[String]]
            let to, from, reply_to: [[String]]
            let date: Int64
            let type: String
            let parts: [[String]]
            let defects: [String]
            let longest_line, stray_line_ends: Int
        }

        let mail_from: String
        let rcpt_to: [String]
        let greeting: String
        let tls: Bool
        let signed_in: Bool
        let raw: String
        let read: Reading
    }

    let port: Int
    let folder: URL
    /// The authority that signed the peer's certificate.
    var authority: String { folder.appending(path: "ca.pem").path }
    private let process = Process()
    private let input = Pipe()
    private let store: URL

    init(_ arguments: String...) throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["STAGEDOOR_TEST_PYTHON"],
            "set STAGEDOOR_TEST_PYTHON to a Python interpreter that has aiosmtpd 1.4.6 and cryptography")
        folder = FileManager.default.temporaryDirectory.appending(path: "smtp-peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = folder.appending(path: "mails.jsonl")

        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "smtp_peer.py")
        let output = Pipe()
        process.executableURL = URL(filePath: python)
        process.arguments =
            [script.path, "--until-stdin-closes", "--store", store.path, "--pki", folder.path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()

        var line = ""
        while !line.hasSuffix("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            line += String(decoding: data, as: UTF8.self)
        }
        let words = line.split(whereSeparator: \.isWhitespace)
        port = try #require(
            words.first == "ready" ? words.last.flatMap { Int($0) } : nil, "the SMTP peer did not start")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Everything taken so far, oldest first.
    func stored() throws -> [Stored] {
        guard let data = try? Data(contentsOf: store) else { return [] }
        return try data.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Stored.self, from: $0) }
    }
}
