import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite("What a verb causes besides asks for its own permission")
struct EffectTests {
    private static let all = Backend.allCases

    struct Cast: Sendable {
        let world: IdentityWorld
        let ada: SignedIn
        let nordlys: Organization.ID
        let lena: SignedIn
        let eli: SignedIn

        /// The actor of a token that Lena makes for the organization.
        func program(_ permissions: Set<Permission>, level: Level = .admin) async throws -> (actor: Actor, made: TokenChange) {
            let new = NewToken(
                owner: .organization, name: Line(stored: "sync"), level: level,
                permissions: Matrix.withViews(permissions, at: level), lifetime: .days(30))
            let made = try await world.store.write(lena.actor.grant(EditTokens.self), from: world.origin) { [postman = world.postman] in
                try $0.create(new, postman: postman)
            }
            let secret = try #require(made.secret)
            return (try #require(try await world.store.authenticate(token: secret)).actor, made)
        }

        func write<A: Writing, Answer: Sendable>(
            _ action: A.Type, by actor: Actor, _ body: @escaping @Sendable (borrowing Transaction<A>, Postman) throws -> Answer
        ) async throws -> Answer {
            try await world.store.write(actor.grant(A.self), in: nordlys, from: world.origin) { [postman = world.postman] in
                try body($0, postman)
            }
        }
    }

    private func cast(_ backend: Backend, _ body: (Cast) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let eli = try await world.member("Eli", "eli@nordlys.example", at: .engineering, in: nordlys, by: ada).person
            try await body(Cast(world: world, ada: ada, nordlys: nordlys, lena: lena, eli: eli))
        }
    }

    private static func moved(_ contact: Contact, to email: String) -> ContactEdit {
        var details = contact.details
        details.email = EmailAddress(stored: email)
        return ContactEdit(details: details, assignment: nil)
    }

