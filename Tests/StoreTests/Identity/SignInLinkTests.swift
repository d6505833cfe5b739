import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

/// Nobody is locked out by strangers: a link to the mailbox opens tries that wait for nobody.
@Suite struct SignInLinkTests {
    private static let all = Backend.allCases
    private static let lena = "lena@nordlys.example"

    private func lena(_ backend: Backend, _ body: (IdentityWorld, SignedIn, IdentityWorld.Member) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", Self.lena, at: .engineering, in: nordlys, by: ada)
            world.pass(.minutes(2))
            try await body(world, ada, lena)
        }
    }

    @Test("with the link and the right words the owner is in, however many strangers guess", arguments: all)
    func owner(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            try await world.guess(at: Self.lena)
            #expect(try await world.signIn(Self.lena).name == "wait")
            let token = try #require(try await world.link(to: " LENA@nordlys.example"))
            guard case .open(let email, let ends) = try await world.store.signInLink(token) else { return #expect(Bool(false)) }
            #expect(email.text == Self.lena && ends == world.now + .hours(4))
            #expect(try await world.signIn(link: token, "not the right words at all").name == "wrong")
            // Codes, too, were guessed at by somebody who knows the passphrase.
            let begun = try await world.signIn(link: token)
            guard case .secondFactor(let factor) = begun else { return #expect(Bool(false), "\(begun.name)") }
            let strangers = Throttle.code(lena.person.account)
            try await world.store.database.write(.tenants([Ledger.installation])) { [now = world.now] connection in
                try connection.execute(
                    "INSERT INTO throttles (name, failures, first_at, blocked_until) VALUES (\(strangers.name), 40, \(now), \(now + .hours(1)))"
                )
            }
            #expect(try await world.finish(factor.ceremony.text, world.code(lena.totp)).name == "signed in")
        }
    }

    @Test("a link opens five tries within four hours, and lets nobody in by itself", arguments: all)
    func bounds(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            try await world.guess(at: Self.lena)
            let token = try #require(try await world.link(to: Self.lena))
            for _ in 0..<5 { #expect(try await world.signIn(link: token, "not the right words at all").name == "wrong") }
            #expect(try await world.signIn(link: token).name == "start again")
            guard case .dead = try await world.store.signInLink(token) else { return #expect(Bool(false)) }
            // Only the mailbox's owner could use it up, and so gets another.
            let next = try #require(try await world.link(to: Self.lena))
            world.pass(.hours(4))
            #expect(try await world.signIn(link: next).name == "start again")
            #expect(try await world.signIn(link: "sdl_made-up").name == "start again")
        }
    }

    @Test("however often it is asked for, one mail in four hours; and none to nobody, or where nothing is slowed", arguments: all)
    func mails(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            #expect(try await world.link(to: Self.lena) == nil, "she can simply sign in")
            try await world.guess(at: Self.lena)
            for _ in 0..<20 { try await world.store.sendSignInLink(to: Self.lena, from: world.origin, postman: world.postman) }
            try await world.guess(at: "nobody@nordlys.example")
            try await world.store.sendSignInLink(to: "nobody@nordlys.example", from: world.origin, postman: world.postman)
            #expect(try await world.mails("sign_in_link").map(\.recipient) == [Self.lena])
            world.pass(.hours(4))
            #expect(try await world.link(to: Self.lena) != nil)
            let who = lena.person.contact
            try await world.store.write(ada.actor.grant(SuspendAccess.self), in: lena.person.organization.id, from: world.origin) {
                _ = try $0.suspend(who, expecting: .any, postman: world.postman)
            }
            world.pass(.hours(4))
            #expect(try await world.link(to: Self.lena) == nil, "she is not let in")
        }
    }

    @Test("a network asks for ten links, and then waits; the addresses of one /64 are one network", arguments: all)
    func askers(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            for number in 0..<10 {
                #expect(try await world.store.askForSignInLink(from: Origin(requestID: "", address: "2001:db8:1:1::\(number)")) == nil)
            }
            #expect(
                try await world.store.askForSignInLink(from: Origin(requestID: "", address: "2001:db8:1:1::ff")) == world.now + .seconds(30)
            )
            #expect(try await world.store.askForSignInLink(from: Origin(requestID: "", address: "2001:db8:1:2::1")) == nil)
        }
    }

    @Test("guesses from the addresses of one /64 are counted together", arguments: all)
    func networks(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            for index in 0..<50 {
                #expect(
                    try await world.attempt("a\(index)@b\(index).example", from: Origin(requestID: "", address: "2001:db8:1:1::\(index)"))
                        .isAttempt)
            }
            #expect(try await !world.attempt(Self.lena, from: Origin(requestID: "", address: "2001:db8:1:1:ffff::1")).isAttempt)
            #expect(try await world.attempt(Self.lena, from: Origin(requestID: "", address: "2001:db8:1:2::1")).isAttempt)
        }
    }
}

extension IdentityWorld {
    /// Strangers guess until the address has to wait.
    fileprivate func guess(at email: String) async throws {
        for index in 0..<10 { _ = try await attempt(email, from: Origin(requestID: "", address: "198.51.100.\(index)")) }
    }

    /// Asks for a link; the token of the mail that came, if one did.
    fileprivate func link(to email: String) async throws -> String? {
        let before = try await mails("sign_in_link").count
        try await store.sendSignInLink(to: email, from: origin, postman: postman)
        let mails = try await mails("sign_in_link")
        guard mails.count > before, case .signInLink(let token, _)? = mails.last?.post else { return nil }
        return token
    }

    /// The first step by a link; "start again" for a dead one.
    fileprivate func signIn(link token: String, _ passphrase: String = words) async throws -> SignInStep {
        guard let attempt = try await store.findForSignIn(link: token) else { return .startAgain }
        let isRight = try await hasher.verify(Passphrase(entered: passphrase), against: #require(attempt.passphraseHash))
        if isRight { return try await store.passphraseWasRight(attempt, browser: browser, from: origin, postman: postman) }
        try await store.passphraseWasWrong(attempt, from: origin)
        return .wrong
    }
}
