import Mail
import Testing

/// A server that stops answering.
@Suite(.serialized) struct HangTests {
    @Test("no answer to any verb ends in a timeout", arguments: ["connect", "ehlo", "starttls", "auth", "mail"])
    func verb(verb: String) async throws {
        let peer = try Peer("--hang", verb, "--tls", "starttls", "--auth", "portal:secret")
        let url = "smtp://portal:secret@localhost:\(peer.port)?tls=required&ca=\(peer.authority)"
        try await expectTimeout(client(url, timeout: .seconds(1)), letter())
    }

    @Test(
        "no answer to a recipient, to DATA or to the final dot ends in a timeout",
        arguments: ["hang-rcpt", "hang-data", "hang-dot"])
    func recipient(local: String) async throws {
        let peer = try Peer()
        let client = try client("smtp://127.0.0.1:\(peer.port)", timeout: .seconds(1))
        try await expectTimeout(client, letter(to: "\(local)@north.example"))
        #expect(try peer.stored().count == (local == "hang-dot" ? 1 : 0))
    }

    @Test("no answer to TLS from the first byte ends in a timeout")
    func handshake() async throws {
        let peer = try Peer("--hang", "connect")
        try await expectTimeout(client("smtps://localhost:\(peer.port)", timeout: .seconds(1)), letter())
    }

    @Test("no answer to QUIT delays neither the delivery nor the next one")
    func quit() async throws {
        let peer = try Peer("--hang", "quit")
        let client = try client("smtp://127.0.0.1:\(peer.port)", lanes: 1)
        for _ in 1...3 { try await client.deliver(letter()) }
        #expect(try peer.stored().count == 3)
    }

    @Test("no answer to QUIT after a refusal ends within the time of a second exchange")
    func quitAfterRefusal() async throws {
        let peer = try Peer("--hang", "quit")
        let client = try client("smtp://127.0.0.1:\(peer.port)", timeout: .seconds(2))
        let failure = try await failure(client, delivering: letter(to: "permanent-550@north.example"))
        #expect(failure.kind == .permanent)
        #expect(failure.code == 550)
    }

    @Test("a cancelled delivery ends soon, and so does one that waits for a lane")
    func cancelled() async throws {
        let peer = try Peer("--hang", "mail")
        let client = try client("smtp://127.0.0.1:\(peer.port)", timeout: .seconds(60), lanes: 1)
        let letter = try letter()
        let tasks = (1...2).map { _ in Task { try await failure(client, delivering: letter) } }
        try await Task.sleep(for: .milliseconds(300))
        for task in tasks { task.cancel() }
        for task in tasks { #expect(try await task.value.kind == .temporary) }
    }

    private func expectTimeout(_ client: SMTPClient, _ letter: Letter) async throws {
        let failure = try await failure(client, delivering: letter)
        #expect(failure.kind == .timeout, "\(failure)")
        #expect(failure.code == nil)
    }
}
