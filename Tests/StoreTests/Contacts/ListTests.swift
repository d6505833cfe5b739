import Storage
import TestSupport
import Testing

@_spi(Authenticator) @testable import Domain
@testable import Store

/// What a list shows of each contact, and which contacts a search finds.
@Suite struct ListTests {
    private static let all = Backend.allCases

    @Test(
        "a search finds whoever has a word that begins with each of its words, whether few have them or many", arguments: all,
        [1, 2] as [UInt64])
    func search(backend: Backend, seed: UInt64) async throws {
        try await LedgerWorld.lend(backend) { world in
            var random = SplitMix(state: seed)
            let ada = try await world.person("ada", .admin, in: world.nordlys),
                other = try await world.person("hedda", .admin, in: world.helix)
            let first = ["Ann", "Anna", "Bo", "Åse"], last = ["Berg", "Bergen", "Ann", "Dahl"]
            var names: [String] = []
            for number in 0..<40 {
                let name = ("\(first.randomElement(using: &random)!)", "\(last.randomElement(using: &random)!)")
                for (place, actor) in [(world.nordlys, ada), (world.helix, other)] {
                    try await world.add(name, "n\(number)@c.example", in: place, by: actor)
                }
                names.append("\(name.0) \(name.1) n\(number)")
            }
            for search in ["ann", "berg", "ber an", "ase dahl", "n1", "n1 bo", "ann ann", "x", "bo x"] {
                let words = search.split(separator: " ").map(String.init)
                let admitted = names.filter { name in
                    words.allSatisfy { word in name.folded.split(separator: " ").contains { $0.hasPrefix(word) } }
                }
                for few in [0, 3, 500] {
                    var query = ContactQuery()
                    (query.search, query.few, query.limit) = (search, few, 3)
                    var found: [String] = []
                    while true {
                        let page = try await world.store.read(try ada.grant(ViewContacts.self), in: world.nordlys) { [query] in
                            try $0.contacts(query)
                        }
                        found += page.items.map { "\($0.details.fullName) \($0.details.email?.text.prefix { $0 != "@" } ?? "")" }
                        guard let next = page.next else { break }
                        query.start = .after(next)
                    }
                    #expect(found.sorted() == admitted.sorted(), "\(search), few \(few), seed \(seed)")
                    let count = try await world.store.read(try ada.grant(ViewContacts.self), in: world.nordlys) { [query] in
                        try $0.counts(query).fitting.number
                    }
                    #expect(count == admitted.count, "\(search), few \(few), seed \(seed)")
                }
            }
        }
    }

    @Test("a contact's row and the tables of sites and roles say the same, whatever is changed", arguments: all)
    func places(backend: Backend) async throws {
        try await LedgerWorld.lend(backend) { world in
            let ada = try await world.person("ada", .admin, in: world.nordlys)
            let sites = [
                try await world.site("osl1", in: world.nordlys, by: ada), try await world.site("osl2", in: world.nordlys, by: ada),
            ]
            let lena = try await world.addContact("lena", in: world.nordlys, by: ada)
            func assign(_ assignment: Assignment) async throws {
                let grant = try ada.grant(EditContact.self)
                _ = try await world.store.write(grant, in: world.nordlys, from: LedgerWorld.origin) { [postman = world.postman] in
                    try $0.edit(lena.id, { _ in ContactEdit(details: nil, assignment: assignment) }, expecting: .any, postman: postman)
                }
            }
            for assignment in [
                Assignment(sites: [sites[0]], roles: [HeldRole(.noc, at: sites[1]), HeldRole(.shipping, at: nil)]),
                Assignment(
                    kind: .sharedMailbox, roles: [HeldRole(.noc, at: sites[0]), HeldRole(.noc, at: sites[1]), HeldRole(.noc, at: nil)]),
                Assignment(), Assignment(sites: [sites[0], sites[1]], roles: [HeldRole(.abuse, at: sites[0])]),
            ] {
                try await assign(assignment)
                #expect(try await world.shown(lena.id, by: ada) == assignment)
                #expect(try await world.found(lena.id) == assignment.words)
            }
            try await world.store.write(try ada.grant(EditSites.self), in: world.nordlys, from: LedgerWorld.origin) {
                try $0.delete(sites[0], expecting: .any)
            }
            #expect(try await world.shown(lena.id, by: ada) == Assignment(sites: [sites[1]]))
            #expect(try await world.found(lena.id) == sites[1].text)
        }
    }

