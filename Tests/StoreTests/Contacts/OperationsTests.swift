import Storage
import Testing
import TestSupport

@testable import Credentials
@testable import Domain
@testable import Store

@Suite struct OperationsTests {
    private static let all = Backend.allCases

    private func lend(
        _ backend: Backend,
        _ body: (
            IdentityWorld, SignedIn, SignedIn,
            @escaping @Sendable ([ContactOperation], Once<[OperationOutcome]>?) async throws -> [OperationOutcome]
        ) async throws -> Void
    ) async throws {
        try await IdentityWorld.lend(backend) { world async throws in
            let ada = try await world.firstAdmin()
            let nordlys = try await world.organization("Nordlys", by: ada)
            let lena = try await world.member("Lena", "lena@nordlys.example", at: .admin, in: nordlys, by: ada).person
            _ = try await world.member("Eli", "eli@nordlys.example", at: .admin, in: nordlys, by: lena)
            let (store, origin, postman) = (world.store, world.origin, world.postman)
            try await body(world, ada, lena) { operations, once in
                try await store.run(operations, by: lena.actor.grant(), from: origin, once: once, postman: postman)
            }
        }
    }

    private func new(_ world: IdentityWorld, _ first: String, at level: Level = .none) throws -> ContactOperation {
        .create(
            NewContact(details: try world.details(first, "\(first)@nordlys.example".lowercased()), assignment: Assignment(), level: level))
    }

    @Test("all of it happens in order, each with its outcome", arguments: all)
    func done(backend: Backend) async throws {
        try await lend(backend) { world, ada, lena, run async throws in
            let first = try await run([new(world, "Nora", at: .readOnly)], nil)
            guard case .created(let nora) = first[0] else { return #expect(Bool(false), "\(first)") }
            #expect(nora.access == .invited)
            let second = try await run([.access(nora.id, .exactly(nora.version), .none), .delete(nora.id, .any)], nil)
            guard case .changed(let revoked) = second[0], case .deleted(nora.id) = second[1] else {
                return #expect(Bool(false), "\(second)")
            }
            #expect(revoked.access == .none)
            // Nor does a search find her.
            #expect(try await world.number("SELECT COUNT(*) FROM contact_words WHERE contact_id = \(nora.id)") == 0)
        }
    }

    @Test("one refused row takes back all, its mail too, and every row hears what it would have come to", arguments: all)
    func refused(backend: Backend) async throws {
        try await lend(backend) { world, ada, lena, run async throws in
            let mails = try await world.number("SELECT COUNT(*) FROM outbox")
            let refused = try await #require(throws: OperationsRefused.self) {
                _ = try await run([new(world, "Nora", at: .readOnly), .delete(lena.contact, .any), new(world, "Nora")], nil)
            }
            guard case .created = refused.outcomes[0], case .refused(let own) = refused.outcomes[1],
                case .refused(let twice) = refused.outcomes[2]
            else { return #expect(Bool(false)) }
            #expect(own as? Trouble == .conflict(.ownContact))
            #expect(twice as? Trouble == .invalid([FieldError("email", .emailTaken)]))
            #expect(try await world.number("SELECT COUNT(*) FROM contacts WHERE first_name = 'Nora'") == 0)
            #expect(try await world.number("SELECT COUNT(*) FROM outbox") == mails)
        }
    }

    @Test("whoever lowers themselves goes on with what is left", arguments: all)
    func lowered(backend: Backend) async throws {
        try await lend(backend) { world, ada, lena, run async throws in
            let refused = try await #require(throws: OperationsRefused.self) {
                _ = try await run([.access(lena.contact, .any, .readOnly), new(world, "Nora", at: .admin)], nil)
            }
            guard case .changed = refused.outcomes[0], case .refused(let error) = refused.outcomes[1] else { return #expect(Bool(false)) }
            #expect(error is Refusal)
        }
    }

    @Test("what a savepoint takes back leaves no entry, and no gap where it was", arguments: all)
    func takenBack(backend: Backend) async throws {
        try await lend(backend) { world, ada, lena, _ async throws in
            let (nora, odin, postman) = (
                try world.details("Nora", "nora@nordlys.example"), try world.details("Odin", "odin@nordlys.example"), world.postman
            )
            let chain: (SignedIn) async throws -> Int64 = {
                try await world.number("SELECT COUNT(*) FROM audit_entries WHERE organization_id = \($0.organization.id)")
            }
            let before = try await chain(lena)
            try await world.store.write(lena.actor.grant(CreateContact.self), from: world.origin) { transaction in
                do {
                    try transaction.attempt {
                        _ = try transaction.create(NewContact(details: nora, assignment: Assignment(), level: .none), postman: postman)
                        throw Trouble.notFound
                    }
                } catch Trouble.notFound {}
                _ = try transaction.create(NewContact(details: odin, assignment: Assignment(), level: .none), postman: postman)
            }
            #expect(try await chain(lena) == before + 1)
            #expect(
                try await world.number(
                    "SELECT number FROM audit_entries WHERE organization_id = \(lena.organization.id) ORDER BY number DESC LIMIT 1")
                    == before + 1)
            #expect(
                try await world.number("SELECT entries FROM audit_chains WHERE organization_id = \(lena.organization.id)") == before + 1)
        }
    }

    @Test("an erased person is in no receipt", arguments: all)
    func receipts(backend: Backend) async throws {
        try await lend(backend) { world, ada, lena, run async throws in
            let once = Once<[OperationOutcome]>(IdempotencyKey("k1", request: [])) { _ in
                Receipt(status: 200, location: nil, etag: nil, body: Array("Nora".utf8))
            }
            let made = try await run([new(world, "Nora")], once)
            guard case .created(let nora) = made[0] else { return #expect(Bool(false)) }
            #expect(try await world.number("SELECT COUNT(*) FROM idempotency_keys") == 1)
            _ = try await world.store.erasePerson(
                nora.id, in: nora.organization, by: ada.actor.grant(), from: world.origin, postman: world.postman)
            #expect(try await world.number("SELECT COUNT(*) FROM idempotency_keys") == 0)
        }
    }
}
