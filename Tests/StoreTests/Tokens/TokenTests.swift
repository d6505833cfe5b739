import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct TokenTests {
    private static let all = Backend.allCases

    private struct Cast {
        let world: IdentityWorld
        let ada: SignedIn
        let nordlys: Organization.ID
        let lena: SignedIn
        let eli: SignedIn

        func make(
            _ name: String, by person: SignedIn, _ owner: TokenInput.Owner = .person, at level: Level, _ permissions: Set<Permission>? = nil
        ) async throws -> TokenChange {
            let new = NewToken(owner: owner, name: try Line(name), level: level, permissions: permissions, lifetime: .days(30))
            return try await world.store.write(person.actor.grant(EditTokens.self), from: world.origin) {
                [postman = world.postman] in try $0.create(new, postman: postman)
            }
        }

        func bearer(_ change: TokenChange) async throws -> TokenBearer? {
            try await world.store.authenticate(token: try #require(change.secret))
        }

        func contact(_ first: String, by actor: Actor) async throws -> Contact {
            let new = NewContact(
                details: try world.details(first, "\(first)@nordlys.example".lowercased()), assignment: Assignment(), level: .none)
            let postman = world.postman
            return try await world.store.write(actor.grant(CreateContact.self), from: world.origin) {
                try $0.create(new, postman: postman).contact
            }
        }
    }

    private func cast(_ backend: Backend, _ body: (Cast) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada)
            let eli = try await world.member("Eli", "eli@nordlys.example", at: .engineering, in: nordlys, by: lena.person)
            try await body(Cast(world: world, ada: ada, nordlys: nordlys, lena: lena.person, eli: eli.person))
        }
    }

    @Test("a token acts at its own level, in its owner's name, and only its hash is kept", arguments: all)
    func acts(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let made = try await cast.make("sync", by: cast.lena, at: .engineering)
            let bearer = try #require(try await cast.bearer(made))
            #expect(bearer.actor.contact == cast.lena.contact && bearer.actor.level == .engineering)
            #expect(
                bearer.actor.reach(.contactCreate) == .readOnly && bearer.actor.reach(.accountUse) == .none
                    && bearer.actor.reach(.tokenEdit) == .none)
            _ = try await cast.contact("Nora", by: bearer.actor)
            let revision = try await cast.world.store.revision(of: cast.nordlys)
            #expect(try await cast.bearer(made)?.revision == revision && bearer.revision < revision ?? 0, "a program learns of changes")
            let secret = try #require(made.secret)
            #expect(try await cast.world.number("SELECT COUNT(*) FROM token_secrets WHERE hash = \(secret.text)") == 0)
            #expect(try await cast.world.store.authenticate(token: .generate(prefix: "sdt_")) == nil)
        }
    }

    @Test("a token may no more than whoever makes it, and the organization's are made by Admins", arguments: all)
    func ceiling(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            await #expect(throws: Trouble.self) { _ = try await cast.make("x", by: cast.eli, at: .admin) }
            await #expect(throws: Refusal(permission: .tokenEdit, level: .engineering)) {
                _ = try await cast.make("x", by: cast.eli, .organization, at: .readOnly)
            }
            await #expect(throws: Trouble.self) { _ = try await cast.make("x", by: cast.lena, at: .operatorAdmin) }
            let ours = try #require(try await cast.bearer(cast.make("ours", by: cast.lena, .organization, at: .admin)))
            #expect(ours.actor.contact == nil && ours.actor.organization == cast.nordlys)
        }
    }

    @Test("chosen permissions are all that it has", arguments: all)
    func chosen(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let bearer = try #require(try await cast.bearer(cast.make("x", by: cast.lena, at: .admin, [.contactView])))
            #expect(throws: Refusal(permission: .contactCreate, level: .admin, isByToken: true)) {
                try bearer.actor.grant(CreateContact.self)
            }
            #expect(
                try await cast.world.store.read(bearer.actor.grant(ViewContacts.self)) { try $0.contacts(ContactQuery()).items.count } == 2)
        }
    }

    @Test("paused, it is nobody; resumed, it works; ended, never again", arguments: all)
    func pauses(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let made = try await cast.make("x", by: cast.lena, .organization, at: .engineering)
            let (store, id, origin) = (cast.world.store, made.token.id, cast.world.origin)
            let before = try #require(try await cast.bearer(made))
            _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: origin) { try $0.setPaused(true, id, expecting: .any) }
            #expect(try await cast.bearer(made) == nil)
            await #expect(throws: Refusal.self, "what began a moment ago does not end") {
                _ = try await cast.contact("Late", by: before.actor)
            }
            _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: origin) { try $0.setPaused(false, id, expecting: .any) }
            #expect(try await cast.bearer(made) != nil)
            _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: origin) { try $0.end(id, expecting: .any) }
            #expect(try await cast.bearer(made) == nil)
            await #expect(throws: Trouble.conflict(.tokenOver)) {
                _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: origin) {
                    try $0.setPaused(false, id, expecting: .any)
                }
            }
        }
    }

    @Test("a new secret overlaps the old one for as long as was said", arguments: all)
    func rotates(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let made = try await cast.make("x", by: cast.lena, at: .engineering)
            let (id, origin) = (made.token.id, cast.world.origin)
            let rotated = try await cast.world.store.write(cast.lena.actor.grant(EditTokens.self), from: origin) {
                try $0.rotate(id, overlap: .hours(1), expecting: .any)
            }
            #expect(try await cast.bearer(made) != nil)
            #expect(try await cast.bearer(rotated) != nil)
            cast.world.pass(.hours(1))
            #expect(try await cast.bearer(made) == nil)
            #expect(try await cast.bearer(rotated) != nil)
            cast.world.pass(.days(30))
            #expect(try await cast.bearer(rotated) == nil, "it expires")
        }
    }

    @Test("nobody but the owner gets a new secret, and Admins can end everybody's", arguments: all)
    func others(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let made = try await cast.make("x", by: cast.eli, at: .readOnly)
            let (store, id, origin) = (cast.world.store, made.token.id, cast.world.origin)
            #expect(try await store.read(cast.lena.actor.grant(ViewTokens.self)) { try $0.tokens().map(\.id) } == [id])
            await #expect(throws: Trouble.conflict(.othersToken)) {
                _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: origin) {
                    try $0.rotate(id, overlap: .hours(1), expecting: .any)
                }
            }
            let hers = try await cast.make("y", by: cast.lena, at: .readOnly).token.id
            #expect(try await store.read(cast.eli.actor.grant(ViewTokens.self)) { try $0.tokens().map(\.id) } == [id])
            await #expect(throws: Trouble.notFound) {
                _ = try await store.write(cast.eli.actor.grant(EditTokens.self), from: origin) { try $0.end(hers, expecting: .any) }
            }
            _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: origin) { try $0.end(id, expecting: .any) }
            #expect(try await cast.bearer(made) == nil)
        }
    }

    @Test("suspension, revocation and a lower level end a person's tokens for good; the organization's outlast them", arguments: all)
    func ends(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let (store, eli, origin, postman) = (cast.world.store, cast.eli.contact, cast.world.origin, cast.world.postman)
            let high = try await cast.make("high", by: cast.eli, at: .engineering)
            let low = try await cast.make("low", by: cast.eli, at: .readOnly)
            _ = try await store.write(cast.lena.actor.grant(GrantAccess.self), from: origin) {
                try $0.setAccess(eli, to: .readOnly, expecting: .any, postman: postman)
            }
            #expect(try await cast.bearer(high) == nil)
            #expect(try await cast.bearer(low) != nil)
            _ = try await store.write(cast.lena.actor.grant(GrantAccess.self), from: origin) {
                try $0.setAccess(eli, to: .engineering, expecting: .any, postman: postman)
            }
            #expect(try await cast.bearer(high) == nil, "the level came back, the token does not")
            let ours = try await cast.make("ours", by: cast.lena, .organization, at: .readOnly)
            _ = try await store.write(cast.lena.actor.grant(SuspendAccess.self), from: origin) {
                try $0.suspend(eli, expecting: .any, postman: cast.world.postman)
            }
            #expect(try await cast.bearer(low) == nil)
            #expect(try await cast.bearer(ours) != nil)
            _ = try await store.write(cast.ada.actor.grant(SuspendOrganization.self), in: cast.nordlys, from: origin) {
                try $0.setStatus(.suspended, expecting: .any)
            }
            _ = try await store.write(cast.ada.actor.grant(SuspendOrganization.self), in: cast.nordlys, from: origin) {
                try $0.setStatus(.active, expecting: .any)
            }
            #expect(try await cast.bearer(ours) == nil)
        }
    }

    @Test("an invitation that a token sent is void once the token is paused", arguments: all)
    func invites(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let made = try await cast.make("ours", by: cast.lena, .organization, at: .engineering)
            let bearer = try #require(try await cast.bearer(made))
            let (store, world) = (cast.world.store, cast.world)
            let new = NewContact(details: try world.details("Nora", "nora@nordlys.example"), assignment: Assignment(), level: .readOnly)
            let secret = try await store.write(bearer.actor.grant(CreateContact.self), from: world.origin) { [postman = world.postman] in
                try $0.create(new, postman: postman).secret
            }
            _ = try await store.write(cast.lena.actor.grant(EditTokens.self), from: world.origin) {
                try $0.setPaused(true, made.token.id, expecting: .any)
            }
            await #expect(throws: Trouble.conflict(.invitationVoid)) {
                _ = try await store.accept(
                    try #require(secret).text, as: .newAccount(.passphrase(hash: world.hash())), browser: world.browser, from: world.origin,
                    postman: world.postman)
            }
        }
    }

    @Test("taking an account back kills its tokens, in every organization", arguments: all)
    func takenBack(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let before = try await cast.make("old", by: cast.eli, at: .readOnly)
            let ours = try await cast.make("ours", by: cast.lena, .organization, at: .readOnly)
            try await cast.world.store.startRecovery(
                of: cast.eli.contact, by: cast.lena.actor.grant(), from: cast.world.origin, postman: cast.world.postman)
            guard case .recovery(_, _, let link, _)? = try await cast.world.mails("recovery").last?.post else {
                return #expect(Bool(false), "no mail")
            }
            _ = try await cast.world.store.completeRecovery(
                link, passphrase: cast.world.hash(), browser: cast.world.browser, from: cast.world.origin, postman: cast.world.postman)
            #expect(try await cast.bearer(before) == nil)
            #expect(try await cast.bearer(ours) != nil)
        }
    }

    @Test("a token changes no address that somebody signs in with", arguments: all)
    func addresses(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let bearer = try #require(try await cast.bearer(cast.make("x", by: cast.eli, at: .engineering)))
            let (store, world, eli) = (cast.world.store, cast.world, cast.eli.contact)
            let edit: @Sendable (Contact) throws -> ContactEdit = { old in
                var details = old.details
                details.email = EmailAddress(stored: "thief@elsewhere.example")
                return ContactEdit(details: details, assignment: nil)
            }
            await #expect(throws: Trouble.invalid([FieldError("email", .inPersonOnly)])) {
                _ = try await store.write(bearer.actor.grant(EditContact.self), from: world.origin) { [postman = world.postman] in
                    try $0.edit(eli, edit, expecting: .any, postman: postman)
                }
            }
            let nora = try await cast.contact("Nora", by: bearer.actor).id
            let moved = try await store.write(bearer.actor.grant(EditContact.self), from: world.origin) { [postman = world.postman] in
                try $0.edit(nora, edit, expecting: .any, postman: postman)
            }
            #expect(moved.details.email?.text == "thief@elsewhere.example", "one that nobody signs in with is a detail like others")
        }
    }

    @Test("the log says which token acted, and not what a person called it", arguments: all)
    func logged(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let made = try await cast.make("Eli's laptop", by: cast.eli, at: .engineering)
            let bearer = try #require(try await cast.bearer(made))
            _ = try await cast.contact("Nora", by: bearer.actor)
            let entries = try await cast.world.store.read(cast.lena.actor.grant(ViewActivity.self)) {
                try $0.activity(ActivityFilter()).entries
            }
            #expect(entries.first { $0.action == "contact.create" }?.token == made.token.id)
            #expect(try await cast.world.number("SELECT COUNT(*) FROM audit_entries WHERE body LIKE '%laptop%'") == 0)
            _ = try await cast.world.store.write(cast.ada.actor.grant(SuspendOrganization.self), in: cast.nordlys, from: cast.world.origin)
            { try $0.setStatus(.suspended, expecting: .any) }
            #expect(
                try await cast.world.number(
                    "SELECT COUNT(*) FROM audit_entries WHERE action = 'token.edit' AND target_id = \(made.token.id.text)") == 2)
        }
    }
}
