import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct SessionTests {
    private static let all = Backend.allCases
    private static let lena = "lena@nordlys.example"
    private static let millisecond = Moment.Span(milliseconds: 1)

    private func lena(_ backend: Backend, _ body: (IdentityWorld, SignedIn, IdentityWorld.Member) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", Self.lena, at: .admin, in: nordlys, by: ada)
            try await body(world, ada, lena)
        }
    }

    private func another(_ world: IdentityWorld, _ lena: IdentityWorld.Member) async throws -> StartedSession {
        world.pass(.minutes(1))
        return try #require(try await world.finish(world.ceremony(Self.lena), world.code(lena.totp)).session)
    }

    @Test("only the whole token is one", arguments: all)
    func tokens(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            #expect(lena.token.text.hasPrefix("sds_") && Session.token(presented: lena.token.text) != nil)
            for wrong in ["", "sds_", String(lena.token.text.dropLast()), lena.token.text + "A", "sdi_" + lena.token.text.dropFirst(4)] {
                #expect(Session.token(presented: wrong) == nil)
            }
            #expect(try await world.signedIn(.generate(prefix: "sds_")) == nil)
            #expect(
                try await world.number("SELECT COUNT(*) FROM sessions WHERE token_hash = \(lena.token.text)") == 0, "only a hash is kept")
        }
    }

    @Test("thirty minutes without a request end a session, and so do twelve hours with many", arguments: all)
    func limits(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            world.pass(.minutes(30) - Self.millisecond)
            #expect(try await world.signedIn(lena.token) != nil)
            world.pass(Self.millisecond)
            #expect(try await world.signedIn(lena.token) == nil)

            world.set(IdentityWorld.start)
            while world.now < IdentityWorld.start + .hours(12) - .minutes(20) {
                world.pass(.minutes(20))
                let person = try #require(try await world.signedIn(lena.token))
                try await world.store.touch(person)
            }
            world.set(IdentityWorld.start + .hours(12) - Self.millisecond)
            #expect(try await world.signedIn(lena.token) != nil)
            world.pass(Self.millisecond)
            #expect(try await world.signedIn(lena.token) == nil)
        }
    }

    @Test("the last use is written at most once a minute, and never brings a session back", arguments: all)
    func touch(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let seen: () async throws -> Int64 = {
                try await world.number("SELECT seen_at FROM sessions WHERE id = \(lena.person.session)")
            }
            let first = try await seen()
            world.pass(.minutes(1) - Self.millisecond)
            try await world.store.touch(lena.person)
            #expect(try await seen() == first)
            world.pass(Self.millisecond)
            try await world.store.touch(lena.person)
            #expect(try await seen() == world.now.milliseconds)
            world.pass(.minutes(30))
            try await world.store.touch(lena.person)
            #expect(try await world.signedIn(lena.token) == nil)
        }
    }

    @Test("a person sees and ends their own sessions and nobody else's", arguments: all)
    func list(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let other = try await another(world, lena)
            let list = try await world.store.sessions(of: lena.person)
            #expect(list.map(\.id) == [other.session, lena.person.session] && list.map(\.isCurrent) == [false, true])
            #expect(list[0].device == "Firefox on Linux" && list[0].address == "192.0.2.7" && list[0].organization == "Nordlys")
            await #expect(throws: Trouble.notFound) { try await world.store.end(ada.session, by: lena.person) }
            try await world.store.end(other.session, by: lena.person)
            #expect(try await world.signedIn(other) == nil)
            #expect(try await world.entries().last == "session.ended")
            let third = try await another(world, lena)
            #expect(try await world.store.endOtherSessions(by: lena.person) == 1)
            #expect(try await world.signedIn(third) == nil)
            #expect(try await world.store.endOtherSessions(by: lena.person) == 0)
            try await world.store.signOut(lena.person)
            #expect(try await world.signedIn(lena.token) == nil)
            await #expect(throws: Trouble.conflict(.signedOut)) { try await world.store.signOut(lena.person) }
            #expect(try await world.store.sessions(of: ada).count == 1)
        }
    }

    @Test("signing out everywhere ends all sessions and forgets all browsers", arguments: all)
    func everywhere(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let other = try await another(world, lena)
            try await world.store.endAllSessions(by: lena.person)
            #expect(try await world.signedIn(other) == nil)
            #expect(try await world.signedIn(lena.token) == nil)
            #expect(try await world.number("SELECT COUNT(*) FROM devices WHERE account_id = \(lena.person.account)") == 0)
        }
    }

    @Test("confirming rotates the token and counts for ten minutes", arguments: all)
    func confirm(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            #expect(lena.person.isConfirmed(at: world.now))
            world.pass(.minutes(10) - Self.millisecond)
            #expect(lena.person.isConfirmed(at: world.now))
            world.pass(Self.millisecond)
            #expect(!lena.person.isConfirmed(at: world.now))
            guard case .attempt(let attempt) = try await world.store.findForConfirmation(of: lena.person) else {
                return #expect(Bool(false))
            }
            let stored = try #require(attempt.passphraseHash)
            #expect(try await world.hasher.verify(Passphrase(entered: IdentityWorld.words), against: stored))
            let started = try await world.store.confirmWithPassphrase(attempt, by: lena.person)
            #expect(try await world.signedIn(lena.token) == nil)
            let person = try #require(try await world.signedIn(started))
            #expect(person.isConfirmed(at: world.now) && person.session == lena.person.session && person.createdAt == lena.person.createdAt)
            #expect(started.ends == IdentityWorld.start + Session.longest, "no longer than before")
            #expect(try await world.entries().last == "session.confirmed")
            world.pass(.minutes(1))
            #expect(try await world.store.confirmWithCode("000000", by: person, box: world.box).name == "wrong")
            let code = try #require(try await world.store.confirmWithCode(world.code(lena.totp), by: person, box: world.box).session)
            #expect(try await world.signedIn(code) != nil)
            #expect(try await world.signedIn(started) == nil)
        }
    }

    @Test("guesses inside a session wait as well", arguments: all)
    func confirmThrottled(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            for _ in 0..<10 { #expect(try await world.store.findForConfirmation(of: lena.person).isAttempt) }
            #expect(try await !world.store.findForConfirmation(of: lena.person).isAttempt)
            #expect(try await world.store.confirmWithCode(world.code(lena.totp, steps: 1), by: lena.person, box: world.box).name == "wait")
        }
    }

    @Test("a level change counts on the next request; suspension ends everything at once", arguments: all)
    func levels(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let (who, nordlys, postman) = (lena.person.contact, lena.person.organization.id, world.postman)
            _ = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada)
            try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin) {
                _ = try $0.setAccess(who, to: .readOnly, expecting: .any, postman: postman)
            }
            #expect(try await world.signedIn(lena.token)?.actor.level == .readOnly)
            try await world.store.write(ada.actor.grant(SuspendAccess.self), in: nordlys, from: world.origin) {
                _ = try $0.suspend(who, expecting: .any, postman: world.postman)
            }
            #expect(try await world.signedIn(lena.token) == nil)
            await #expect(throws: Trouble.conflict(.signedOut)) { try await world.store.endOtherSessions(by: lena.person) }
            await #expect(throws: Trouble.conflict(.signedOut)) {
                try await world.store.beginPasskey(by: lena.person, IdentityWorld.relyingParty)
            }
        }
    }

    @Test("a session of a suspended contact or organization is nobody's, even were it still there", arguments: all)
    func joined(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let (who, nordlys) = (lena.person.contact, lena.person.organization.id)
            for (broken, mended) in [
                ("UPDATE contacts SET status = 'suspended' WHERE id = \(who)", "UPDATE contacts SET status = 'active' WHERE id = \(who)"),
                (
                    "UPDATE contacts SET account_id = 'other' WHERE id = \(who)",
                    "UPDATE contacts SET account_id = \(lena.person.account) WHERE id = \(who)"
                ),
                (
                    "UPDATE organizations SET status = 'suspended' WHERE id = \(nordlys)",
                    "UPDATE organizations SET status = 'active' WHERE id = \(nordlys)"
                ),
            ] as [(Query, Query)] {
                #expect(try await world.signedIn(lena.token) != nil)
                try await world.store.database.write(.tenants([nordlys.text])) { _ = try $0.execute(broken) }
                #expect(try await world.signedIn(lena.token) == nil)
                try await world.store.database.write(.tenants([nordlys.text])) { _ = try $0.execute(mended) }
            }
        }
    }

    @Test("the sweep removes what has ended and nothing else", arguments: all)
    func sweep(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            _ = try await world.signIn(Self.lena, "not the right words at all")
            _ = try await world.ceremony(Self.lena)
            #expect(try await world.store.endExpired(world.now) == 0)
            world.pass(.minutes(5))
            #expect(try await world.store.endExpired(world.now) == 1, "the ceremony")
            world.pass(.minutes(25))
            #expect(try await world.store.endExpired(world.now) == 2, "two sessions")
            world.pass(.hours(24))
            #expect(try await world.store.endExpired(world.now) > 0)
            #expect(try await world.number("SELECT COUNT(*) FROM throttles") == 0)
            world.pass(.days(400))
            #expect(try await world.store.endExpired(world.now) == 2, "two browsers")
        }
    }

    @Test(
        "browsers are named by what they are",
        arguments: [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge on Windows"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone"
            ),
            (
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                "Chrome on Android"
            ),
            ("curl/8.9.1", "curl"), ("", "Unknown program"), ("<script>", "Unknown program"),
        ])
    func names(agent: String, name: String) {
        #expect(DeviceName.text(for: agent) == name)
    }
}