    @Test("another address for an open invitation is an invitation: contact.edit alone does not bring it", arguments: all)
    func address(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let (id, _) = try await cast.world.contact("Tor", "tor@nordlys.example", at: .admin, in: cast.nordlys, by: cast.ada)
            let sent = try await cast.world.mails().count
            let editor = try await cast.program([.contactEdit]).actor
            let change: @Sendable (borrowing Transaction<EditContact>, Postman) throws -> Contact = {
                try $0.edit(id, { Self.moved($0, to: "mallory@evil.example") }, expecting: .any, postman: $1)
            }
            await #expect(throws: Refusal(permission: .accessGrant, level: .admin, isByToken: true)) {
                try await cast.write(EditContact.self, by: editor, change)
            }
            #expect(try await cast.world.text("SELECT email FROM contacts WHERE id = \(id)") == "tor@nordlys.example")
            #expect(try await cast.world.mails().count == sent + 1, "the token's notice alone")
            let both = try await cast.program([.contactEdit, .accessGrant]).actor
            #expect(try await cast.write(EditContact.self, by: both, change).access == .invited)
        }
    }

    @Test("deleting a site takes roles away, which asks for contact.assign and is in the log of each", arguments: all)
    func site(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let site = try await cast.write(EditSites.self, by: cast.ada.actor) { transaction, _ in
                try transaction.create(
                    SiteDetails(
                        code: SiteCode(stored: "osl"), name: Line(stored: "Oslo"), address: Line(stored: ""),
                        timeZone: TimeZoneName(stored: "Europe/Oslo"))
                )
            }
            let who = cast.lena.contact
            _ = try await cast.write(EditContact.self, by: cast.ada.actor) {
                try $0.edit(
                    who, { _ in ContactEdit(details: nil, assignment: Assignment(roles: [HeldRole(.noc, at: site.id)])) }, expecting: .any,
                    postman: $1)
            }
            let assigned = try await cast.world.entries(cast.nordlys.text, named: "contact.assign")
            let delete: @Sendable (borrowing Transaction<EditSites>, Postman) throws -> Void = { transaction, _ in
                try transaction.delete(site.id, expecting: .any)
            }
            await #expect(throws: Refusal(permission: .contactAssign, level: .engineering)) {
                try await cast.write(EditSites.self, by: cast.eli.actor, delete)
            }
            #expect(try await cast.world.number("SELECT COUNT(*) FROM contact_roles WHERE contact_id = \(who)") == 1)
            try await cast.write(EditSites.self, by: cast.ada.actor, delete)
            #expect(try await cast.world.entries(cast.nordlys.text, named: "contact.assign") == assigned + 1)
            #expect(
                try await cast.world.text(
                    "SELECT target_id FROM audit_entries WHERE organization_id = \(cast.nordlys) AND action = 'contact.assign' ORDER BY number DESC LIMIT 1"
                ) == who.text)
        }
    }

    @Test("deleting somebody with access takes it away, which asks for access.grant", arguments: all)
    func deletion(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let remover = try await cast.program([.contactDelete]).actor
            let who = cast.eli.contact
            await #expect(throws: Refusal(permission: .accessGrant, level: .admin, isByToken: true)) {
                try await cast.write(DeleteContact.self, by: remover) { try $0.delete(who, expecting: .any, postman: $1) }
            }
            let (bare, _) = try await cast.world.contact("Bo", "bo@nordlys.example", at: .none, in: cast.nordlys, by: cast.ada)
            try await cast.write(DeleteContact.self, by: remover) { try $0.delete(bare, expecting: .any, postman: $1) }
        }
    }

    @Test("no token deletes, suspends, revokes or lowers whoever made it", arguments: all)
    func maker(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            _ = try await cast.world.member("Siv", "siv@nordlys.example", at: .admin, in: cast.nordlys, by: cast.ada)
            let all = try await cast.program([.contactDelete, .contactAssign, .accessGrant, .accessLevel, .accessSuspend]).actor
            let who = cast.lena.contact
            await #expect(throws: Trouble.conflict(.tokensMaker)) {
                try await cast.write(DeleteContact.self, by: all) { try $0.delete(who, expecting: .any, postman: $1) }
            }
            await #expect(throws: Trouble.conflict(.tokensMaker)) {
                try await cast.write(SuspendAccess.self, by: all) { _ = try $0.suspend(who, expecting: .any, postman: $1) }
            }
            await #expect(throws: Trouble.conflict(.tokensMaker)) {
                try await cast.write(SuspendAccess.self, by: all) { _ = try $0.endSessions(who, expecting: .any, postman: $1) }
            }
            for level in [Level.none, .readOnly] {
                await #expect(throws: Trouble.conflict(.tokensMaker)) {
                    try await cast.write(GrantAccess.self, by: all) { _ = try $0.setAccess(who, to: level, expecting: .any, postman: $1) }
                }
            }
        }
    }

    enum Loss: String, CaseIterable, Sendable { case lowered, suspended, revoked, deleted, suspendedAndRevoked }

    @Test("the organization's tokens pause when their maker loses the right; another Admin takes them over", arguments: all, Loss.allCases)
    func orphaned(backend: Backend, loss: Loss) async throws {
        try await cast(backend) { cast async throws in
            let siv = try await cast.world.member("Siv", "siv@nordlys.example", at: .admin, in: cast.nordlys, by: cast.ada).person
            let made = try await cast.program([.siteEdit], level: .engineering).made
            let (secret, id, who) = (try #require(made.secret), made.token.id, cast.lena.contact)
            switch loss {
            case .lowered:
                _ = try await cast.write(GrantAccess.self, by: cast.ada.actor) {
                    try $0.setAccess(who, to: .engineering, expecting: .any, postman: $1)
                }
            case .suspended:
                _ = try await cast.write(SuspendAccess.self, by: cast.ada.actor) { try $0.suspend(who, expecting: .any, postman: $1) }
            case .revoked:
                _ = try await cast.write(GrantAccess.self, by: cast.ada.actor) { try $0.revoke(who, expecting: .any, postman: $1) }
            case .deleted: try await cast.write(DeleteContact.self, by: cast.ada.actor) { try $0.delete(who, expecting: .any, postman: $1) }
            case .suspendedAndRevoked:
                _ = try await cast.write(SuspendAccess.self, by: cast.ada.actor) { try $0.suspend(who, expecting: .any, postman: $1) }
                _ = try await cast.write(GrantAccess.self, by: cast.ada.actor) { try $0.revoke(who, expecting: .any, postman: $1) }
            }
            #expect(try await cast.world.store.authenticate(token: secret) == nil)
            let told = try await cast.world.mails("admin_notice").compactMap { mail -> String? in
                guard case .adminNotice(.tokensPaused, _, let subject, _) = mail.post else { return nil }
                return "\(mail.recipient) \(subject)"
            }
            #expect(told == ["siv@nordlys.example sync"])
            await #expect(throws: Trouble.conflict(.tokenWithoutMaker)) {
                try await cast.write(EditTokens.self, by: siv.actor) { transaction, _ in
                    try transaction.setPaused(false, id, expecting: .any)
                }
            }
            if loss == .suspended {
                _ = try await cast.write(GrantAccess.self, by: cast.ada.actor) { try $0.resume(who, expecting: .any, postman: $1) }
                #expect(try await cast.world.store.authenticate(token: secret) == nil, "it does not come back by itself")
            }
            let taken = try await cast.write(EditTokens.self, by: siv.actor) { transaction, _ in
                try transaction.takeOver(id, expecting: .any)
            }
            #expect(taken.state == .active && taken.maker == siv.contact)
            #expect(try await cast.world.store.authenticate(token: secret)?.actor.level == .engineering)
        }
    }

    @Test("an invitation that became void stays so when its inviter rises again", arguments: all)
    func void(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let (id, link) = try await cast.world.contact("Tor", "tor@nordlys.example", at: .admin, in: cast.nordlys, by: cast.lena)
            let who = cast.lena.contact
            _ = try await cast.world.member("Siv", "siv@nordlys.example", at: .admin, in: cast.nordlys, by: cast.ada)
            for level in [Level.engineering, .admin] {
                cast.world.pass(.seconds(1))
                _ = try await cast.write(GrantAccess.self, by: cast.ada.actor) {
                    try $0.setAccess(who, to: level, expecting: .any, postman: $1)
                }
            }
            guard case .dead = try await cast.world.store.invitation(for: link) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.invitationVoid)) { try await cast.world.accept(link) }
            #expect(try await cast.world.text("SELECT status FROM contacts WHERE id = \(id)") == "invited")
        }
    }

    @Test("Admins are told of a new Admin, a token of the organization and a changed policy", arguments: all)
    func told(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            func told() async throws -> [String] {
                try await cast.world.mails("admin_notice").filter { $0.recipient == "lena@nordlys.example" }.compactMap { mail in
                    guard case .adminNotice(let event, _, let subject, let by) = mail.post else { return nil }
                    return "\(event.rawValue): \(subject) by \(by)"
                }
            }
            let before = try await told()
            _ = try await cast.write(EditPolicy.self, by: cast.ada.actor) {
                try $0.edit({ _ in Policy(inactivityDays: 90) }, expecting: .any, postman: $1)
            }
            _ = try await cast.program([.siteView])
            let eli = cast.eli.contact
            _ = try await cast.write(GrantAccess.self, by: cast.ada.actor) {
                try $0.setAccess(eli, to: .admin, expecting: .any, postman: $1)
            }
            #expect(
                try await told().dropFirst(before.count) == [
                    "policyChanged: inactivity_days by Ada Moe", "tokenMade: sync by Lena Berg", "newAdmin: Eli Berg by Ada Moe",
                ])
        }
    }

    @Test("ending somebody's sessions leaves the access, tells them, and no session elsewhere comes back in", arguments: all)
    func sessions(backend: Backend) async throws {
        try await cast(backend) { cast async throws in
            let world = cast.world
            let post = try await world.organization("Halden Post", kind: .vendor, by: cast.ada)
            let (_, link) = try await world.contact("Eli", "eli@nordlys.example", at: .admin, in: post, by: cast.ada)
            let moved = try #require(try await world.accept(link, as: .existing(cast.eli)))
            let there = try #require(try await world.signedIn(moved))
            let (who, nordlys) = (cast.eli.contact, cast.nordlys)
            world.pass(.seconds(1))
            _ = try await cast.write(SuspendAccess.self, by: cast.lena.actor) { try $0.endSessions(who, expecting: .any, postman: $1) }
            await #expect(throws: Trouble.proofNeeded) { try await world.store.switchOrganization(to: nordlys, by: there) }
            #expect(try await world.mails("sessions_ended").map(\.recipient) == ["eli@nordlys.example"])
            #expect(try await world.signIn("eli@nordlys.example").name == "second factor")
        }
    }
}
