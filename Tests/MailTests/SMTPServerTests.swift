import Testing

@testable import Mail

struct SMTPServerTests {
    @Test(
        "a URL says host, port and protection",
        arguments: [
            ("smtp://mail.example.net", "mail.example.net", 587, .startTLS),
            ("smtp://mail.example.net:25", "mail.example.net", 25, .startTLS),
            ("smtp://mail.example.net:25/?tls=none", "mail.example.net", 25, .none),
            ("smtp://mail.example.net?tls=required", "mail.example.net", 587, .startTLS),
            ("smtps://mail.example.net", "mail.example.net", 465, .implicit),
            ("smtps://u:p@[2001:db8::1]:2465/", "2001:db8::1", 2465, .implicit),
            ("smtp://localhost", "localhost", 25, .none), ("smtp://127.0.0.2:1025", "127.0.0.2", 1025, .none),
            ("smtp://u:p@[::1]", "::1", 25, .none),
            ("smtp://localhost?tls=required", "localhost", 587, .startTLS),
            ("smtp://127.evil.example.net", "127.evil.example.net", 587, .startTLS),
            ("smtp://127.1", "127.1", 587, .startTLS),
            ("smtp://localhost.example.net", "localhost.example.net", 587, .startTLS),
        ] as [(String, String, UInt16, SMTPServer.Encryption)])
    func read(url: String, host: String, port: UInt16, encryption: SMTPServer.Encryption) throws {
        let server = try SMTPServer(url)
        #expect(server.host == host)
        #expect(server.port == port)
        #expect(server.encryption == encryption)
    }

    @Test("user, password and parameters are percent-decoded")
    func decoded() throws {
        let server = try SMTPServer(
            "smtp://api%40x:a%2Fb%3A%C3%B1:+c@mail.example.net?ca=/etc/my%20ca.pem&ehlo=portal.example.net")
        #expect(server.credentials?.user == "api@x")
        #expect(server.credentials?.password == "a/b:ñ:+c")
        #expect(server.authorityFile == "/etc/my ca.pem")
        #expect(server.greetingName == "portal.example.net")
        #expect(server.curlURL == "smtp://mail.example.net:587/portal.example.net")
    }

    @Test(
        "a URL that cannot be meant is refused with the fault's name",
        arguments: [
            ("http://mail.example.net", .scheme), ("mail.example.net", .scheme), ("", .scheme), ("smtp://", .host),
            ("smtp://:25", .host),
            ("smtp://a b", .host), ("smtp://[::1", .host), ("smtp://mañana.example", .host), ("smtp://h:0", .port),
            ("smtp://h:65536", .port),
            ("smtp://h:", .port), ("smtp://h:+25", .port), ("smtp://h/path", .path), ("smtp://secret@h", .credentials),
            ("smtp://:secret@h", .credentials),
            ("smtp://u:@h", .credentials), ("smtp://u:sec/ret@h", .percentEncoding),
            ("smtp://u:sec?ret@h", .percentEncoding),
            ("smtp://u:sec#ret@h", .percentEncoding), ("smtp://u:sec%ret@h", .percentEncoding),
            ("smtp://u:%ff@h", .percentEncoding),
            ("smtp://u:secret%0d%0aX@h", .controlCharacter), ("smtp://u%00:secret@h", .controlCharacter),
            ("smtp://h?TLS=none", .unknownParameter),
            ("smtp://h?tls=none&tls=required", .repeatedParameter), ("smtp://h?tls=maybe", .tls),
            ("smtp://h?tls=opportunistic", .tls), ("smtp://h?tls", .tls),
            ("smtps://h?tls=none", .tlsContradiction), ("smtp://h?tls=none&ca=/a", .tlsContradiction),
            ("smtp://localhost?ca=/a", .tlsContradiction),
            ("smtp://u:secret@h?tls=none", .passwordInTheClear), ("smtp://h?ca=ca.pem", .authorityFile),
            ("smtp://h?ca=", .authorityFile),
            ("smtp://h?ehlo=a/b", .greetingName), ("smtp://h?ehlo=a%0d%0ab", .controlCharacter),
        ] as [(String, SMTPURLFault)])
    func refused(url: String, fault: SMTPURLFault) {
        #expect(throws: fault) { try SMTPServer(url) }
        #expect(!fault.description.contains("secret"))
    }

    @Test("nothing that prints a server shows its user or password")
    func secret() throws {
        let server = try SMTPServer("smtps://tokenuser:verysecret@mail.example.net")
        var dumped = ""
        dump(server, to: &dumped)
        dump([server], to: &dumped)
        for text in [
            String(describing: server), String(reflecting: server), "\(Optional(server) as Any)",
            "\(try client("smtps://tokenuser:verysecret@h"))", dumped,
        ] {
            #expect(!text.contains("verysecret") && !text.contains("tokenuser"))
        }
        #expect(server.description == "mail.example.net:465 (TLS, with a password)")
    }
}

struct ReplyTests {
    @Test("the last reply is gathered from its lines")
    func lines() {
        var reply = Reply()
        for line in ["220 hello\r\n", "250-one\r\n", "250 two\r\n", "550-5.1.1 no\r\n", "noise", "550 such user\r\n"] {
            reply.take(line: line.utf8)
        }
        #expect(reply.code == 550)
        #expect(reply.text == " 5.1.1 no\r\n such user\r\n")
        #expect(reply.codes == [220, 250, 550])
        for _ in 1...10_000 { reply.take(line: "450-\(String(repeating: "x", count: 900))".utf8) }
        #expect(reply.text.utf8.count < 2000)
    }

    @Test(
        "addresses, secrets and control characters do not pass",
        arguments: [
            ("5.1.1 <maya@north.example>: unknown", "5.1.1 (address) unknown"),
            ("user MAYA, is unknown", "user (hidden) is unknown"),
            ("mail for maya.x", "mail for (hidden)"), ("no no\u{7} yes\r\nno", "(hidden) (hidden) yes (hidden)"),
            ("nothing", "nothing"),
            (String(repeating: "z", count: 500), String(repeating: "z", count: 200)),
        ])
    func redaction(text: String, shown: String) {
        #expect(redacted(text, secrets: ["maya", "no", ""]) == shown)
    }
}
