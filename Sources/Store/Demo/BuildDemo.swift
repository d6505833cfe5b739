import Credentials
import Domain
import Storage

/// How people of the demo get in besides the one click.
struct DemoEntrance: Sendable {
    let passphrase: String
    let box: SecretBox
}

/// Somebody whose place one can take in the demo with one click.
public struct Persona: Sendable, Hashable {
    public let contact: Contact.ID
    public let name: String
    public let email: EmailAddress?
    public let organization: Organization.ID
    public let organizationName: String
    public let level: Level
    public let access: AccessStatus
    /// Nobody of a suspended organization can sign in.
    public let organizationStatus: Organization.Status
}

extension Store {
    private static let demoMark = "demo"

    /// True when this database was made for the demo. The mark is written when the world is, and never later.
    public func isDemo() async throws -> Bool {
        try await database.read(.tenants([])) {
            try $0.first("SELECT value FROM installation WHERE name = \(Store.demoMark)") { try $0.text(0) }
        } != nil
    }

    /// True when nobody lives here yet.
    public func isEmpty() async throws -> Bool {
        try await database.read(.wide) { try $0.first("SELECT id FROM organizations LIMIT 1") { try $0.text(0) } } == nil
    }

    /// Everybody with portal access, for the demo's sign-in page and its harnesses.
    public func personas() async throws -> [Persona] {
        guard try await isDemo() else { return [] }
        let now = clock()
        return try await database.read(.wide) { connection in
            try connection.rows(
                """
                SELECT \(contactColumns), o.name, o.status FROM contacts c JOIN organizations o ON o.id = c.organization_id
                WHERE c.level <> 'none' ORDER BY o.kind = 'operator', o.sort_key, c.sort_key, c.id
                """
            ) { row in
                let contact = try ContactRow(row, now: now).contact
                return Persona(
                    contact: contact.id, name: contact.details.fullName, email: contact.details.email,
                    organization: contact.organization, organizationName: try row.text(ContactRow.width), level: contact.level,
                    access: contact.access,
                    organizationStatus: Organization.Status(rawValue: try row.text(ContactRow.width + 1)) ?? .suspended)
            }
        }
    }

    /// Fills an empty database with the demo world, and marks it.
    ///
    /// - Parameters:
    ///   - passphrase: everybody's, as a PHC string.
    ///   - box: seals everybody's code generator, and the mail of what is under way.
    public func buildDemo(passphrase: String, box: SecretBox) async throws {
        let now = clock()
        let entrance = DemoEntrance(passphrase: passphrase, box: box)
        let plan = DemoWorld.organizations.map { (organization: $0, id: ids.next(Organization.self, at: now)) }
        try await database.write(.tenants(plan.map(\.id.text) + [Ledger.installation])) { connection in
            guard
                try connection.first("SELECT entries FROM audit_chains WHERE organization_id = \(Ledger.installation)", { try $0.int(0) })
                    == nil
            else { return }
            try connection.execute("INSERT INTO installation (name, value) VALUES (\(Store.demoMark), \(String(now.milliseconds)))")
            try Ledger.open(Ledger.installation, on: connection)
            for (organization, id) in plan {
                try build(organization, id, entrance, now, connection)
                try DemoAffairs(
                    demo: organization, organization: id, postman: Postman(box: box), ids: ids, now: now, connection: connection
                ).write(operator: plan[0].id)
            }
            let ledger = try Ledger(chains: [Ledger.installation], on: connection, now: now)
            try ledger.append(
                Record(action: "installation.opened", target: "demo"), by: .system, from: .none, to: Ledger.installation, on: connection)
            try ledger.close(on: connection)
        }
    }

    private func build(
        _ demo: DemoWorld.Organization, _ id: Organization.ID, _ entrance: DemoEntrance, _ now: Moment, _ connection: any Connection
    ) throws {
        try insert(
            Organization(
                id: id, name: Line(stored: demo.name), kind: demo.kind, status: demo.status, asns: demo.asns.map { ASN(stored: Int64($0)) },
                policy: Policy(
                    allowsExemption: demo.allowsExemption, emailDomains: demo.domains.map(DomainName.init(stored:)),
                    inactivityDays: demo.inactivityDays),
                version: 1), at: now, on: connection)
        var sites: [String: Site.ID] = [:]
        for site in demo.sites {
            let siteID = ids.next(Site.self, at: now)
            sites[site.code] = siteID
            try connection.execute(
                """
                INSERT INTO sites (organization_id, id, code, name, address, time_zone, version, created_at)
                VALUES (\(id), \(siteID), \(site.code), \(site.name), \(site.address), \(site.zone), 1, \(now))
                """)
            let details = SiteDetails(
                code: SiteCode(stored: site.code), name: Line(stored: site.name), address: Line(stored: site.address),
                timeZone: TimeZoneName(stored: site.zone))
            for word in details.searchWords.sorted() {
                try connection.execute("INSERT INTO site_words (organization_id, word, site_id) VALUES (\(id), \(word), \(siteID))")
            }
        }
        for person in demo.people { try build(person, of: demo, id, sites, entrance, now, connection) }
    }

