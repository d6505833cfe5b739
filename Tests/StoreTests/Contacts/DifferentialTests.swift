import Storage
import TestSupport
import Testing

@_spi(Authenticator) @testable import Domain
@testable import Store

/// The rows that each query returns under each grant are those that a three-line rule admits, in random worlds.
@Suite("Differential")
struct DifferentialTests {
    struct Person: Hashable {
        let id: Contact.ID
        let organization: Organization.ID
        let level: Level
    }

    /// Written from the table, without the product's rules: staff see partners, Operator admin and Auditor also
    /// their own people; partners see their own organization.
    func admits(_ actor: Person, _ place: Organization.ID, _ target: Person) -> Bool {
        guard target.organization == place else { return false }
        if place == actor.organization {
            return target == actor || !actor.level.isStaff || [.operatorAdmin, .auditor].contains(actor.level)
        }
        return actor.level.isStaff
    }

    @Test(
        "what a list shows is what the rule admits, for every level, own and foreign organizations", arguments: Backend.allCases,
        [1, 2, 3] as [UInt64])
    func lists(_ backend: Backend, _ seed: UInt64) async throws {
        try await IdentityWorld.lend(backend) { world in
            let people = try await populate(world, seed: seed)
            for actor in people where actor.level != .none {
                for place in Set(people.map(\.organization)) {
                    let seen = try await list(as: actor, in: place, world)
                    let admitted = Set(people.filter { admits(actor, place, $0) }.map(\.id))
                    #expect(seen == admitted, "\(actor.level) of \(actor.organization) in \(place), seed \(seed)")
                }
            }
        }
    }

    private func list(as person: Person, in place: Organization.ID, _ world: IdentityWorld) async throws -> Set<Contact.ID> {
        let actor = Actor(contact: person.id, organization: person.organization, level: person.level, name: "")
        let grant = try actor.grant(ViewContacts.self)
        var query = ContactQuery()
        query.limit = 7
        var seen: Set<Contact.ID> = []
        do {
            while true {
                let page = try await world.store.read(grant, in: place) { [query] in try $0.contacts(query) }
                seen.formUnion(page.items.map(\.id))
                guard let next = page.next else { return seen }
                query.start = .after(next)
            }
        } catch Trouble.notFound {
            return []
        }
    }

    private func populate(_ world: IdentityWorld, seed: UInt64) async throws -> [Person] {
        var random = SplitMix(state: seed)
        let console = Actor(contact: nil, organization: nil, level: .console, name: "Console")
        var organizations = [try await world.store.operatorOrganization()!]
        for index in 0..<3 {
            let details = OrganizationDetails(name: Line(stored: "Partner \(index)"), kind: .network, asns: [])
            organizations.append(try await world.store.create(details, by: try console.grant(), from: world.origin).id)
        }
        var people: [Person] = []
        for organization in organizations {
            let levels = organization == organizations[0] ? Level.ofStaff : Level.ofPartners
            for index in 0..<Int(5 + random.next() % 12) {
                let level = index < levels.count ? levels[index] : levels.randomElement(using: &random)!
                let details = ContactDetails(
                    firstName: Line(stored: "P\(random.next() % 50)"), lastName: Line(stored: "Q\(random.next() % 5)"),
                    email: EmailAddress(stored: "p\(index)@\(organization.text.suffix(6)).example"), phone: nil,
                    title: Line(stored: ""), timeZone: nil, language: .english)
                let grant = try console.grant(CreateContact.self)
                let contact = try await world.store.write(grant, in: organization, from: world.origin) { [postman = world.postman] in
                    try $0.create(NewContact(details: details, assignment: Assignment(), level: level), postman: postman).contact
                }
                people.append(Person(id: contact.id, organization: organization, level: level))
            }
        }
        return people
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