    @Test("an installation from before the column has it filled with what its tables say", arguments: all)
    func upgrade(backend: Backend) async throws {
        try await backend.withFresh { database in
            let before = Schema.migrations.prefix { $0.name < "0011" }
            _ = try await Migrator(migrations: Array(before)).run(on: database)
            let (organization, contact, site) = (
                "0198f3c0-0000-7000-8000-000000000001", "0198f3c0-0000-7000-8000-000000000002", "0198f3c0-0000-7000-8000-000000000003"
            )
            try await database.write(.tenants([organization])) { connection in
                try connection.execute(
                    "INSERT INTO organizations (id, name, sort_key, kind, status, allows_exemption, email_domains, version, created_at) VALUES (\(organization), 'N', 'n', 'network', 'active', \(false), '', 1, 1)"
                )
                try connection.execute(
                    "INSERT INTO sites (organization_id, id, code, name, address, time_zone, version, created_at) VALUES (\(organization), \(site), 'osl1', 'O', '', 'Europe/Oslo', 1, 1)"
                )
                try connection.execute(
                    """
                    INSERT INTO contacts (organization_id, id, kind, first_name, last_name, sort_key, email, email_key, title, language, level, status, version, created_at)
                    VALUES (\(organization), \(contact), 'person', 'Lena', 'Dahl', 'dahl', 'l@b.example', 'l@b.example', '', 'en', 'none', 'none', 1, 1)
                    """)
                try connection.execute(
                    "INSERT INTO contact_sites (organization_id, contact_id, site_id) VALUES (\(organization), \(contact), \(site))")
                try connection.execute(
                    "INSERT INTO contact_roles (organization_id, contact_id, role, site_id) VALUES (\(organization), \(contact), 'noc', NULL)"
                )
                try connection.execute(
                    "INSERT INTO contact_words (organization_id, word, contact_id) VALUES (\(organization), 'lena', \(contact))")
            }
            _ = try await Migrator(migrations: Schema.migrations).run(on: database)
            let (kept, words) = try await database.read(.tenants([organization])) { connection in
                (
                    try connection.first("SELECT \(contactColumns) FROM contacts c") {
                        try ContactRow($0, now: Moment(milliseconds: 1)).contact.assignment
                    },
                    try connection.rows("SELECT word FROM contact_words") { try $0.text(0) }
                )
            }
            #expect(kept == Assignment(sites: [Site.ID(stored: site)], roles: [HeldRole(.noc, at: nil)]))
            #expect(words == ["lena"])
            // The wall is up again: whoever names no organization sees nothing of it.
            if backend == .postgres {
                #expect(try await database.read(.owner) { try $0.rows("SELECT id FROM contacts") { try $0.text(0) } }.isEmpty)
            }
        }
    }
}

extension LedgerWorld {
    fileprivate func add(_ name: (String, String), _ email: String, in place: Organization.ID, by actor: Actor) async throws {
        let details = ContactDetails(
            firstName: Line(stored: name.0), lastName: Line(stored: name.1), email: EmailAddress(stored: email), phone: nil,
            title: Line(stored: ""), timeZone: nil, language: .english)
        _ = try await store.write(try actor.grant(CreateContact.self), in: place, from: LedgerWorld.origin) { [postman] in
            try $0.create(NewContact(details: details, assignment: Assignment(), level: .none), postman: postman)
        }
    }

    fileprivate func site(_ code: String, in place: Organization.ID, by actor: Actor) async throws -> Site.ID {
        let details = SiteDetails(
            code: try SiteCode(code), name: Line(stored: code), address: Line(stored: ""), timeZone: TimeZoneName(stored: "Europe/Oslo"))
        return try await store.write(try actor.grant(EditSites.self), in: place, from: LedgerWorld.origin) { try $0.create(details).id }
    }

    fileprivate func shown(_ contact: Contact.ID, by actor: Actor) async throws -> Assignment {
        try await store.read(try actor.grant(ViewContacts.self), in: nordlys) { try $0.contact(contact).assignment }
    }

    /// What the tables say, in the words of a contact's row.
    fileprivate func found(_ contact: Contact.ID) async throws -> String {
        try await database.read(.tenants([nordlys.text])) { connection in
            let sites = try connection.rows("SELECT site_id FROM contact_sites WHERE contact_id = \(contact)") {
                Site.ID(stored: try $0.text(0))
            }
            let roles = try connection.rows("SELECT role, site_id FROM contact_roles WHERE contact_id = \(contact)") { row in
                HeldRole(ContactRole(rawValue: try row.text(0))!, at: try row.optionalText(1).map(Site.ID.init(stored:)))
            }
            return Assignment(sites: Set(sites), roles: Set(roles)).words
        }
    }
}
