import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite("Sign-ins made by a copied link")
struct UnprovenTests {
    private static let all = Backend.allCases
    private static let address = "lena@nordlys.example"

    /// Lena, who came in by the link that Ada copied; and the link in the mail.
    private struct Cast {
        let world: IdentityWorld
        let ada: SignedIn
        let nordlys: Organization.ID
        let lena: Contact.ID
        let session: StartedSession
        let mailed: String
    }

    private func cast(_ backend: Backend, _ body: (Cast) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let (id, _) = try await world.contact("Lena", Self.address, at: .none, in: nordlys, by: ada)
            let link = try #require(try await world.copied(id, at: .engineering, in: nordlys, by: ada))
            let mailed = try await world.mailedLink()
            #expect(link != mailed)
            guard case .open(let offer) = try await world.store.invitation(for: link) else { return #expect(Bool(false)) }
            #expect(!offer.isMailed && offer.sameSignIn == .none)
            let session = try await world.accept(link)
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(link) }
            try await body(Cast(world: world, ada: ada, nordlys: nordlys, lena: id, session: session, mailed: mailed))
        }
    }

    private func status(_ cast: Cast) async throws -> String? {
        try await cast.world.text("SELECT status FROM contacts WHERE id = \(cast.lena)")
    }

    @Test("it works in its organization, is said in log and panel, and holds no address", arguments: all)
    func unproven(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let person = try #require(try await world.signedIn(cast.session))
            #expect(person.contact == cast.lena && person.organization.id == cast.nordlys)
            #expect(try await world.signIn(Self.address).session?.organization == cast.nordlys)
            let standing = try await world.store.read(cast.ada.actor.grant(ViewContacts.self), in: cast.nordlys) {
                try $0.standing(of: try $0.contact(cast.lena))
            }
            #expect(standing.isUnproven)
            let body = try await world.text(
                "SELECT body FROM audit_entries WHERE organization_id = \(cast.nordlys) AND action = 'invitation.accepted'")
            #expect(body?.contains("\"unproven\"") == true)
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = \(Self.address)") == 0)
            await #expect(throws: Trouble.conflict(.mailboxUnproven)) {
                try await world.store.startRecovery(
                    of: cast.lena, by: cast.ada.actor.grant(), in: cast.nordlys, from: world.origin, postman: world.postman)
            }
        }
    }

    @Test("the link in the mailbox makes its own sign-in, and the copied one's is gone", arguments: all)
    func replaced(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let before = try #require(try await world.signedIn(cast.session)).account
            guard case .open(let offer) = try await world.store.invitation(for: cast.mailed) else { return #expect(Bool(false)) }
            #expect(offer.isMailed && offer.replacesCopy && offer.sameSignIn == .none)
            let started = try #require(
                try await world.accept(cast.mailed, as: .newAccount(.passphrase(hash: world.hash("four calm otters under birches")))))
            #expect(try await world.signedIn(started)?.contact == cast.lena)
            #expect(try await world.signedIn(cast.session) == nil)
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE id = \(before)") == 0)
            #expect(try await world.signIn(Self.address).name == "wrong", "the passphrase of the copied link is gone")
            #expect(try await world.entries(cast.nordlys.text).suffix(2) == ["account.gave_way", "invitation.accepted"])
        }
    }

    @Test("who is signed in by it and has the mailbox keeps the sign-in, proven from now on", arguments: all)
    func promoted(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let person = try #require(try await world.signedIn(cast.session))
            let moved = try #require(try await world.accept(cast.mailed, as: .existing(person)))
            #expect(try await world.signedIn(moved)?.account == person.account)
            #expect(try await world.text("SELECT id FROM accounts WHERE email_key = \(Self.address)") == person.account.text)
        }
    }

    @Test("it gives way to the mailbox proven in another organization, and hides nothing from it", arguments: all)
    func elsewhere(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let unproven = try #require(try await world.signedIn(cast.session))
            let token = try await world.store.write(unproven.actor.grant(EditTokens.self), from: world.origin) {
                [postman = world.postman] in
                try $0.create(
                    NewToken(owner: .person, name: Line(stored: "sync"), level: .readOnly, permissions: nil, lifetime: .days(9)),
                    postman: postman)
            }
            let secret = try #require(token.secret)
            let post = try await world.organization("Halden Post", kind: .vendor, by: cast.ada)
            let (there, link) = try await world.contact("Lena", Self.address, at: .admin, in: post, by: cast.ada)
            #expect(try await world.mails("invitation").count == 2)
            guard case .open(let offer) = try await world.store.invitation(for: link) else { return #expect(Bool(false)) }
            #expect(offer.sameSignIn == .none, "what is unproven is nobody's sign-in")
            let started = try await world.accept(link)
            #expect(try await world.signedIn(started)?.contact == there)
            #expect(try await world.signedIn(cast.session) == nil)
            #expect(try await status(cast) == "invited")
            #expect(try await world.store.authenticate(token: secret) == nil)
            #expect(try await world.entries(cast.nordlys.text, named: "account.gave_way") == 1)
            // The mail of the first organization is still good, for the one who has the mailbox.
            let member = try await world.enrolled(started)
            let moved = try #require(try await world.accept(cast.mailed, as: .existing(member.person)))
            #expect(try await world.signedIn(moved)?.contact == cast.lena)
            #expect(try await world.store.authenticate(token: secret) == nil, "its token does not come back")
        }
    }

    @Test("an address with a sign-in has no link to copy, and one that was copied before is dead", arguments: all)
    func noCopy(backend: Backend) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let post = try await world.organization("Halden Post", kind: .vendor, by: ada)
            let (early, _) = try await world.contact("Lena", Self.address, at: .none, in: post, by: ada)
            let copied = try #require(try await world.copied(early, at: .readOnly, in: post, by: ada))
            _ = try await world.member("Lena", Self.address, at: .admin, in: nordlys, by: ada)
            guard case .dead = try await world.store.invitation(for: copied) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(copied) }
            #expect(try await world.copied(early, at: .readOnly, in: post, by: ada) == nil)
        }
    }

    @Test("taking the access away takes the sign-in along; the next invitation starts over", arguments: all)
    func revoked(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            try await world.store.write(cast.ada.actor.grant(GrantAccess.self), in: cast.nordlys, from: world.origin) {
                [postman = world.postman] in _ = try $0.revoke(cast.lena, expecting: .any, postman: postman)
            }
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email = \(Self.address)") == 0)
            guard case .dead = try await world.store.invitation(for: cast.mailed) else { return #expect(Bool(false)) }
            let link = try #require(try await world.copied(cast.lena, at: .engineering, in: cast.nordlys, by: cast.ada))
            #expect(try await world.signedIn(world.accept(link))?.contact == cast.lena)
        }
    }

    @Test("who was lowered since does not rise by the link in the mailbox", arguments: all)
    func lowered(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            try await world.store.write(cast.ada.actor.grant(GrantAccess.self), in: cast.nordlys, from: world.origin) {
                [postman = world.postman] in _ = try $0.setAccess(cast.lena, to: .readOnly, expecting: .any, postman: postman)
            }
            let started = try #require(
                try await world.accept(cast.mailed, as: .newAccount(.passphrase(hash: world.hash("four calm otters under birches")))))
            #expect(try await world.signedIn(started)?.actor.level == .readOnly)
        }
    }

    @Test("what it made for the organization pauses without its secrets, once and said to the Admins", arguments: all)
    func organizationTokens(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let (world, postman) = (cast.world, cast.world.postman)
            let siv = try await world.member("Siv", "siv@nordlys.example", at: .admin, in: cast.nordlys, by: cast.ada).person
            try await world.store.write(cast.ada.actor.grant(GrantAccess.self), in: cast.nordlys, from: world.origin) {
                _ = try $0.setAccess(cast.lena, to: .admin, expecting: .any, postman: postman)
            }
            let lena = try #require(try await world.signedIn(cast.session))
            let new = NewToken(owner: .organization, name: Line(stored: "sync"), level: .admin, permissions: nil, lifetime: .days(9))
            let made = try await world.store.write(lena.actor.grant(EditTokens.self), from: world.origin) {
                try $0.create(new, postman: postman)
            }
            let (secret, id) = (try #require(made.secret), made.token.id)
            let before = try await world.entries(cast.nordlys.text, named: "token.edit")
            let post = try await world.organization("Halden Post", kind: .vendor, by: cast.ada)
            _ = try await world.accept(world.contact("Lena", Self.address, at: .admin, in: post, by: cast.ada).link)
            #expect(try await world.store.authenticate(token: secret) == nil)
            let told = try await world.mails("admin_notice").filter {
                if case .adminNotice(.tokensPaused, _, "sync", _) = $0.post { true } else { false }
            }
            #expect(told.map(\.recipient) == ["siv@nordlys.example"])
            #expect(try await world.entries(cast.nordlys.text, named: "token.edit") == before + 1)
            let taken = try await world.store.write(siv.actor.grant(EditTokens.self), from: world.origin) {
                try $0.takeOver(id, expecting: .any)
            }
            #expect(taken.state == .active)
            #expect(try await world.store.authenticate(token: secret) == nil, "a new secret is needed")
        }
    }

    @Test("a suspension outlasts the sign-in that gave way, and only resuming ends it", arguments: all)
    func suspended(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            try await world.store.write(cast.ada.actor.grant(SuspendAccess.self), in: cast.nordlys, from: world.origin) {
                [postman = world.postman] in _ = try $0.suspend(cast.lena, expecting: .any, postman: postman)
            }
            let post = try await world.organization("Halden Post", kind: .vendor, by: cast.ada)
            _ = try await world.accept(world.contact("Lena", Self.address, at: .admin, in: post, by: cast.ada).link)
            #expect(try await status(cast) == "suspended")
            guard case .dead = try await world.store.invitation(for: cast.mailed) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(cast.mailed) }
            let resumed = try await world.store.write(cast.ada.actor.grant(GrantAccess.self), in: cast.nordlys, from: world.origin) {
                [postman = world.postman] in try $0.resume(cast.lena, expecting: .any, postman: postman)
            }
            #expect(resumed.contact.access == .invited, "there is no sign-in left to resume")
        }
    }

    @Test("another address of the contact leads no link that proves the mailbox elsewhere, and leaves nothing behind", arguments: all)
    func readdressed(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let other = world.email("mallory@evil.example")
            try await world.store.write(cast.ada.actor.grant(EditContact.self), in: cast.nordlys, from: world.origin) {
                [postman = world.postman] in
                _ = try $0.edit(
                    cast.lena,
                    { contact in
                        var details = contact.details
                        details.email = other
                        return ContactEdit(details: details, assignment: nil)
                    }, expecting: .any, postman: postman)
            }
            let link = try await world.resend(cast.lena, in: cast.nordlys, by: cast.ada)
            #expect(try await world.mails("invitation").last?.recipient == Self.address)
            _ = try #require(
                try await world.accept(link, as: .newAccount(.passphrase(hash: world.hash("four calm otters under birches")))))
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email = \(Self.address) OR email = \(other.text)") == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = \(Self.address)") == 1)
        }
    }

    @Test("two at one address share no failures: one's browser and success forgive nothing at the other", arguments: all)
    func guessing(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let post = try await world.organization("Halden Post", kind: .vendor, by: cast.ada)
            let (there, _) = try await world.contact("Mal", Self.address, at: .none, in: post, by: cast.ada)
            let copied = try #require(try await world.copied(there, at: .readOnly, in: post, by: cast.ada))
            let mine = "nine loud geese cross a harbour"
            let session = try #require(
                try await world.accept(copied, as: .newAccount(.passphrase(hash: world.hash(mine)))))
            for _ in 0..<4 {
                #expect(try await world.signIn(Self.address, mine, device: session.device).session != nil)
                #expect(
                    try await world.signIn(Self.address, IdentityWorld.words, device: session.device).name == "wrong",
                    "the browser means its own")
            }
            var steps: [String] = []
            for round in 0..<16 {
                steps.append(try await world.signIn(Self.address, round.isMultiple(of: 4) ? mine : "no such words at all").name)
            }
            #expect(steps.contains("wait"), "own successes in between forgive no guesses")
        }
    }
}
