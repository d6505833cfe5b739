import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct EmailChangeTests {
    private static let all = Backend.allCases
    private static let old = "lena@nordlys.example"
    private static let new = "lena.berg@nordlys.example"

    private struct Links { let confirm, undo: String }

    private func lena(_ backend: Backend, _ body: (IdentityWorld, SignedIn, IdentityWorld.Member) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            try await body(world, ada, try await world.member("Lena", Self.old, at: .admin, in: nordlys, by: ada))
        }
    }

    private func ask(_ address: String = new, of contact: Contact.ID, by person: SignedIn, _ world: IdentityWorld) async throws -> Links {
        let (email, postman) = (world.email(address), world.postman)
        try await world.store.write(person.actor.grant(EditContact.self), in: nil, from: world.origin) { transaction in
            _ = try transaction.edit(
                contact,
                { contact in
                    var details = contact.details
                    details.email = email
                    return ContactEdit(details: details, assignment: nil)
                }, expecting: .any, isProven: true, postman: postman)
        }
        guard case .emailConfirm(_, _, let confirm, _)? = try await world.mails("email_confirm").last?.post,
            case .emailNotice(_, _, _, let undo, _)? = try await world.mails("email_notice").last?.post
        else { throw IdentityWorld.Unexpected() }
        return Links(confirm: confirm, undo: undo)
    }

    private func address(_ world: IdentityWorld, _ lena: IdentityWorld.Member) async throws -> [String?] {
        [
            try await world.text("SELECT email FROM contacts WHERE id = \(lena.person.contact)"),
            try await world.text("SELECT email FROM accounts WHERE id = \(lena.person.account)"),
        ]
    }

    @Test("the old address is in force until the new one confirms, and is told; sessions stay", arguments: all)
    func confirm(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            #expect(try await world.mails("email_confirm").map(\.recipient) == [Self.new])
            #expect(try await world.mails("email_notice").map(\.recipient) == [Self.old])
            guard case .open(let offer) = try await world.store.emailChange(for: links.confirm) else { return #expect(Bool(false)) }
            #expect(offer.old.text == Self.old && offer.new.text == Self.new && offer.needsSignIn == nil)
            #expect(try await address(world, lena) == [Self.old, Self.old], "looking changes nothing")
            guard case .dead = try await world.store.emailChange(for: links.undo) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(links.undo, as: nil, from: world.origin, postman: world.postman)
            }

            try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            #expect(try await address(world, lena) == [Self.new, Self.new])
            #expect(try await world.signedIn(lena.token)?.email.text == Self.new)
            #expect(try await world.signIn(Self.old).name == "wrong")
            #expect(try await world.signIn(Self.new).name == "second factor")
            #expect(try await world.number("SELECT COUNT(*) FROM contact_words WHERE word = \(Self.new)") == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM contact_words WHERE word = \(Self.old)") == 0)
            #expect(try await world.entries(lena.person.organization.id.text).last == "email.confirmed")
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
        }
    }

    @Test("an unconfirmed change lapses after seven days", arguments: all)
    func lapse(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            world.pass(.days(7))
            guard case .expired = try await world.store.emailChange(for: links.confirm) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
            world.pass(.init(milliseconds: -1))
            try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
        }
    }

    @Test("a second change replaces the first, whose link to confirm is dead; both can be undone", arguments: all)
    func second(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let first = try await ask(of: lena.person.contact, by: lena.person, world)
            let second = try await ask("l@nordlys.example", of: lena.person.contact, by: lena.person, world)
            guard case .dead = try await world.store.emailChange(for: first.confirm),
                case .open = try await world.store.emailUndo(for: first.undo)
            else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(first.confirm, as: nil, from: world.origin, postman: world.postman)
            }
            try await world.store.confirmEmailChange(second.confirm, as: nil, from: world.origin, postman: world.postman)
            #expect(try await address(world, lena) == ["l@nordlys.example", "l@nordlys.example"])
        }
    }

    @Test("an address taken meanwhile, by a contact here or an account anywhere, is refused at confirming", arguments: all)
    func taken(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let nordlys = lena.person.organization.id
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            let (other, _) = try await world.contact("Eva", Self.new, at: .none, in: nordlys, by: ada)
            await #expect(throws: Trouble.conflict(.emailTaken)) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
            try await world.store.write(ada.actor.grant(DeleteContact.self), in: nordlys, from: world.origin) {
                try $0.delete(other, expecting: .any, postman: world.postman)
            }
            let post = try await world.organization("Halden Post", kind: .vendor, by: ada)
            _ = try await world.member("Eva", Self.new, at: .admin, in: post, by: ada)
            await #expect(throws: Trouble.conflict(.emailTaken)) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
            #expect(try await address(world, lena) == [Self.old, Self.old])
        }
    }

    @Test("the policy of the day of confirming counts", arguments: all)
    func policy(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let links = try await ask("lena@elsewhere.example", of: lena.person.contact, by: lena.person, world)
            try await world.store.write(lena.person.actor.grant(EditPolicy.self), from: world.origin) {
                _ = try $0.edit(
                    { _ in Policy(emailDomains: [DomainName(stored: "nordlys.example")]) }, expecting: .any, postman: world.postman)
            }
            await #expect(throws: Trouble.invalid([FieldError("email", .emailDomainNotAllowed(["nordlys.example"]))])) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
        }
    }

    @Test("the old address undoes it within 72 hours of the asking, confirmed or not, and all sessions end", arguments: all, [true, false])
    func undo(backend: Backend, confirmed: Bool) async throws {
        try await lena(backend) { world, _, lena async throws in
            world.pass(.seconds(1))
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            if confirmed { try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman) }
            guard case .open = try await world.store.emailUndo(for: links.undo) else { return #expect(Bool(false)) }
            try await world.store.undoEmailChange(links.undo, from: world.origin, postman: world.postman)
            #expect(try await address(world, lena) == [Self.old, Self.old])
            #expect(try await world.signedIn(lena.token) == nil)
            #expect(try await world.number("SELECT COUNT(*) FROM devices WHERE account_id = \(lena.person.account)") == 0)
            #expect(try await world.entries(lena.person.organization.id.text).last == "email.undone")
            #expect(try await world.number("SELECT COUNT(*) FROM contact_words WHERE word = \(Self.old)") == 1)
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.undoEmailChange(links.undo, from: world.origin, postman: world.postman)
            }
            #expect(try await world.signIn(Self.old).name == "second factor")
        }
    }

    @Test("after 72 hours it is too late to undo", arguments: all)
    func tooLate(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            world.pass(.hours(72))
            guard case .expired = try await world.store.emailUndo(for: links.undo) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.undoEmailChange(links.undo, from: world.origin, postman: world.postman)
            }
            world.pass(.init(milliseconds: -1))
            try await world.store.undoEmailChange(links.undo, from: world.origin, postman: world.postman)
        }
    }

    @Test("whoever took an account over and moved on is undone from the start", arguments: all)
    func chain(backend: Backend) async throws {
        try await lena(backend) { world, _, lena async throws in
            world.pass(.seconds(1))
            let first = try await ask("a@thief.example", of: lena.person.contact, by: lena.person, world)
            try await world.store.confirmEmailChange(first.confirm, as: nil, from: world.origin, postman: world.postman)
            world.pass(.minutes(1))
            let second = try await ask("b@thief.example", of: lena.person.contact, by: lena.person, world)
            try await world.store.confirmEmailChange(second.confirm, as: nil, from: world.origin, postman: world.postman)
            let third = try await ask("c@thief.example", of: lena.person.contact, by: lena.person, world)
            try await world.store.undoEmailChange(first.undo, from: world.origin, postman: world.postman)
            #expect(try await address(world, lena) == [Self.old, Self.old])
            for link in [third.confirm] {
                await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                    try await world.store.confirmEmailChange(link, as: nil, from: world.origin, postman: world.postman)
                }
            }
            for link in [second.undo, third.undo] {
                await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                    try await world.store.undoEmailChange(link, from: world.origin, postman: world.postman)
                }
            }
        }
    }

    @Test("no recovery is started while the old address can take itself back", arguments: all)
    func dispute(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let tor = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: lena.person.organization.id, by: ada).person
            let links = try await ask("tor2@nordlys.example", of: lena.person.contact, by: tor, world)
            await #expect(throws: Trouble.conflict(.otherAccount)) {
                try await world.store.confirmEmailChange(links.confirm, as: tor, from: world.origin, postman: world.postman)
            }
            try await world.store.confirmEmailChange(links.confirm, as: lena.person, from: world.origin, postman: world.postman)
            let start = {
                try await world.store.startRecovery(
                    of: lena.person.contact, by: tor.actor.grant(), from: world.origin, postman: world.postman)
            }
            await #expect(throws: Trouble.conflict(.addressInDispute)) { try await start() }
            world.pass(.hours(72))
            try await start()
        }
    }

    @Test("a revoked person's links are dead", arguments: all)
    func revoked(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let (who, nordlys) = (lena.person.contact, lena.person.organization.id)
            _ = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada)
            let links = try await ask(of: who, by: lena.person, world)
            try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin) {
                _ = try $0.revoke(who, expecting: .any, postman: world.postman)
            }
            guard case .dead = try await world.store.emailChange(for: links.confirm) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            }
        }
    }

    /// Lena as she is in another organization, too.
    private func elsewhere(_ world: IdentityWorld, _ ada: SignedIn, _ lena: IdentityWorld.Member) async throws -> (
        organization: Organization.ID, person: SignedIn
    ) {
        let post = try await world.organization("Halden Post", kind: .vendor, by: ada)
        let (_, link) = try await world.contact("Lena", Self.old, at: .admin, in: post, by: ada)
        let moved = try #require(try await world.accept(link, as: .existing(lena.person)))
        return (post, try #require(try await world.signedIn(moved)))
    }

    @Test(
        "undone is undone everywhere: what was asked for in another organization is neither confirmed nor undoes the undo", arguments: all)
    func everywhere(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            world.pass(.seconds(1))
            let first = try await ask("a@thief.example", of: lena.person.contact, by: lena.person, world)
            try await world.store.confirmEmailChange(first.confirm, as: nil, from: world.origin, postman: world.postman)
            let post = try await world.organization("Halden Post", kind: .vendor, by: ada)
            let (_, link) = try await world.contact("Lena", "a@thief.example", at: .admin, in: post, by: ada)
            let moved = try #require(try await world.accept(link, as: .existing(lena.person)))
            let there = try #require(try await world.signedIn(moved))
            world.pass(.seconds(1))
            let second = try await ask("b@thief.example", of: there.contact, by: there, world)
            try await world.store.confirmEmailChange(second.confirm, as: nil, from: world.origin, postman: world.postman)
            let third = try await ask("c@thief.example", of: there.contact, by: there, world)
            world.pass(.seconds(1))
            try await world.store.undoEmailChange(first.undo, from: world.origin, postman: world.postman)
            #expect(try await world.text("SELECT email FROM accounts WHERE id = \(lena.person.account)") == Self.old)
            for dead in [second.undo, third.undo] {
                guard case .dead = try await world.store.emailUndo(for: dead) else { return #expect(Bool(false)) }
                await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                    try await world.store.undoEmailChange(dead, from: world.origin, postman: world.postman)
                }
            }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.confirmEmailChange(third.confirm, as: nil, from: world.origin, postman: world.postman)
            }
            #expect(try await world.mails("recovery_after_undo").map(\.recipient) == [Self.old])
        }
    }

    @Test("asked for twice, either link takes back all that came since the first", arguments: all, [true, false])
    func twice(backend: Backend, byFirst: Bool) async throws {
        try await lena(backend) { world, _, lena async throws in
            world.pass(.seconds(1))
            let first = try await ask("a@thief.example", of: lena.person.contact, by: lena.person, world)
            let session = try await world.store.setPassphrase(
                world.hash("seven amber kites over gravel"), by: lena.person, postman: world.postman)
            let thief = try #require(try await world.signedIn(session))
            world.pass(.seconds(1))
            let second = try await ask("b@thief.example", of: thief.contact, by: thief, world)
            try await world.store.undoEmailChange(byFirst ? first.undo : second.undo, from: world.origin, postman: world.postman)
            #expect(try await world.signIn(Self.old, "seven amber kites over gravel").name == "wrong")
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE id = \(lena.person.account) AND passphrase IS NULL") == 1)
        }
    }

    enum Obstacle: String, CaseIterable, Sendable { case addressTaken, revoked, deleted }

    @Test(
        "whatever becomes of the contact, the old mailbox takes the sign-in back, and no recovery comes first", arguments: all,
        Obstacle.allCases)
    func obstacles(backend: Backend, obstacle: Obstacle) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let home = lena.person.organization.id
            _ = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: home, by: ada)
            let (post, there) = try await elsewhere(world, ada, lena)
            world.pass(.seconds(1))
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            try await world.store.confirmEmailChange(links.confirm, as: nil, from: world.origin, postman: world.postman)
            let (who, postman) = (lena.person.contact, world.postman)
            switch obstacle {
            case .addressTaken: _ = try await world.contact("Eva", Self.old, at: .none, in: home, by: ada)
            case .revoked:
                try await world.store.write(ada.actor.grant(GrantAccess.self), in: home, from: world.origin) {
                    _ = try $0.revoke(who, expecting: .any, postman: postman)
                }
            case .deleted:
                try await world.store.write(ada.actor.grant(DeleteContact.self), in: home, from: world.origin) {
                    try $0.delete(who, expecting: .any, postman: postman)
                }
            }
            await #expect(throws: Trouble.conflict(.addressInDispute)) {
                try await world.store.startRecovery(
                    of: there.contact, by: ada.actor.grant(), in: post, from: world.origin, postman: postman)
            }
            try await world.store.undoEmailChange(links.undo, from: world.origin, postman: postman)
            #expect(try await world.text("SELECT email FROM accounts WHERE id = \(lena.person.account)") == Self.old)
            #expect(try await world.mails("recovery_after_undo").map(\.recipient) == [Self.old])
        }
    }

    @Test("what was set going meanwhile ends with the undo: invitations, and the secrets of organizations' tokens", arguments: all)
    func setGoing(backend: Backend) async throws {
        try await lena(backend) { world, ada, lena async throws in
            let (home, postman) = (lena.person.organization.id, world.postman)
            let siv = try await world.member("Siv", "siv@nordlys.example", at: .admin, in: home, by: ada).person
            world.pass(.seconds(1))
            let links = try await ask(of: lena.person.contact, by: lena.person, world)
            let (_, guest) = try await world.contact("Mal", "mal@nordlys.example", at: .admin, in: home, by: lena.person)
            let new = NewToken(owner: .organization, name: Line(stored: "sync"), level: .admin, permissions: nil, lifetime: .days(9))
            let made = try await world.store.write(lena.person.actor.grant(EditTokens.self), from: world.origin) {
                try $0.create(new, postman: postman)
            }
            let (secret, id) = (try #require(made.secret), made.token.id)
            world.pass(.seconds(1))
            try await world.store.undoEmailChange(links.undo, from: world.origin, postman: postman)
            await #expect(throws: Trouble.conflict(.invitationVoid)) { try await world.accept(guest) }
            let taken = try await world.store.write(siv.actor.grant(EditTokens.self), from: world.origin) {
                try $0.takeOver(id, expecting: .any)
            }
            #expect(taken.state == .active)
            #expect(try await world.store.authenticate(token: secret) == nil, "a new secret is needed")
        }
    }
}
