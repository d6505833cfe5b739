import Mail
import Testing

/// TLS and signing in, without a weaker second attempt.
@Suite(.serialized) struct EncryptionTests {
    @Test("STARTTLS with an own authority and a password of awkward characters")
    func startTLS() async throws {
        let peer = try Peer("--tls", "starttls-required", "--auth", "po@rt:a:l/ñ%?#")
        let url = "smtp://po%40rt:a%3Al%2F%C3%B1%25%3F%23@localhost:\(peer.port)?tls=required&ca=\(peer.authority)"
        try await client(url).deliver(letter())
        try await client(url).check()
        let mail = try #require(peer.stored().first)
        #expect(mail.tls && mail.signed_in)
        #expect(try peer.stored().count == 1)
    }

    @Test("TLS from the first byte")
    func implicit() async throws {
        let peer = try Peer("--tls", "smtps")
        try await client("smtps://localhost:\(peer.port)?ca=\(peer.authority)").deliver(letter())
        #expect(try peer.stored().map(\.tls) == [true])
    }

    @Test("a wrong password is a matter of configuration and is not repeated in the reason")
    func wrongPassword() async throws {
        let peer = try Peer("--tls", "starttls", "--auth", "portal:right")
        let client = try client("smtp://portal:wrong-secret@localhost:\(peer.port)?tls=required&ca=\(peer.authority)")
        for failure in try await [failure(client, delivering: letter()), failure(client)] {
            #expect(failure.kind == .configuration)
            #expect(failure.code == 535)
            #expect(!failure.description.contains("wrong-secret") && !failure.description.contains("portal"))
        }
        #expect(try peer.stored().isEmpty)
    }

    @Test("a sign-in that the server puts off is temporary, and its answer is not shown")
    func putOff() async throws {
        let peer = try Peer(
            "--tls", "starttls", "--auth", "portal:right", "--answer", "auth=454 4.7.0 cG9ydGFs not now")
        let client = try client("smtp://portal:right@localhost:\(peer.port)?tls=required&ca=\(peer.authority)")
        let failure = try await failure(client, delivering: letter())
        #expect(failure == DeliveryFailure(.temporary, code: 454, reason: "the mail server asks to try later"))
    }

    @Test("a missing password is a matter of configuration")
    func missingPassword() async throws {
        let peer = try Peer("--tls", "starttls", "--auth", "portal:right")
        let failure = try await failure(
            client("smtp://localhost:\(peer.port)?tls=required&ca=\(peer.authority)"), delivering: letter())
        #expect(failure.kind == .configuration)
        #expect(failure.code == 530)
        #expect(try peer.stored().isEmpty)
    }

    @Test("the check finds that the server knows no sign-in")
    func noSignIn() async throws {
        let peer = try Peer()
        let failure = try await failure(client("smtp://portal:secret@127.0.0.1:\(peer.port)"))
        #expect(failure.kind == .configuration)
    }

    @Test("nothing is sent when the authority is unknown", arguments: ["starttls", "smtps"])
    func unknownAuthority(tls: String) async throws {
        let peer = try Peer("--tls", tls)
        let url = tls == "smtps" ? "smtps://localhost:\(peer.port)" : "smtp://localhost:\(peer.port)?tls=required"
        try await expectRefusal(by: peer, url)
    }

    @Test("nothing is sent when the certificate is another host's")
    func otherHost() async throws {
        let peer = try Peer("--tls", "smtps", "--host", "127.0.0.2")
        try await expectRefusal(by: peer, "smtps://127.0.0.2:\(peer.port)?ca=\(peer.authority)")
    }

    @Test("nothing is sent when the authority's file is missing")
    func missingAuthority() async throws {
        let peer = try Peer("--tls", "smtps")
        try await expectRefusal(by: peer, "smtps://localhost:\(peer.port)?ca=/nonexistent/ca.pem")
    }

    @Test("nothing is sent when STARTTLS is required and not offered")
    func notOffered() async throws {
        let peer = try Peer()
        try await expectRefusal(by: peer, "smtp://127.0.0.1:\(peer.port)?tls=required")
    }

    @Test("nothing is sent by TLS older than 1.2")
    func old() async throws {
        let peer = try Peer("--tls", "smtps", "--old-tls")
        try await expectRefusal(by: peer, "smtps://localhost:\(peer.port)?ca=\(peer.authority)")
    }

    @Test("TLS from the first byte towards a server that speaks plainly is a matter of configuration")
    func plainServer() async throws {
        let peer = try Peer()
        try await expectRefusal(by: peer, "smtps://localhost:\(peer.port)")
    }

    private func expectRefusal(by peer: Peer, _ url: String) async throws {
        let client = try client(url)
        for failure in try await [failure(client, delivering: letter()), failure(client)] {
            #expect(failure.kind == .configuration, "\(failure)")
            #expect(failure.code == nil)
        }
        #expect(try peer.stored().isEmpty)
    }
}
