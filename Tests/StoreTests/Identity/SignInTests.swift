import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct SignInTests {
    private static let all = Backend.allCases
    private static let lena = "lena@nordlys.example"

    private func lena(
        _ backend: Backend, at level: Level = .admin, _ body: (IdentityWorld, SignedIn, IdentityWorld.Member) async throws -> Void
    ) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", Self.lena, at: level, in: nordlys, by: ada)
            world.pass(.minutes(2))
            try await body(world, ada, lena)
        }
    }

    @Test("a passphrase and a code sign in; the address counts in any case", arguments: all)
    func twoSteps(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            guard case .secondFactor(let factor) = try await world.signIn("  LENA@nordlys.example ") else { return #expect(Bool(false)) }
            #expect(factor.kinds == [.code] && factor.ends == world.now + .minutes(5))
            let started = try #require(try await world.finish(factor.ceremony.text, world.code(lena.totp)).session)
            let person = try #require(try await world.signedIn(started))
            #expect(person.strength == .twoFactor && person.createdAt == world.now && person.confirmedAt == world.now)
            #expect(person.contact == lena.person.contact && person.session != lena.person.session)
            #expect(try await world.number("SELECT last_sign_in_at FROM contacts WHERE id = \(person.contact)") == world.now.milliseconds)
            #expect(try await world.entries().last == "session.started")
        }
    }

    @Test("an address that nobody has, a wrong passphrase and a suspended person get one answer", arguments: all)
    func uniform(backend: Backend) async throws {
        try await lena(backend, at: .readOnly) { world, ada, lena async throws in
            let who = lena.person.contact
            #expect(try await world.signIn("nobody@nordlys.example").name == "wrong")
            #expect(try await world.signIn(Self.lena, "not the right words at all").name == "wrong")
            #expect(try await world.signIn("").name == "wrong")
            #expect(try await world.signIn("\u{0}'; --").name == "wrong")
            try await world.store.write(ada.actor.grant(SuspendAccess.self), in: lena.person.organization.id, from: world.origin) {
                _ = try $0.suspend(who, expecting: .any, postman: world.postman)
            }
            #expect(try await world.signIn(Self.lena).name == "wrong")
            #expect(try await world.entries(named: "sign_in.failed") == 2, "one for Lena's account, one for the network address")
            #expect(try await world.number("SELECT SUM(repeats) FROM audit_repeats") == 3)
        }
    }

    @Test("nobody of a suspended organization signs in, nor finishes what was begun", arguments: all)
    func suspendedOrganization(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let begun = try await world.ceremony(Self.lena)
            try await world.store.write(ada.actor.grant(SuspendOrganization.self), in: lena.person.organization.id, from: world.origin) {
                _ = try $0.setStatus(.suspended, expecting: .any)
            }
            #expect(try await world.finish(begun, world.code(lena.totp)).name == "wrong")
            #expect(try await world.signIn(Self.lena).name == "wrong")
            #expect(try await world.signedIn(lena.token) == nil)
        }
    }

    @Test("ten failures are free; then the waits grow, for addresses that nobody has as well", arguments: all)
    func throttling(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            for address in [Self.lena, "nobody@elsewhere.example"] {
                for _ in 0..<10 { #expect(try await world.signIn(address, "not the right words at all").name == "wrong") }
                guard case .wait(let until) = try await world.signIn(address) else { return #expect(Bool(false)) }
                #expect(until == world.now + .seconds(30))
                world.pass(.seconds(30) - .init(milliseconds: 1))
                #expect(try await world.signIn(address).name == "wait")
                world.pass(.init(milliseconds: 1))
                #expect(try await world.signIn(address, "not the right words at all").name == "wrong")
                guard case .wait(let next) = try await world.signIn(address) else { return #expect(Bool(false)) }
                #expect(next == world.now + .minutes(1))
            }
            world.pass(.minutes(1))
            #expect(try await world.signIn(Self.lena).name == "second factor")
            for _ in 0..<10 {
                #expect(try await world.signIn(Self.lena, "not the right words at all").name == "wrong", "a success forgets")
            }
            let throttle = Throttle.account("x")
            #expect(throttle.wait(after: 9) == .seconds(0) && throttle.wait(after: 200) == .hours(1))
        }
    }

    @Test("a known browser is not locked out by others' failures, and has its own count", arguments: all)
    func knownDevice(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let device = try #require(lena.device)
            let elsewhere = Origin(requestID: "r", address: "198.51.100.9")
            for _ in 0..<12 { _ = try await world.signIn(Self.lena, "not the right words at all", from: elsewhere) }
            #expect(try await world.signIn(Self.lena).name == "wait")
            #expect(try await world.signIn(Self.lena, device: device).name == "second factor")
            #expect(try await world.signIn(Self.lena, device: .generate(prefix: "sdd_")).name != "second factor", "no cookie of ours")
            for _ in 0..<10 { _ = try await world.signIn(Self.lena, "not the right words at all", device: device) }
            #expect(try await world.signIn(Self.lena, device: device).name == "wait")
        }
    }

    @Test("one network address and one domain get more patience, and end as well", arguments: all)
    func spraying(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            for index in 0..<50 { #expect(try await world.attempt("a\(index)@b\(index).example").isAttempt) }
            #expect(try await !world.attempt(Self.lena).isAttempt, "the network address waits")
            for index in 0..<100 {
                #expect(
                    try await world.attempt("a\(index)@spray.example", from: Origin(requestID: "", address: "198.51.100.\(index)"))
                        .isAttempt)
            }
            #expect(try await !world.attempt("new@spray.example", from: Origin(requestID: "", address: "203.0.113.1")).isAttempt)
            #expect(try await world.attempt(Self.lena, from: Origin(requestID: "", address: "203.0.113.1")).isAttempt)
        }
    }

    @Test("guesses at once get no more tries than one after another", arguments: all)
    func parallelGuesses(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            let outcomes = await sixteen { _ in try await world.attempt(Self.lena).isAttempt }
            #expect(outcomes.filter { (try? $0.get()) == true }.count == 10)
        }
    }

    @Test("a code is used once, also by sixteen at once and on every path", arguments: all)
    func codeOnce(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let code = world.code(lena.totp)
            var ceremonies: [String] = []
            for _ in 0..<16 { ceremonies.append(try await world.ceremony(Self.lena)) }
            let begun = ceremonies
            let outcomes = await sixteen { try await world.finish(begun[$0], code).name }
            #expect(outcomes.filter { (try? $0.get()) == "signed in" }.count == 1)
            #expect(try await world.store.confirmWithCode(code, by: lena.person, box: world.box).name != "signed in")
            world.pass(.minutes(2))
            let next = world.code(lena.totp)
            #expect(try await world.store.confirmWithCode(next, by: lena.person, box: world.box).name == "signed in")
            #expect(try await world.finish(world.ceremony(Self.lena), next).name == "wrong")
        }
    }

    @Test("one ceremony used by sixteen at once signs in once", arguments: all)
    func ceremonyOnce(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let begun = try await world.ceremony(Self.lena)
            let code = world.code(lena.totp)
            let outcomes = await sixteen { _ in try await world.finish(begun, code).name }
            #expect(outcomes.filter { (try? $0.get()) == "signed in" }.count == 1)
            #expect(try await world.finish(begun, world.code(lena.totp)).name == "start again")
        }
    }

    @Test("a ceremony has five tries and five minutes", arguments: all)
    func ceremonyLimits(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let begun = try await world.ceremony(Self.lena)
            for _ in 0..<5 { #expect(try await world.finish(begun, "000000").name == "wrong") }
            #expect(try await world.finish(begun, world.code(lena.totp)).name == "start again")
            let late = try await world.ceremony(Self.lena)
            world.pass(.minutes(5))
            #expect(try await world.finish(late, world.code(lena.totp)).name == "start again")
            let early = try await world.ceremony(Self.lena)
            world.pass(.minutes(5) - .init(milliseconds: 1))
            #expect(try await world.finish(early, world.code(lena.totp)).name == "signed in")
            #expect(try await world.finish("nonsense", "000000").name == "start again")
        }
    }

    @Test("codes are counted over all ceremonies", arguments: all)
    func codesThrottled(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            for _ in 0..<2 {
                let begun = try await world.ceremony(Self.lena)
                for _ in 0..<5 { #expect(try await world.finish(begun, "000000").name == "wrong") }
            }
            #expect(try await world.finish(world.ceremony(Self.lena), world.code(lena.totp)).name == "wait")
            #expect(try await world.finish(world.ceremony(Self.lena), world.code(lena.totp), device: lena.device).name == "signed in")
        }
    }

    @Test("a recovery code stands in once, also for sixteen at once, and is told", arguments: all)
    func recoveryCode(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let codes = try await world.store.makeRecoveryCodes(by: lena.person, postman: world.postman)
            #expect(codes.count == 10)
            guard case .secondFactor(let factor) = try await world.signIn(Self.lena) else { return #expect(Bool(false)) }
            #expect(factor.kinds == [.code, .recoveryCode])
            var ceremonies = [factor.ceremony.text]
            for _ in 0..<15 { ceremonies.append(try await world.ceremony(Self.lena)) }
            let (begun, code) = (ceremonies, codes[3].text.uppercased())
            let outcomes = await sixteen {
                try await world.store.finishWithRecoveryCode(
                    begun[$0], code: code, browser: world.browser, from: world.origin, postman: world.postman
                ).name
            }
            #expect(outcomes.filter { (try? $0.get()) == "signed in" }.count == 1)
            #expect(try await world.store.factors(of: lena.person).unusedRecoveryCodes == 9)
            #expect(try await world.entries(named: "recovery_code.used") == 1)
            #expect(
                try await world.mails("factor_notice").filter {
                    if case .factorNotice(.recoveryCodeUsed, _, _) = $0.post { true } else { false }
                }.count == 1)
            world.pass(.hours(1))  // those that lost have been counted as failures
            let session = try await world.finish(world.ceremony(Self.lena), world.code(lena.totp)).session
            let started = try #require(session)
            let again = try #require(try await world.signedIn(started))
            _ = try await world.store.makeRecoveryCodes(by: again, postman: world.postman)
            let old = try await world.store.finishWithRecoveryCode(
                world.ceremony(Self.lena), code: codes[4].text, browser: world.browser, from: world.origin, postman: world.postman)
            #expect(old.name == "wrong", "a new set ends the old one")
        }
    }

    @Test("a sign-in from a new browser is told; from a known one it is not", arguments: all)
    func newDevice(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let known = try await world.finish(world.ceremony(Self.lena, device: lena.device), world.code(lena.totp), device: lena.device)
            #expect(known.session?.device == nil)
            #expect(try await world.mails("new_device").isEmpty)
            world.pass(.minutes(1))
            let unknown = try await world.finish(world.ceremony(Self.lena), world.code(lena.totp))
            #expect(unknown.session?.device != nil)
            let mails = try await world.mails("new_device")
            #expect(mails.map(\.recipient) == [Self.lena])
            if case .newDevice(let agent, _)? = mails.first?.post { #expect(agent == "Firefox on Linux") } else { #expect(Bool(false)) }
        }
    }

    @Test("the passphrase set anew between the steps ends the attempt; a better hash is kept", arguments: all)
    func betweenSteps(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            guard case .attempt(let attempt) = try await world.attempt(Self.lena),
                case .attempt(let other) = try await world.attempt(Self.lena)
            else { return #expect(Bool(false)) }
            let better = try await world.hash()
            let step = try await world.store.passphraseWasRight(
                attempt, rehashed: better, browser: world.browser, from: world.origin, postman: world.postman)
            #expect(step.name == "second factor")
            #expect(try await world.text("SELECT passphrase FROM accounts WHERE id = \(lena.person.account)") == better)
            let late = try await world.store.passphraseWasRight(other, browser: world.browser, from: world.origin, postman: world.postman)
            #expect(late.name == "wrong")
            guard case .attempt(let nobody) = try await world.attempt("nobody@nordlys.example") else { return #expect(Bool(false)) }
            #expect(nobody.passphraseHash == nil)
            #expect(
                try await world.store.passphraseWasRight(nobody, browser: world.browser, from: world.origin, postman: world.postman).name
                    == "wrong")
        }
    }

    @Test("failures within a minute are one entry with a count, and the next entry chains the count", arguments: all)
    func counted(backend: Backend) async throws {
        try await lena(backend) { world, _, _ async throws in
            for _ in 0..<4 { _ = try await world.signIn(Self.lena, "not the right words at all") }
            #expect(try await world.entries(named: "sign_in.failed") == 1)
            world.pass(.minutes(1))
            _ = try await world.signIn(Self.lena, "not the right words at all")
            #expect(try await world.entries(named: "sign_in.failed") == 2)
            let body = try #require(
                try await world.text("SELECT body FROM audit_entries WHERE action = 'sign_in.failed' ORDER BY number DESC LIMIT 1"))
            #expect(body.contains("\"repeats\":3") && body.contains("\"after\":\"passphrase\""))
            #expect(!body.contains("lena"), "what was typed is not kept")
        }
    }
}

extension SignInStart {
    var isAttempt: Bool { if case .attempt = self { true } else { false } }
}
