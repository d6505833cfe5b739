import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct InvitationTests {
    private static let all = Backend.allCases

    private func partner(_ backend: Backend, _ body: (IdentityWorld, SignedIn, Organization.ID) async throws -> Void) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            try await body(world, ada, try await world.organization("Nordlys", by: ada))
        }
    }

    @Test("a link shows what it grants, and looking accepts nothing", arguments: all)
    func look(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let (id, link) = try await world.contact(
                "Lena", "Lena@nordlys.example", at: .admin, roles: [HeldRole(.noc, at: nil)], in: nordlys, by: ada)
            for _ in 0..<3 {
                guard case .open(let offer) = try await world.store.invitation(for: link) else { return #expect(Bool(false)) }
                #expect(offer.organizationName == "Nordlys" && offer.kind == .network && offer.level == .admin)
                #expect(offer.inviter == "Ada Moe" && offer.isByOperator && offer.email.text == "Lena@nordlys.example")
                #expect(
                    offer.roles == [.init(role: .noc, site: nil)] && offer.ends == IdentityWorld.start + .days(7)
                        && offer.sameSignIn == .none)
            }
            #expect(try await world.text("SELECT status FROM contacts WHERE id = \(id)") == "invited")
            #expect(try await world.mails("invitation").count == 1)
        }
    }

    @Test("accepting makes the contact active at the offered level, with an account and an entry of its own", arguments: all)
    func accepting(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let (id, link) = try await world.contact("Lena", "lena@nordlys.example", at: .engineering, in: nordlys, by: ada)
            let started = try await world.accept(link)
            #expect(started.strength == .enrolling && started.device != nil && started.organization == nordlys)
            let person = try #require(try await world.signedIn(started))
            #expect(
                person.contact == id && person.actor.level == .engineering && person.strength == .enrolling
                    && person.organization.name == "Nordlys")
            #expect(try await world.entries(nordlys.text).suffix(1) == ["invitation.accepted"])
            #expect(
                try await world.text(
                    "SELECT actor_id FROM audit_entries WHERE organization_id = \(nordlys) AND action = 'invitation.accepted'") == id.text)
            #expect(try await world.entries(named: "session.started") == 2)
            #expect(try await world.text("SELECT state FROM invitations WHERE contact_id = \(id)") == "accepted")
            guard case .dead = try await world.store.invitation(for: link) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(link) }
        }
    }

    @Test("seven days less a millisecond is in time; seven days is too late, and nobody has joined", arguments: all)
    func boundary(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let (_, early) = try await world.contact("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada)
            let (late, lateLink) = try await world.contact("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada)
            world.set(IdentityWorld.start + .days(7) - Moment.Span(milliseconds: 1))
            _ = try await world.accept(early)
            for over in [Moment.Span(milliseconds: 0), .seconds(1)] {
                world.set(IdentityWorld.start + .days(7) + over)
                guard case .expired = try await world.store.invitation(for: lateLink) else { return #expect(Bool(false)) }
                await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(lateLink) }
            }
            #expect(try await world.text("SELECT status FROM contacts WHERE id = \(late)") == "invited")
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = 'tor@nordlys.example'") == 0)
        }
    }

    @Test("sending again kills the old link and keeps contact and roles; after its end, too", arguments: all)
    func resend(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let (id, first) = try await world.contact(
                "Lena", "lena@nordlys.example", at: .readOnly, roles: [HeldRole(.noc, at: nil)], in: nordlys, by: ada)
            let second = try await world.resend(id, in: nordlys, by: ada)
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(first) }
            world.pass(.days(8))
            let ada2 = try #require(try await world.signIn("ada@meridian.example").name == "second factor" ? ada : nil)
            let third = try await world.resend(id, in: nordlys, by: ada2)
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(second) }
            let person = try #require(try await world.signedIn(world.accept(third)))
            #expect(person.contact == id)
            #expect(try await world.number("SELECT COUNT(*) FROM contact_roles WHERE contact_id = \(id)") == 1)
            #expect(try await world.mails("invitation").count == 1, "the mails of dead links are not sent")
        }
    }

    @Test("revoked and deleted contacts' links are dead like unknown ones; inviting again works", arguments: all)
    func dead(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let (id, link) = try await world.contact("Lena", "lena@nordlys.example", at: .readOnly, in: nordlys, by: ada)
            try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin) {
                _ = try $0.revoke(id, expecting: .any, postman: world.postman)
            }
            let unknown = OneTimeSecret.generate(prefix: "sdi_").text
            for dead in [link, unknown, "nonsense", String(link.dropLast()), link + "A"] {
                guard case .dead = try await world.store.invitation(for: dead) else { return #expect(Bool(false)) }
                await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(dead) }
            }
            let again = try await world.invite(id, at: .readOnly, in: nordlys, by: ada)
            try await world.store.write(ada.actor.grant(DeleteContact.self), in: nordlys, from: world.origin) {
                try $0.delete(id, expecting: .any, postman: world.postman)
            }
            guard case .dead = try await world.store.invitation(for: again) else { return #expect(Bool(false)) }
            let (next, link2) = try await world.contact("Lena", "lena@nordlys.example", at: .readOnly, in: nordlys, by: ada)
            #expect(try await world.signedIn(world.accept(link2))?.contact == next)
        }
    }

    @Test("a suspended organization's links are dead until it is resumed", arguments: all)
    func suspended(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let (_, link) = try await world.contact("Lena", "lena@nordlys.example", at: .readOnly, in: nordlys, by: ada)
            try await world.store.write(ada.actor.grant(SuspendOrganization.self), in: nordlys, from: world.origin) {
                _ = try $0.setStatus(.suspended, expecting: .any)
            }
            guard case .dead = try await world.store.invitation(for: link) else { return #expect(Bool(false)) }
            await #expect(throws: Trouble.conflict(.organizationSuspended)) { try await world.accept(link) }
            try await world.store.write(ada.actor.grant(SuspendOrganization.self), in: nordlys, from: world.origin) {
                _ = try $0.setStatus(.active, expecting: .any)
            }
            #expect(try await world.accept(link).strength == .enrolling)
        }
    }

    enum Loss: String, CaseIterable, Sendable { case demoted, suspended, revoked, deleted }

    @Test("an inviter who lost the right makes the invitation void, on record", arguments: all, Loss.allCases)
    func void(backend: Backend, loss: Loss) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let tor = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let (id, link) = try await world.contact("Ida", "ida@nordlys.example", at: .engineering, in: nordlys, by: tor)
            let postman = world.postman
            let who = tor.contact
            switch loss {
            case .demoted:
                try await world.store.write(lena.actor.grant(GrantAccess.self), from: world.origin) {
                    _ = try $0.setAccess(who, to: .engineering, expecting: .any, postman: postman)
                }
            case .suspended:
                try await world.store.write(lena.actor.grant(SuspendAccess.self), from: world.origin) {
                    _ = try $0.suspend(who, expecting: .any, postman: world.postman)
                }
            case .revoked:
                try await world.store.write(lena.actor.grant(GrantAccess.self), from: world.origin) {
                    _ = try $0.revoke(who, expecting: .any, postman: world.postman)
                }
            case .deleted:
                try await world.store.write(lena.actor.grant(DeleteContact.self), from: world.origin) {
                    try $0.delete(who, expecting: .any, postman: world.postman)
                }
            }
            await #expect(throws: Trouble.conflict(.invitationVoid)) { try await world.accept(link) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) { try await world.accept(link) }
            #expect(try await world.text("SELECT state FROM invitations WHERE contact_id = \(id)") == "void")
            #expect(try await world.entries(nordlys.text).last == "invitation.void")
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = 'ida@nordlys.example'") == 0)
            let again = try await world.resend(id, in: nordlys, by: lena)
            #expect(try await world.accept(again).strength == .enrolling)
        }
    }

    @Test("an Engineering inviter's Read-only invitation stands, and so does a demoted Admin's", arguments: all)
    func stillEntitled(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let tor = try await world.member("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let (_, link) = try await world.contact("Ida", "ida@nordlys.example", at: .readOnly, in: nordlys, by: tor)
            let (who, postman) = (tor.contact, world.postman)
            try await world.store.write(lena.actor.grant(GrantAccess.self), from: world.origin) {
                _ = try $0.setAccess(who, to: .engineering, expecting: .any, postman: postman)
            }
            #expect(try await world.accept(link).strength == .enrolling)
        }
    }

    @Test("sixteen acceptances at once make one membership", arguments: all)
    func race(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            for round in 0..<3 {
                let (id, link) = try await world.contact("Lena", "lena\(round)@nordlys.example", at: .readOnly, in: nordlys, by: ada)
                let outcomes = await sixteen { _ in try await world.accept(link) }
                #expect(outcomes.filter(\.isSuccess).count == 1)
                for case .failure(let error) in outcomes { #expect(error as? Trouble == .conflict(.linkUsedOrExpired)) }
                #expect(try await world.number("SELECT COUNT(*) FROM sessions WHERE contact_id = \(id)") == 1)
                #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = \("lena\(round)@nordlys.example")") == 1)
                #expect(
                    try await world.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'invitation.accepted' AND actor_id = \(id)")
                        == 1)
            }
        }
    }

    @Test("two organizations invite one person: independent, one account, and the second needs its sign-in", arguments: all)
    func twoOrganizations(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let post = try await world.organization("Halden Post", kind: .vendor, by: ada)
            let (first, link) = try await world.contact("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada)
            let (second, link2) = try await world.contact("Lena", "LENA@nordlys.example", at: .readOnly, in: post, by: ada)
            let member = try await world.enrolled(world.accept(link))
            #expect(try await world.text("SELECT status FROM contacts WHERE id = \(second)") == "invited")
            guard case .open(let offer) = try await world.store.invitation(for: link2) else { return #expect(Bool(false)) }
            #expect(offer.sameSignIn == .inUse)
            await #expect(throws: Trouble.conflict(.alreadyExists)) { try await world.accept(link2) }
            await #expect(throws: Trouble.conflict(.linkUsedOrExpired)) {
                try await world.store.beginPasskey(forInvitation: link2, IdentityWorld.relyingParty)
            }
            await #expect(throws: Trouble.conflict(.otherAccount)) {
                try await world.accept(link2, as: .existing(ada))
            }
            let moved = try #require(try await world.accept(link2, as: .existing(member.person)))
            #expect(try await world.signedIn(member.token) == nil, "the old token is dead")
            let there = try #require(try await world.signedIn(moved))
            #expect(
                there.contact == second && there.strength == .twoFactor && there.account == member.person.account
                    && there.actor.level == .readOnly)
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = 'lena@nordlys.example'") == 1)

            let users = try await world.store.portalUsers(of: there)
            #expect(users.map(\.name) == ["Halden Post", "Nordlys"] && users.map(\.isCurrent) == [true, false])
            let back = try await world.store.switchOrganization(to: nordlys, by: there)
            #expect(try await world.signedIn(moved) == nil)
            let home = try #require(try await world.signedIn(back))
            #expect(
                home.contact == first && home.actor.level == .admin && home.session == there.session && home.createdAt == there.createdAt)
            await #expect(throws: Trouble.notFound) { try await world.store.switchOrganization(to: ada.organization.id, by: home) }
        }
    }

    @Test("two invitations to one address accepted at once as new accounts: one account, one told to sign in", arguments: all)
    func twoAtOnce(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let post = try await world.organization("Halden Post", kind: .vendor, by: ada)
            let (_, one) = try await world.contact("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada)
            let (_, two) = try await world.contact("Lena", "lena@nordlys.example", at: .admin, in: post, by: ada)
            let outcomes = await sixteen { try await world.accept($0.isMultiple(of: 2) ? one : two) }
            #expect(outcomes.filter(\.isSuccess).count == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM accounts WHERE email_key = 'lena@nordlys.example'") == 1)
            #expect(
                try await world.number("SELECT COUNT(*) FROM contacts WHERE email_key = 'lena@nordlys.example' AND status = 'active'") == 1)
        }
    }

    @Test("resuming ends a suspension at once and touches nothing that is signed in with", arguments: all)
    func resumed(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .engineering, in: nordlys, by: ada)
            let (who, postman) = (lena.person.contact, world.postman)
            try await world.store.write(ada.actor.grant(SuspendAccess.self), in: nordlys, from: world.origin) {
                _ = try $0.suspend(who, expecting: .any, postman: postman)
            }
            #expect(try await world.signedIn(lena.token) == nil)
            #expect(try await world.signIn("lena@nordlys.example").name == "wrong")
            #expect(try await world.mails("suspended").map(\.recipient) == ["lena@nordlys.example"])
            let sent = try await world.mails("invitation").count
            await #expect(throws: Trouble.conflict(.wrongStatus(.suspended))) { try await world.resend(who, in: nordlys, by: ada) }
            let resumed = try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin) {
                try $0.resume(who, expecting: .any, postman: postman).contact
            }
            #expect(resumed.access == .active && resumed.level == .engineering)
            #expect(try await world.mails("invitation").count == sent, "no link")
            #expect(try await world.signIn("lena@nordlys.example").name == "second factor", "with what they had")
            #expect(try await world.signedIn(lena.token) == nil, "the sessions of before stay ended")
            await #expect(throws: Trouble.conflict(.wrongStatus(.active))) { try await world.resend(who, in: nordlys, by: ada) }
        }
    }

    @Test("revoked and invited again: nobody sees a link, and accepting leaves the sign-in as it is", arguments: all)
    func again(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .engineering, in: nordlys, by: ada)
            let (who, postman) = (lena.person.contact, world.postman)
            try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin) {
                _ = try $0.revoke(who, expecting: .any, postman: postman)
            }
            #expect(try await world.copied(who, at: .engineering, in: nordlys, by: ada) == nil)
            let link = try await world.mailedLink()
            guard case .open(let offer) = try await world.store.invitation(for: link) else { return #expect(Bool(false)) }
            #expect(offer.level == .engineering && offer.sameSignIn == .dormant)
            await #expect(throws: Trouble.conflict(.alreadyExists)) { try await world.accept(link) }
            #expect(try await world.accept(link, as: .dormant) == nil, "it signs nobody in")
            #expect(try await world.text("SELECT account_id FROM contacts WHERE id = \(who)") == lena.person.account.text)
            #expect(try await world.signIn("lena@nordlys.example").name == "second factor", "the sign-in is as it was")
            #expect(try await world.entries(named: "account.reset") == 0)
        }
    }

    @Test("a pending Admin does not count: the last active one stays until it has accepted", arguments: all)
    func lastAdmin(backend: Backend) async throws {
        try await partner(backend) { world, ada, nordlys async throws in
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            let (_, link) = try await world.contact("Tor", "tor@nordlys.example", at: .admin, in: nordlys, by: lena)
            let who = lena.contact
            let postman = world.postman
            let revoking: @Sendable (borrowing Transaction<GrantAccess>) throws -> Void = {
                _ = try $0.revoke(who, expecting: .any, postman: postman)
            }
            await #expect(throws: Trouble.conflict(.lastTopLevel)) {
                try await world.store.write(lena.actor.grant(GrantAccess.self), from: world.origin, revoking)
            }
            await #expect(throws: Trouble.conflict(.lastTopLevel)) {
                try await world.store.write(ada.actor.grant(GrantAccess.self), in: nordlys, from: world.origin, revoking)
            }
            _ = try await world.accept(link)
            try await world.store.write(lena.actor.grant(GrantAccess.self), from: world.origin, revoking)
            #expect(try await world.signIn("lena@nordlys.example").name == "wrong")
        }
    }
}
