import Storage
import Testing
import TestSupport

@testable import Domain
@testable import Store

/// Dumps of PeeringDB, one after the other.
@Suite struct DumpTests {
    private static let all = Backend.allCases

    private func dump(poc: [String: String] = [:], facility: String = "Oslo Hall", asns: [String] = ["64999"]) throws -> [PeeringDB.Object]
    {
        let nets = asns.enumerated().map { ("net", ["id": "\(10 + $0)", "org_id": "1", "asn": $1]) }
        let objects: [(String, [String: String])] =
            [
                ("org", ["id": "1", "name": "Fjord Net"]), ("org", ["id": "2", "name": "Only Buildings"]),
                ("fac", ["id": "58", "name": facility, "country": "NO"]), ("netfac", ["id": "1", "net_id": "10", "fac_id": "58"]),
                (
                    "poc",
                    ["id": "7", "net_id": "10", "role": "NOC", "name": "Per Peer", "email": "per@fjord.example", "phone": "+4755201143"]
                        .merging(poc) { $1 }
                ),
            ] + nets
        return try objects.map { try #require(PeeringDB.Object(list: $0, $1)) }
    }

    private func bring(_ objects: [PeeringDB.Object], into world: LedgerWorld, by actor: Actor) async throws -> [String] {
        let grant: Grant<RunImports> = try actor.grant()
        let id = try await world.store.write(grant, from: LedgerWorld.origin) {
            try $0.begin(NewImport(kind: .peeringDB, format: .json, name: Line(stored: "dump.json")))
        }.id
        try await world.store.write(grant, from: LedgerWorld.origin) { try $0.append(objects, to: id) }
        _ = try await world.store.write(grant, from: LedgerWorld.origin) { try $0.complete(id, columns: PeeringDB.members) }
        try await world.check(id, by: actor)
        try await world.work()
        try await world.apply(id, by: actor)
        try await world.work()
        return try await world.outcomes(id, by: actor).short
    }

    private func fjord(_ world: LedgerWorld) async throws -> Organization.ID {
        try await world.database.read(.wide) {
            try #require(try $0.first("SELECT id FROM organizations WHERE name = 'Fjord Net'") { Identifier(stored: try $0.text(0)) })
        }
    }

    private func edit(
        _ world: LedgerWorld, _ by: Actor, in place: Organization.ID, _ change: @escaping @Sendable (inout ContactInput) -> Void
    ) async throws {
        let id = try await world.database.read(.wide) {
            try #require(
                try $0.first("SELECT id FROM contacts WHERE organization_id = \(place)") { Identifier<Contact>(stored: try $0.text(0)) })
        }
        let postman = world.postman
        _ = try await world.store.write(by.grant(EditContact.self), in: place, from: LedgerWorld.origin) { transaction in
            try transaction.edit(
                id,
                { contact in
                    var input = ContactInput()
                    change(&input)
                    return ContactEdit(details: try input.validated(over: contact).details, assignment: nil)
                }, expecting: .any, postman: postman)
        }
    }

