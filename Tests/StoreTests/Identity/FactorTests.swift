import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct FactorTests {
    private static let all = Backend.allCases
    private static let lena = "lena@nordlys.example"
    private let party = IdentityWorld.relyingParty

    private func lena(_ backend: Backend, _ body: (IdentityWorld, SignedIn, IdentityWorld.Member) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", Self.lena, at: .admin, in: nordlys, by: ada)
            world.pass(.minutes(2))
            try await body(world, ada, lena)
        }
    }

    private func add(_ soft: SoftPasskey, to person: SignedIn, _ world: IdentityWorld) async throws -> StartedSession? {
        let begun = try await world.store.beginPasskey(by: person, party)
        let answer = PasskeyAnswer(
            ceremony: begun.ceremony.text, response: try soft.register(begun.options), name: try Line("Laptop"), relyingParty: party)
        return try await world.store.finishPasskey(answer, by: person, postman: world.postman)
    }

    private func challenge(_ world: IdentityWorld) async throws -> PasskeyAsking {
        guard case .asking(let asking) = try await world.store.beginPasskeySignIn(party, from: world.origin) else {
            throw IdentityWorld.Unexpected()
        }
        return asking
    }

    private func signIn(_ soft: SoftPasskey, as account: Identifier<Account>, count: UInt32 = 0, _ world: IdentityWorld) async throws
        -> SignInStep
    {
        let begun = try await challenge(world)
        let answer = try soft.assert(begun.options, as: PasskeyRow.handle(of: account), count: count)
        return try await world.store.finishWithPasskey(
            begun.ceremony.text, answer, party, browser: world.browser, from: world.origin, postman: world.postman)
    }

    @Test("an app counts once it has shown a code, and that code is used up", arguments: all)
    func addCode(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let started = try await world.accept(world.contact("Lena", Self.lena, at: .admin, in: nordlys, by: ada).link)
            let person = try #require(try await world.signedIn(started))
            let new = try await world.store.beginCode(by: person, box: world.box)
            #expect(try await world.store.factors(of: person).codes.isEmpty)
            #expect(try await world.store.code(of: new.ceremony.text, by: person, box: world.box)?.text == new.totp.text)
            #expect(try await world.store.code(of: new.ceremony.text, by: ada, box: world.box) == nil)
            let finish = { (code: String, who: SignedIn) async throws in
                try await world.store.finishCode(
                    new.ceremony.text, code: code, name: Line("Phone"), by: who, box: world.box, postman: world.postman)
            }
            await #expect(throws: Trouble.conflict(.codeWrong)) { try await finish("000000", person) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await finish(world.code(new.totp), ada) }
            let rotated = try #require(try await finish(world.code(new.totp), person))
            #expect(rotated.strength == .twoFactor)
            #expect(try await world.signedIn(started) == nil)
            let full = try #require(try await world.signedIn(rotated))
            #expect(full.strength == .twoFactor)
            #expect(try await world.store.factors(of: full).codes.map(\.name) == ["Phone"])
            #expect(try await world.finish(world.ceremony(Self.lena), world.code(new.totp)).name == "wrong", "used up")
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await finish(world.code(new.totp, steps: 1), full) }
            #expect(try await world.entries(named: "factor.added") == 2)
            #expect(try await world.mails("factor_notice").map(\.recipient) == ["ada@meridian.example", Self.lena])
            let secret = Hex.text(new.totp.secret)
            let stored = try await world.store.database.read(.wide) {
                try $0.rows("SELECT secret FROM totps") { Hex.text(try $0.bytes(0)) }
            }
            #expect(stored.count == 2 && !stored.contains { $0.contains(secret) }, "sealed")
        }
    }

    @Test("five wrong codes or ten minutes end the adding", arguments: all)
    func addCodeLimits(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let finish = { (new: NewCode, code: String) async throws in
                try await world.store.finishCode(
                    new.ceremony.text, code: code, name: Line("Phone"), by: lena.person, box: world.box, postman: world.postman)
            }
            let one = try await world.store.beginCode(by: lena.person, box: world.box)
            for _ in 0..<5 { await #expect(throws: Trouble.conflict(.codeWrong)) { try await finish(one, "000000") } }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await finish(one, world.code(one.totp)) }
            let two = try await world.store.beginCode(by: lena.person, box: world.box)
            world.pass(.minutes(10))
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await finish(two, world.code(two.totp)) }
        }
    }

    @Test("a passkey is added, signs in alone, confirms, and keeps its counter", arguments: all)
    func passkey(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let soft = SoftPasskey()
            #expect(try await add(soft, to: lena.person, world) == nil, "the session is as strong as before")
            let factors = try await world.store.factors(of: lena.person)
            #expect(factors.passkeys.map(\.name) == ["Laptop"] && factors.hasPassphrase)
            let started = try #require(try await signIn(soft, as: lena.person.account, count: 5, world).session)
            #expect(try await world.signedIn(started)?.strength == .twoFactor)
            #expect(try await world.number("SELECT sign_count FROM passkeys") == 5)

            #expect(try await signIn(soft, as: lena.person.account, count: 5, world).name == "wrong", "the counter stands still")
            #expect(try await world.entries(named: "passkey.cloned") == 1)
            #expect(try await signIn(soft, as: ada.account, count: 6, world).name == "wrong", "somebody else's handle")
            #expect(try await signIn(SoftPasskey(), as: lena.person.account, world).name == "wrong", "unknown")
            var elsewhere = soft
            elsewhere.origin = "https://portal.example.evil.example"
            #expect(try await signIn(elsewhere, as: lena.person.account, count: 7, world).name == "wrong")

            let asking = try await world.store.beginPasskeyConfirmation(by: lena.person, party)
            let answer = try soft.assert(asking.options, as: nil, count: 8)
            let confirmed = try #require(
                try await world.store.confirmWithPasskey(asking.ceremony.text, answer, party, by: lena.person).session)
            #expect(try await world.signedIn(lena.token) == nil)
            let person = try #require(try await world.signedIn(confirmed))
            #expect(person.confirmedAt == world.now)
            #expect(try await world.store.confirmWithPasskey(asking.ceremony.text, answer, party, by: person).name == "start again")
            await #expect(throws: Trouble.notFound) { try await world.store.beginPasskeyConfirmation(by: ada, party) }
        }
    }

    @Test("a challenge is answered once and within five minutes, right or wrong", arguments: all)
    func challenges(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let soft = SoftPasskey()
            _ = try await add(soft, to: lena.person, world)
            let handle = PasskeyRow.handle(of: lena.person.account)
            let finish = { @Sendable (begun: PasskeyAsking, answer: PasskeyAssertion.Response) async throws in
                try await world.store.finishWithPasskey(
                    begun.ceremony.text, answer, party, browser: world.browser, from: world.origin, postman: world.postman
                ).name
            }
            let begun = try await challenge(world)
            let other = try await challenge(world)
            let answer = try soft.assert(begun.options, as: handle, count: 1)
            #expect(try await finish(other, answer) == "wrong", "an answer to another challenge")
            let outcomes = await sixteen { _ in try await finish(begun, answer) }
            #expect(outcomes.filter { (try? $0.get()) == "signed in" }.count == 1)
            #expect(outcomes.filter { (try? $0.get()) == "start again" }.count == 15)
            #expect(try await finish(other, try soft.assert(other.options, as: handle, count: 2)) == "start again", "it was used up")
            let late = try await challenge(world)
            world.pass(.minutes(5))
            #expect(try await finish(late, try soft.assert(late.options, as: handle, count: 3)) == "start again")
            let registering = try await world.store.beginPasskey(by: lena.person, party)
            #expect(
                try await finish(PasskeyAsking(ceremony: registering.ceremony, options: late.options), answer) == "start again",
                "another purpose")
        }
    }

    @Test("challenges that nobody answers wait after five hundred, ten seconds at most, and for their own address only", arguments: all)
    func manyChallenges(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let soft = SoftPasskey()
            _ = try await add(soft, to: lena.person, world)
            for _ in 0..<499 { _ = try await challenge(world) }
            #expect(try await signIn(soft, as: lena.person.account, count: 1, world).name == "signed in", "an answer gives its own back")
            for _ in 0..<10 {
                _ = try await challenge(world)
                guard case .wait(let until) = try await world.store.beginPasskeySignIn(party, from: world.origin) else {
                    return #expect(Bool(false))
                }
                #expect(until <= world.now + .seconds(10))
                world.set(until)
            }
            guard case .asking = try await world.store.beginPasskeySignIn(party, from: Origin(requestID: "r2", address: "192.0.2.8")) else {
                return #expect(Bool(false))
            }
        }
    }

    @Test("a registration is the person's own, of this origin, of a new passkey, and answered once", arguments: all)
    func registration(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            var soft = SoftPasskey()
            let finish = { (begun: PasskeyRegistering, soft: SoftPasskey, who: SignedIn) async throws in
                let answer = PasskeyAnswer(
                    ceremony: begun.ceremony.text, response: try soft.register(begun.options), name: try Line("Key"), relyingParty: party)
                return try await world.store.finishPasskey(answer, by: who, postman: world.postman)
            }
            let begun = try await world.store.beginPasskey(by: lena.person, party)
            let copy = soft
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { _ = try await finish(begun, copy, ada) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { _ = try await finish(begun, copy, lena.person) }
            soft.origin = "https://elsewhere.example"
            let wrong = soft
            let second = try await world.store.beginPasskey(by: lena.person, party)
            await #expect(throws: Trouble.conflict(.passkeyRefused)) { _ = try await finish(second, wrong, lena.person) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { _ = try await finish(second, copy, lena.person) }
            _ = try await add(copy, to: lena.person, world)
            await #expect(throws: Trouble.conflict(.alreadyExists)) { _ = try await add(copy, to: lena.person, world) }
            await #expect(throws: Trouble.conflict(.alreadyExists)) { _ = try await add(copy, to: ada, world) }
            #expect(try await world.store.factors(of: lena.person).passkeys.count == 1)
        }
    }

    @Test("an invitation accepted with a passkey alone is a full sign-in, and needs no passphrase", arguments: all)
    func acceptWithPasskey(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let (id, link) = try await world.contact("Lena", Self.lena, at: .admin, in: nordlys, by: ada)
            let (_, other) = try await world.contact("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada)
            let soft = SoftPasskey()
            let begun = try await world.store.beginPasskey(forInvitation: link, party)
            let answer = PasskeyAnswer(
                ceremony: begun.ceremony.text, response: try soft.register(begun.options), name: try Line("Laptop"), relyingParty: party)
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.accept(other, as: .newAccount(.passkey(answer)))
            }
            let started = try #require(try await world.accept(link, as: .newAccount(.passkey(answer))))
            let person = try #require(try await world.signedIn(started))
            #expect(person.strength == .twoFactor && person.contact == id)
            #expect(try await signIn(soft, as: person.account, count: 1, world).name == "signed in")
            #expect(try await world.signIn(Self.lena).name == "wrong", "there is no passphrase")

            let factors = try await world.store.factors(of: person)
            #expect(!factors.hasPassphrase)
            let only = try #require(factors.passkeys.first).id
            await #expect(throws: Trouble.conflict(.lastFactor)) {
                try await world.store.removeFactor(only, by: person, postman: world.postman)
            }
            let member = try await world.enrolled(started)
            await #expect(throws: Trouble.conflict(.lastFactor), "a code alone lets nobody in") {
                try await world.store.removeFactor(only, by: member.person, postman: world.postman)
            }
            let again = try await world.store.setPassphrase(world.hash(), by: member.person, postman: world.postman)
            try await world.store.removeFactor(only, by: try #require(try await world.signedIn(again)), postman: world.postman)
            #expect(try await signIn(soft, as: person.account, count: 2, world).name == "wrong")
            world.pass(.minutes(1))
            #expect(try await world.finish(world.ceremony(Self.lena), world.code(member.totp)).name == "signed in")
        }
    }

    @Test("factors are renamed and removed by their owner, but never the last; each change is told", arguments: all)
    func remove(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let first = try #require(try await world.store.factors(of: lena.person).codes.first)
            await #expect(throws: Trouble.conflict(.lastFactor)) {
                try await world.store.removeFactor(first.id, by: lena.person, postman: world.postman)
            }
            await #expect(throws: Trouble.notFound) { try await world.store.removeFactor(first.id, by: ada, postman: world.postman) }
            await #expect(throws: Trouble.notFound) { try await world.store.renameFactor(first.id, to: Line("Mine"), by: ada) }
            _ = try await add(SoftPasskey(), to: lena.person, world)
            try await world.store.renameFactor(first.id, to: Line("Old phone"), by: lena.person)
            #expect(try await world.store.factors(of: lena.person).codes.map(\.name) == ["Old phone"])
            try await world.store.removeFactor(first.id, by: lena.person, postman: world.postman)
            #expect(try await world.store.factors(of: lena.person).codes.isEmpty)
            #expect(try await world.entries(named: "factor.removed") == 1)
            let told = try await world.mails("factor_notice").compactMap {
                if case .factorNotice(let change, _, _) = $0.post { change } else { nil }
            }
            #expect(told.suffix(2) == [.passkeyAdded, .codeRemoved])
            #expect(Factor.ID(first.id.description) == first.id && Factor.ID("nonsense") == nil && Factor.ID("code.") == nil)
        }
    }

    @Test("two removals at once leave a way in", arguments: all)
    func removeRace(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            _ = try await add(SoftPasskey(), to: lena.person, world)
            let factors = try await world.store.factors(of: lena.person)
            let ids = (factors.codes + factors.passkeys).map(\.id)
            let outcomes = await sixteen { try await world.store.removeFactor(ids[$0 % 2], by: lena.person, postman: world.postman) }
            #expect(outcomes.filter(\.isSuccess).count == 1)
            let left = try await world.store.factors(of: lena.person)
            #expect(left.codes.count + left.passkeys.count == 1)
        }
    }

    @Test("a new passphrase ends the other sessions and the old passphrase", arguments: all)
    func passphrase(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let other = try #require(try await world.finish(world.ceremony(Self.lena), world.code(lena.totp)).session)
            let started = try await world.store.setPassphrase(
                world.hash("six slow barges pass under bridges"), by: lena.person, postman: world.postman)
            #expect(try await world.signedIn(other) == nil)
            #expect(try await world.signedIn(lena.token) == nil)
            #expect(try await world.signedIn(started)?.strength == .twoFactor)
            #expect(try await world.signIn(Self.lena).name == "wrong")
            #expect(try await world.signIn(Self.lena, "six slow barges pass under bridges").name == "second factor")
            let body = try #require(try await world.text("SELECT body FROM audit_entries WHERE action = 'passphrase.set'"))
            #expect(body.contains("{\"secret\":true}") && !body.contains("argon2"))
        }
    }
}