    private func build(
        _ person: DemoWorld.Person, of demo: DemoWorld.Organization, _ organization: Organization.ID, _ sites: [String: Site.ID],
        _ entrance: DemoEntrance, _ now: Moment, _ connection: any Connection
    ) throws {
        let id = ids.next(Contact.self, at: now)
        let details = ContactDetails(
            firstName: Line(stored: person.first), lastName: Line(stored: person.last),
            email: person.email.isEmpty ? nil : EmailAddress(stored: person.email), phone: person.phone.map(PhoneNumber.init(stored:)),
            title: Line(stored: person.title), timeZone: demo.sites.first.map { TimeZoneName(stored: $0.zone) }, language: person.language)
        let roles = person.roles.compactMap { word -> HeldRole? in
            let halves = word.split(separator: "@")
            guard halves.count == 2, let role = ContactRole(rawValue: String(halves[0])) else { return nil }
            return HeldRole(role, at: halves[1] == "*" ? nil : sites[String(halves[1])])
        }
        let assignment = Assignment(kind: person.kind, roles: Set(roles))
        let hasAccount = person.access == .active || person.access == .suspended
        let ends: Moment? =
            switch person.access {
            case .invited: now + .days(2)
            case .expired: now - .days(3)
            case .none, .active, .suspended: nil
            }
        let isExempt =
            demo.allowsExemption && person.level == .readOnly && person.access != .suspended && roles.contains { $0.role == .noc }
        let account = hasAccount ? try demoAccount(person.email, isExempt: isExempt, entrance, now, connection) : nil
        try connection.execute(
            """
            INSERT INTO contacts (organization_id, id, kind, first_name, last_name, sort_key, email, email_key, phone, title, time_zone, language,
                assignment, level, status, account_id, invitation_ends_at, exempt_from_at, last_sign_in_at, version, created_at)
            VALUES (\(organization), \(id), \(person.kind.rawValue), \(person.first), \(person.last), \(details.sortKey), \(details.email?.text),
                \(details.email?.key), \(details.phone?.text), \(person.title), \(details.timeZone?.text), \(person.language.rawValue),
                \(assignment.words), \(person.level.rawValue), \(person.access == .expired ? "invited" : person.access.rawValue), \(account), \(ends),
                \(isExempt ? now - .hours(1) : nil), \(person.seen.map { now - .days(Int64($0)) - .minutes(Int64($0 * 37 % 600)) }), 1, \(now))
            """)
        for word in details.searchWords.sorted() {
            try connection.execute(
                "INSERT INTO contact_words (organization_id, word, sort_key, contact_id) VALUES (\(organization), \(word), \(details.sortKey), \(id))"
            )
        }
        for site in assignment.sites.sorted() {
            try connection.execute(
                "INSERT INTO contact_sites (organization_id, contact_id, site_id) VALUES (\(organization), \(id), \(site))")
        }
        for held in roles {
            try connection.execute(
                """
                INSERT INTO contact_roles (organization_id, contact_id, role, site_id) VALUES (\(organization), \(id), \(held.role.rawValue), \(held.site))
                """)
        }
    }

    /// One account per address: somebody who belongs to two organizations has one.
    private func demoAccount(_ email: String, isExempt: Bool, _ entrance: DemoEntrance, _ now: Moment, _ connection: any Connection) throws
        -> Identifier<Account>?
    {
        let address = EmailAddress(stored: email)
        if let known = try connection.first(
            "SELECT id FROM accounts WHERE email_key = \(address.key)", { Identifier<Account>(stored: try $0.text(0)) })
        {
            return known
        }
        let id = ids.next(Account.self, at: now)
        try connection.execute(
            """
            INSERT INTO accounts (id, email, email_key, passphrase, proven_at, version, created_at)
            VALUES (\(id), \(email), \(address.key), \(entrance.passphrase), \(now), 1, \(now))
            """)
        if isExempt { return id }
        let totp = ids.next(TOTP.self, at: now)
        try connection.execute(
            """
            INSERT INTO totps (id, account_id, secret, name, last_step, created_at)
            VALUES (\(totp), \(id), \(try entrance.box.seal(TOTP.generate().secret, for: ["totp", totp.text])), 'Demo', 0, \(now))
            """)
        return id
    }
}
