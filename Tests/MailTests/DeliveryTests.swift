import Mail
import Testing

/// What a real server on loopback answers, and what becomes of the letter.
@Suite(.serialized) struct DeliveryTests {
    @Test("a letter reaches a server on this machine byte for byte")
    func accepted() async throws {
        let peer = try Peer()
        try await client("smtp://127.0.0.1:\(peer.port)?ehlo=portal.stage.example").deliver(letter())
        let mails = try peer.stored()
        let mail = try #require(mails.first)
        #expect(mails.count == 1)
        #expect(mail.mail_from == "portal@stage.example")
        #expect(mail.rcpt_to == ["maya@north.example"])
        #expect(mail.greeting == "portal.stage.example")
        #expect(!mail.tls && !mail.signed_in)
        #expect(try mail.raw == String(decoding: letter().rendered(), as: UTF8.self))
    }

    @Test(
        "a refusal is temporary or permanent as its code says, with the reason and without the address",
        arguments: [
            ("temporary-421", .temporary, 421, "closing for maintenance"),
            ("temporary-450", .temporary, 450, "is busy, (address) may be tried later"),
            ("permanent-550", .permanent, 550, "no such user (hidden) here"),
            ("dot-451", .temporary, 451, "out of space"),
            ("dot-554", .permanent, 554, "refused for policy reasons"),
        ] as [(String, DeliveryFailure.Kind, Int, String)])
    func refused(local: String, kind: DeliveryFailure.Kind, code: Int, words: String) async throws {
        let peer = try Peer()
        let failure = try await failure(
            client("smtp://127.0.0.1:\(peer.port)"), delivering: letter(to: "\(local)@north.example"))
        #expect(failure.kind == kind)
        #expect(failure.code == code)
        #expect(failure.reason.contains(words), "\(failure)")
        #expect(!failure.reason.contains(local) && !failure.reason.contains("north.example"), "\(failure)")
        #expect(try peer.stored().isEmpty)
    }

    @Test(
        "a server that refuses everyone in its greeting is temporary with 4yz, else a matter of configuration",
        arguments: [
            ("421 4.3.2 too many connections", .temporary), ("554 5.7.1 your address is listed", .configuration),
        ] as [(String, DeliveryFailure.Kind)])
    func greeting(reply: String, kind: DeliveryFailure.Kind) async throws {
        let peer = try Peer("--greeting", reply)
        let failure = try await failure(client("smtp://127.0.0.1:\(peer.port)"), delivering: letter())
        #expect(failure.kind == kind)
        #expect(failure.code == Int(reply.prefix(3)))
        #expect(failure.reason.hasSuffix(reply.dropFirst(4)), "\(failure)")
    }

    @Test(
        "a refusal before the letter is offered, or for want of sign-in, is a matter of configuration",
        arguments: [
            ("ehlo=550 5.7.1 bad name", .configuration), ("mail=530 5.7.0 sign in first", .configuration),
            ("mail=550 5.7.1 sender refused", .permanent), ("mail=451 4.7.1 come back later", .temporary),
            ("data=554 5.5.1 no", .permanent),
        ] as [(String, DeliveryFailure.Kind)])
    func offered(answer: String, kind: DeliveryFailure.Kind) async throws {
        let peer = try Peer("--answer", answer, "--answer", "helo=550 5.7.1 bad name")
        let failure = try await failure(client("smtp://127.0.0.1:\(peer.port)"), delivering: letter())
        #expect(failure.kind == kind)
        #expect(failure.code == answer.split(separator: "=").last.flatMap { Int($0.prefix(3)) })
    }

    @Test("a line cut after the final dot is temporary, and the second attempt has the same Message-ID")
    func cut() async throws {
        let peer = try Peer()
        let client = try client("smtp://127.0.0.1:\(peer.port)")
        for _ in 1...2 {
            let failure = try await failure(client, delivering: letter(to: "drop-dot@north.example"))
            #expect(failure.kind == .temporary)
            #expect(failure.code == nil)
        }
        let ids = try peer.stored().map { mail in mail.read.headers.filter { $0[0] == "Message-ID" }.map { $0[1] } }
        #expect(ids == Array(repeating: ["<0190b5f0-0000-7000-8000-000000000001@stage.example>"], count: 2))
    }

    @Test("a slow server is waited for")
    func slow() async throws {
        let peer = try Peer()
        try await client("smtp://127.0.0.1:\(peer.port)").deliver(letter(to: "slow@north.example"))
        #expect(try peer.stored().count == 1)
    }

    @Test("a port where nobody listens is unreachable")
    func nobody() async throws {
        let failure = try await failure(client("smtp://127.0.0.1:1"), delivering: letter())
        #expect(failure.kind == .unreachable)
        #expect(failure.code == nil)
    }

    @Test("more letters than lanes all arrive, once each")
    func many() async throws {
        let peer = try Peer()
        let client = try client("smtp://127.0.0.1:\(peer.port)", lanes: 3)
        try await withThrowingTaskGroup { group in
            for number in 1...40 {
                group.addTask { try await client.deliver(letter(to: "reader\(number)@north.example")) }
            }
            try await group.waitForAll()
        }
        #expect(try Set(peer.stored().flatMap(\.rcpt_to)) == Set((1...40).map { "reader\($0)@north.example" }))
        #expect(try peer.stored().count == 40)
    }
}