    @Test(
        "an organization with a network, its facility and its point of contact come in; the same dump again changes nothing", arguments: all
    )
    func first(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let nora = try await world.person("nora", .operatorAdmin, in: world.operators)
            #expect(try await bring(dump(), into: world, by: nora) == ["new", "new", "new"])
            #expect(try await world.contacts(of: fjord(world)) == ["Per|per@fjord.example|+4755201143||none|none"])
            #expect(try await world.number("SELECT COUNT(*) FROM organizations WHERE name = 'Only Buildings'") == 0)
            #expect(try await bring(dump(), into: world, by: nora) == ["same", "same", "same"])
            #expect(try await world.number("SELECT COUNT(*) FROM import_objects") == 0)
        }
    }

    @Test("a newer dump changes what changed there, and leaves what was edited here", arguments: all)
    func merged(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let nora = try await world.person("nora", .operatorAdmin, in: world.operators)
            _ = try await bring(dump(), into: world, by: nora)
            let place = try await fjord(world)
            try await edit(world, nora, in: place) { $0.firstName = "Petter" }
            // The name changed there as well: it stays as it was edited here, both halves. The number is taken.
            #expect(
                try await bring(dump(poc: ["name": "Paul Jr", "phone": "+47 55 20 11 44"], facility: "Oslo Hall 2"), into: world, by: nora)
                    == ["same", "name", "phone"])
            #expect(try await world.contacts(of: place) == ["Petter|per@fjord.example|+4755201144||none|none"])
            // What was taken in another spelling than it is kept in is not an edit.
            #expect(
                try await bring(dump(poc: ["name": "Paul Jr", "phone": "+47 55 20 11 45"], facility: "Oslo Hall 2"), into: world, by: nora)
                    == ["same", "same", "phone"])
            // An edit here stays an edit, however often the dump comes.
            #expect(
                try await bring(
                    dump(poc: ["name": "Paula Jr", "phone": "+47 55 20 11 45"], facility: "Oslo Hall 2"), into: world, by: nora) == [
                        "same", "same", "same",
                    ])
            #expect(try await bring(dump(asns: ["64999", "65001"]), into: world, by: nora).first == "asns")
        }
    }

    @Test("what the portal knew before the first dump is only filled up", arguments: all)
    func known(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let nora = try await world.person("nora", .operatorAdmin, in: world.operators)
            let details = OrganizationDetails(name: Line(stored: "Fjord Net"), kind: .vendor, asns: [try ASN("64999")])
            let made = try await world.store.create(details, by: nora.grant(), from: LedgerWorld.origin)
            let new = NewContact(
                details: ContactDetails(
                    firstName: Line(stored: "Pia"), lastName: Line(stored: "Dahl"), email: try EmailAddress("PER@fjord.example"),
                    phone: nil, title: Line(stored: ""),
                    timeZone: nil, language: .english), assignment: Assignment(), level: .none)
            let postman = world.postman
            _ = try await world.store.write(nora.grant(CreateContact.self), in: made.id, from: LedgerWorld.origin) {
                try $0.create(new, postman: postman)
            }
            #expect(try await bring(dump(asns: ["64999", "65001"]), into: world, by: nora) == ["same", "new", "phone roles"])
            #expect(try await world.contacts(of: made.id) == ["Pia|PER@fjord.example|+4755201143||none|none"])
        }
    }

    @Test("a facility's time zone is a guess until somebody confirms it, and what was confirmed stays", arguments: all)
    func guesses(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let nora = try await world.person("nora", .operatorAdmin, in: world.operators)
            func hall(_ latitude: String, _ longitude: String) throws -> [PeeringDB.Object] {
                let fields = ["id": "58", "name": "Hall", "country": "US", "latitude": latitude, "longitude": longitude]
                return try dump().filter { $0.list != "fac" } + [#require(PeeringDB.Object(list: "fac", fields))]
            }
            _ = try await bring(hall("32.80", "-96.82"), into: world, by: nora)
            let place = try await fjord(world)
            func site() async throws -> Site {
                try #require(try await world.store.read(nora.grant(ViewSites.self), in: place) { try $0.sites() }.first)
            }
            func edit(_ change: @escaping @Sendable (inout SiteInput) -> Void) async throws {
                let id = try await site().id
                _ = try await world.store.write(nora.grant(EditSites.self), in: place, from: LedgerWorld.origin) { transaction in
                    try transaction.edit(
                        id,
                        {
                            var input = SiteInput()
                            change(&input)
                            return try input.validated(over: $0.details)
                        }, expecting: .any)
                }
            }
            func shown() async throws -> String {
                let details = try await site().details
                return "\(details.timeZone)\(details.isZoneGuessed ? "?" : "")"
            }
            #expect(try await shown() == "America/Chicago?")
            // What is changed beside it confirms nothing; the same dump says nothing new, another place is another guess.
            try await edit { ($0.name, $0.timeZone, $0.confirmsTimeZone) = ("Great Hall", "America/Chicago", false) }
            #expect(try await shown() == "America/Chicago?")
            #expect(try await bring(hall("32.80", "-96.82"), into: world, by: nora) == ["same", "same", "same"])
            #expect(try await bring(hall("47.61", "-122.34"), into: world, by: nora)[1] == "time_zone")
            #expect(try await shown() == "America/Los_Angeles?")
            // A file of the portal's own carries the mark, and one that says the zone alone confirms it.
            let id = try await site().id
            _ = try await world.bring(
                "id,time_zone,time_zone_guessed\n\(id),America/Los_Angeles,yes", .sites, by: nora, in: place)
            #expect(try await shown() == "America/Los_Angeles?")
            #expect(
                try await world.bring("id,time_zone,time_zone_guessed\n\(id),,maybe", .sites, by: nora, in: place).done.short == [
                    "no: time_zone_guessed"
                ])
            // A zone that is said is confirmed, the same one as well; no later dump changes it.
            try await edit { $0.timeZone = "America/Los_Angeles" }
            #expect(try await shown() == "America/Los_Angeles")
            #expect(try await bring(hall("32.80", "-96.82"), into: world, by: nora)[1] == "same")
            #expect(try await shown() == "America/Los_Angeles")
            try await edit { $0.isZoneGuessed = true }
            #expect(try await shown() == "America/Los_Angeles?")
        }
    }
}
