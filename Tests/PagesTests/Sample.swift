@_spi(Authenticator) import Domain
import Markup
import Pages

/// A small organization with every state in it, as plain values.
enum Sample {
    static let now = Moment(milliseconds: 1_795_266_300_000)  // 2026-11-21 13:05:00 UTC
    static let nordlys = Organization.ID(stored: "019aa000-0000-7000-8000-000000000001")
    static let house = Organization.ID(stored: "019aa000-0000-7000-8000-000000000002")

    static func asn(_ number: Int64) -> ASN { ASN(stored: number) }
    static func line(_ text: String) -> Line { (try? Line(text)) ?? empty }
    private static let empty: Line = {
        do { return try Line("") } catch { fatalError("\(error)") }
    }()

    static let sites: [SiteName] = [
        SiteName(id: site(1), code: "osl001", name: "Oslo 1", timeZone: "Europe/Oslo"),
        SiteName(id: site(2), code: "bgo001", name: "Bergen 1", timeZone: "Europe/Oslo"),
        SiteName(id: site(3), code: "tos001", name: "Tromsø 1", timeZone: "Europe/Oslo"),
        SiteName(id: site(4), code: "tos002", name: "Tromsø 2", timeZone: "Europe/Oslo"),
    ]

    static func site(_ number: Int) -> Site.ID { Site.ID(stored: "019aa000-0000-7000-8000-00000000010\(number)") }

    static func id(_ number: Int) -> Contact.ID {
        let digits = String(number)
        return Contact.ID(stored: "019aa000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
    }

    static func contact(
        _ number: Int, _ first: String, _ last: String, _ email: String?, _ phone: String?, _ roles: [HeldRole], _ level: Level,
        _ access: AccessStatus,
        seen hours: Int64? = nil, invitationDays: Int64? = nil, kind: Contact.Kind = .person, title: String = "",
        language: Language = .english,
        organization: Organization.ID = nordlys
    ) -> Contact {
        Contact(
            id: id(number), organization: organization,
            details: ContactDetails(
                firstName: line(first), lastName: line(last), email: email.map { EmailAddress(stored: $0) },
                phone: phone.map { PhoneNumber(stored: $0) },
                title: line(title), timeZone: TimeZoneName(stored: "Europe/Oslo"), language: language),
            assignment: Assignment(kind: kind, roles: Set(roles)), level: level, access: access, version: 3,
            lastSignIn: hours.map { now - .hours($0) }, invitationEnds: invitationDays.map { now + .days($0) + .minutes(4) },
            exemptFrom: number == 3 ? now - .days(20) : nil)
    }

    static let contacts: [Contact] = [
        contact(
            1, "Ingrid", "Moen", "ingrid.moen@nordlys.example", "+4722550110", [HeldRole(.engineering, at: nil)], .admin, .active, seen: 6,
            title: "Head of network"),
        contact(
            2, "Lena", "Ortiz", "lena.ortiz@nordlys.example", "+4755201143", [HeldRole(.noc, at: site(1)), HeldRole(.noc, at: site(2))],
            .readOnly, .invited, invitationDays: 2),
        contact(
            3, "NOC Desk", "", "noc@nordlys.example", "+4780000000;ext=12", [HeldRole(.noc, at: nil)], .readOnly, .active, seen: 10,
            kind: .sharedMailbox),
        contact(
            4, "Pål", "Hansen", "pal.hansen@nordlys.example", "+4755209981",
            [HeldRole(.noc, at: site(2)), HeldRole(.shipping, at: site(2))], .engineering, .active, seen: 50),
        contact(
            5, "Sofie", "Berg", nil, "+4722550100", [HeldRole(.customs, at: site(1)), HeldRole(.logistics, at: site(1))], .none, .none),
        contact(
            6, "Tor", "Eriksen", "tor.eriksen@nordlys.example", "+4722550177", [HeldRole(.noc, at: site(1))], .engineering, .suspended,
            seen: 3800),
        contact(
            7, "Maximiliana", "Featherstonehaugh-Cholmondeley", "maximiliana.featherstonehaugh@subsidiary.nordlys.example", "+442079460958",
            [
                HeldRole(.legal, at: nil), HeldRole(.billing, at: nil), HeldRole(.security, at: site(1)), HeldRole(.abuse, at: site(1)),
                HeldRole(.peering, at: site(3)),
            ], .readOnly, .active, seen: 30, title: "Counsel"),
        contact(8, "Ola", "Nordmann", "ola.nordmann@nordlys.example", nil, [], .readOnly, .expired),
        contact(
            9, "<script>alert(1)</script>", "& \"Co\"", "x@nordlys.example", "+12125550123", [HeldRole(.marketing, at: nil)], .none, .none),
    ]

    static func reader(_ level: Level = .admin, contact: Int = 1, name: String = "Ingrid Moen", looking: Bool = false, others: Bool = false)
        -> Reader
    {
        let partner = OrganizationBadge(id: nordlys, name: "Nordlys Fiber", asns: [asn(64950)], kind: .network)
        let own = OrganizationBadge(id: house, name: "Meridian Pictures", asns: [], kind: .operator)
        let home = level.isStaff ? own : partner
        return Reader(
            actor: Actor(contact: id(contact), organization: home.id, level: level, name: name),
            email: EmailAddress(stored: "ingrid.moen@nordlys.example"),
            organization: home,
            others: others
                ? [
                    OrganizationBadge(id: house, name: "Fjord Post", asns: [], kind: .vendor),
                    OrganizationBadge(id: house, name: "Sørnett", asns: [asn(64951), asn(64952)], kind: .network),
                ] : [],
            looking: looking ? partner : nil)
    }

    static func context(
        _ reader: Reader? = Sample.reader(), language: Language = .english, theme: Theme = .auto, outcome: Outcome? = nil,
        isDemo: Bool = false
    ) -> PageContext {
        PageContext(
            language: language, zone: .named("Europe/Oslo") ?? .utc, theme: theme, now: now, csrf: "token", nonce: "bm9uY2U",
            requestID: "019aa7c0-77f2", here: Link("/users"),
            outcome: outcome, isDemo: isDemo, support: EmailAddress(stored: "access@meridian.example"), operatorName: "Meridian Pictures",
            reader: reader)
    }

    static func users(panel: ContactPanel? = nil, filter: ContactFilter = ContactFilter(), rows: [Contact] = contacts, gaps: Bool = true)
        -> UsersPage
    {
        UsersPage(
            rows: rows, sites: sites, filter: filter, matching: .exactly(rows.count), total: .exactly(41),
            next: "abc", gaps: gaps ? [UsersPage.Gap(.maintenance, at: sites[3]), UsersPage.Gap(.logistics, at: sites[2])] : [],
            panel: panel)
    }

    static func panel(_ number: Int) -> ContactPanel {
        ContactPanel(contact: contacts[number - 1], sites: sites, invitedBy: "Ingrid Moen", invitedAt: now - .days(5))
    }
}
