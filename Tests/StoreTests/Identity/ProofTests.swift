import Storage
import Testing
import TestSupport

@_spi(Authenticator) @testable import Domain
@testable import Store

@Suite struct ProofTests {
    private static let all = Backend.allCases

    @Test("who brings somebody to a top level in person has proved lately who they are; other levels ask for no proof", arguments: all)
    func levels(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys).unproven(at: world.now)
            let (eva, ivo) = (
                try await world.person("eva", .engineering, in: world.nordlys), try await world.person("ivo", .none, in: world.nordlys)
            )
            let (engineer, nobody) = (try #require(eva.contact), try #require(ivo.contact))
            await refused { try await world.create(.admin, in: world.nordlys, by: ada) }
            await refused { try await world.set(engineer, to: .admin, by: ada) }
            await refused { try await world.set(nobody, to: .admin, by: ada) }
            let chief = try await world.person("ops", .operatorAdmin, in: world.operators).unproven(at: world.now)
            await refused { try await world.create(.operatorAdmin, in: world.operators, by: chief) }
            await refused { try await world.create(.admin, in: world.nordlys, by: chief) }
            #expect(try await world.activity(of: world.nordlys, by: ada).map(\.action) == ["organization.create"])

            try await world.create(.engineering, in: world.nordlys, by: ada)
            try await world.set(engineer, to: .readOnly, by: ada)
            try await world.set(nobody, to: .readOnly, by: ada)
            // Lately proven, all of it is done; and what is so already asks for nothing.
            let proven = ada.proven(until: world.now + .minutes(1))
            try await world.create(.admin, in: world.nordlys, by: proven)
            try await world.set(engineer, to: .admin, by: proven)
            try await world.set(engineer, to: .admin, by: ada)
            world.pass(.minutes(1))
            await refused { try await world.set(nobody, to: .admin, by: proven) }
        }
    }

    @Test("an invitation at a top level is not sent again, nor to another address, without a proof", arguments: all)
    func again(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let invited = try await world.create(.admin, in: world.nordlys, by: ada).contact
            let low = try await world.create(.readOnly, in: world.nordlys, by: ada).contact
            let late = ada.unproven(at: world.now), postman = world.postman
            func resend(_ id: Contact.ID, by actor: Actor) async throws {
                _ = try await world.store.write(actor.grant(GrantAccess.self), from: LedgerWorld.origin) {
                    try $0.resend(id, expecting: .any, postman: postman)
                }
            }
            await refused { try await resend(invited.id, by: late) }
            await refused {
                _ = try await world.store.write(late.grant(EditContact.self), from: LedgerWorld.origin) {
                    try $0.edit(
                        invited.id,
                        { old in
                            var details = old.details
                            details.email = EmailAddress(stored: "mallory@b.example")
                            return ContactEdit(details: details, assignment: nil)
                        }, expecting: .any, postman: postman)
                }
            }
            try await resend(low.id, by: late)
            try await resend(invited.id, by: ada)
        }
    }

    @Test("the policy, an archive and a file that may invite ask for a proof; a program's token does not give one", arguments: all)
    func others(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let late = ada.unproven(at: world.now)
            func ask(_ actor: Actor) async throws {
                _ = try await world.store.write(actor.grant(ArchiveOrganization.self), from: LedgerWorld.origin) {
                    [postman = world.postman] in _ = try $0.askForArchive(postman: postman)
                }
            }
            await refused { try await world.edit(world.nordlys, to: 90, by: late) }
            await refused { try await ask(late) }
            let levels = try await world.checked("first name,email,level\nAnn,ann@b.example,admin", by: ada)
            await refused { try await world.apply(levels, by: late) }
            // An invitation would follow the address.
            let moved = try await world.checked("id,email\n\(ada.contact?.text ?? ""),ada@c.example", by: ada)
            await refused { try await world.apply(moved, by: late) }
            let plain = try await world.checked("first name,email\nBo,bo@b.example", by: ada)
            try await world.apply(plain, by: late)

            let program = Actor(
                contact: ada.contact, organization: ada.organization, level: .admin, name: ada.name,
                token: TokenScope(id: world.store.ids.next(at: world.now), permissions: nil, maker: ada.contact))
            #expect(program.isProven(at: world.now) && !late.isProven(at: world.now))
            try await world.edit(world.nordlys, to: 90, by: ada)
            try await ask(ada)
            // One that is under way is shown to whoever may ask for one.
            try await ask(late)
            try await world.apply(levels, by: ada)
        }
    }

    private func refused(_ act: () async throws -> Void, line: SourceLocation = #_sourceLocation) async {
        await #expect(throws: Trouble.proofNeeded, sourceLocation: line) { try await act() }
    }
}

extension Actor {
    func proven(until moment: Moment) -> Actor {
        Actor(contact: contact, organization: organization, level: level, name: name, provenUntil: moment)
    }

    func unproven(at now: Moment) -> Actor { proven(until: now) }
}

extension LedgerWorld {
    @discardableResult
    fileprivate func create(_ level: Level, in organization: Organization.ID, by actor: Actor) async throws -> AccessChange {
        let details = ContactDetails(
            firstName: try Line("Kim"), lastName: try Line("Berg"),
            email: EmailAddress(stored: "kim-\(store.ids.next(Contact.self, at: now))@b.example"), phone: nil, title: try Line(""),
            timeZone: nil, language: .english)
        let new = NewContact(details: details, assignment: Assignment(), level: level)
        return try await store.write(actor.grant(CreateContact.self), in: organization, from: Self.origin) { [postman] in
            try $0.create(new, postman: postman)
        }
    }

    fileprivate func set(_ id: Contact.ID, to level: Level, by actor: Actor) async throws {
        _ = try await store.write(actor.grant(GrantAccess.self), from: Self.origin) { [postman] in
            try $0.setAccess(id, to: level, expecting: .any, postman: postman)
        }
    }

    /// A file whose rows were tried.
    fileprivate func checked(_ text: String, by actor: Actor) async throws -> Import.ID {
        let id = try await upload(text, by: actor)
        try await check(id, by: actor)
        try await work()
        return id
    }
}
