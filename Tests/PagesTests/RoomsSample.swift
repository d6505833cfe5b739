import Domain
import Pages

/// The rooms besides Users in their states, of the same small organization.
extension Sample {
    static let rooms: [Gallery.Item] = ours + operators

    private static let admin = reader()
    private static let viewer = reader(.readOnly, contact: 7, name: "Ola Nordmann")
    private static let staff = reader(.operatorAdmin, contact: 98, name: "Noor Haddad")

    private static let ours: [Gallery.Item] = [
        Gallery.Item(name: "home", page: home, reader: admin),
        Gallery.Item(name: "home-viewer", page: home, reader: viewer),
        Gallery.Item(name: "home-quiet", page: HomePage(contacts: .exactly(41), sites: 4), reader: admin),
        Gallery.Item(name: "home-new", page: HomePage(contacts: .exactly(1), sites: 0), reader: admin),
        Gallery.Item(name: "told", page: told, reader: admin),
        Gallery.Item(
            name: "sites", page: SitesPage(rows: fullSites.map { SitesPage.Row($0, contacts: 5, gaps: $0.id == site(1) ? 1 : 0) }),
            reader: admin),
        Gallery.Item(name: "sites-none", page: SitesPage(rows: []), reader: viewer),
        Gallery.Item(name: "site", page: SitePage(site: fullSites[0]), reader: admin),
        Gallery.Item(name: "site-viewer", page: SitePage(site: fullSites[0]), reader: viewer),
        Gallery.Item(
            name: "site-new-wrong",
            page: SitePage(site: nil, errors: [FieldError("code", .siteCodeTaken), FieldError("time_zone", .notATimeZone)]), reader: admin),
        Gallery.Item(
            name: "site-stale",
            page: SitePage(
                site: fullSites[0], form: SiteForm(items: [(name: "name", value: "Oslo 7"), (name: "version", value: "3")]),
                meanwhile: SavedMeanwhile(present: SiteForm(fullSites[0]), by: "Tor Eriksen", at: now - .minutes(2))), reader: admin),
        Gallery.Item(name: "site-remove", page: Confirmation.removing(fullSites[0], people: contacts, links: Links()), reader: admin),
        Gallery.Item(name: "organization", page: OrganizationPage(organization: nordlysFiber, sites: 4, exempt: 1), reader: admin),
        Gallery.Item(
            name: "organization-wrong",
            page: OrganizationPage(
                organization: nordlysFiber, sites: 4, exempt: 0,
                errors: [
                    FieldError("email_domains[1]", .notADomain), FieldError("email_domains[2]", .notADomain),
                    FieldError("inactivity_days", .notOneOf(["30–730"])),
                ]), reader: admin),
        Gallery.Item(name: "archives", page: ArchivesPage(archives: archives), reader: admin),
        Gallery.Item(name: "archives-none", page: ArchivesPage(archives: []), reader: admin),
        Gallery.Item(name: "organization-viewer", page: OrganizationPage(organization: nordlysFiber, sites: 1, exempt: 0), reader: viewer),
        Gallery.Item(
            name: "tokens",
            page: TokensPage(tokens: tokens, made: (tokens[0], "sdt_4fE"), canMake: true, isConfirmed: true, next: tokens[0].id),
            reader: admin),
        Gallery.Item(
            name: "tokens-wrong",
            page: TokensPage(
                tokens: [], canMake: true, isConfirmed: true, next: tokens[0].id,
                form: TokenForm(items: [
                    (name: "name", value: ""), (name: "days", value: "900"), (name: "permissions", value: "contact.view"),
                ]),
                errors: [
                    FieldError("name", .missing), FieldError("days", .notOneOf(["1–366"])), FieldError("permissions[0]", .notOneOf([])),
                ]), reader: viewer),
        Gallery.Item(
            name: "tokens-confirm", page: TokensPage(tokens: tokens, canMake: true, isConfirmed: false, next: tokens[0].id), reader: viewer),
        Gallery.Item(
            name: "imports",
            page: ImportsPage(
                imports: [file(.applied), file(.checking)], kinds: [.contacts, .sites], kind: .sites,
                errors: [FieldError("file", .missing)], problem: ImportProblem.unclosedQuote(line: 4).phrase), reader: admin),
        Gallery.Item(name: "imports-none", page: ImportsPage(imports: [], kinds: [], kind: .contacts), reader: viewer),
        Gallery.Item(
            name: "import-columns",
            page: ImportPage(
                file: file(.uploaded), rows: [], outcome: nil, severalOrganizations: false,
                errors: [FieldError("Mobile", .fieldTwice("phone"))]), reader: admin),
        Gallery.Item(
            name: "import-under-way", page: ImportPage(file: file(.applying), rows: [], outcome: nil, severalOrganizations: false),
            reader: admin),
        Gallery.Item(
            name: "import-tried", page: ImportPage(file: file(.checked), rows: tried, outcome: nil, next: 50, severalOrganizations: false),
            reader: admin),
        Gallery.Item(
            name: "import-done",
            page: ImportPage(file: file(.applied), rows: tried, outcome: .refused, isContinued: true, severalOrganizations: false),
            reader: admin),
        Gallery.Item(
            name: "import-stopped",
            page: ImportPage(file: file(.cancelled, problem: .accessEnded), rows: [], outcome: .same, severalOrganizations: true),
            reader: admin),
        Gallery.Item(
            name: "api",
            page: ManualPage(
                groups: [
                    ManualPage.Group(
                        "contacts",
                        [
                            ManualPage.Call(
                                id: "post_contacts", method: "POST", path: "/api/v1/contacts", summary: "Add a contact",
                                permission: .contactCreate, parameters: [.init("limit", "How many.", isRequired: false)],
                                members: [.init("first_name", "First name.", isRequired: true)], example: "curl -H 'x'", status: 201,
                                answer: "{}")
                        ])
                ], first: "curl", document: Links().manual), reader: viewer),
        Gallery.Item(name: "activity", page: LogPage(entries: entries, filter: LogFilter(), older: 3, sites: sites), reader: admin),
        Gallery.Item(
            name: "activity-no-match", page: LogPage(entries: [], filter: narrowedLog, older: nil, sites: sites, actorName: "Ingrid Moen"),
            reader: viewer),
        Gallery.Item(name: "permissions", page: PermissionsPage(), reader: admin),
        Gallery.Item(
            name: "help", page: HelpPage(admins: [ErrorPage.Admin(name: "Ingrid Moen", email: contacts[0].details.email)]), reader: viewer),
        Gallery.Item(
            name: "search",
            page: SearchPage(
                words: "moen", findings: [Finding(.contact, "Ingrid Moen", hint: "ingrid.moen@nordlys.example", to: Links().user(id(1)))]),
            reader: admin),
        Gallery.Item(name: "search-nothing", page: SearchPage(words: "nordlys@", findings: []), reader: admin),
    ]

    private static let operators: [Gallery.Item] = [
        Gallery.Item(
            name: "home-staff",
            page: HomePage(
                headless: .init([HomePage.Headless(badge, invited: contacts[1]), HomePage.Headless(badge)]), parked: .init([mails[0]]),
                contacts: .exactly(9), sites: 0), reader: staff),
        Gallery.Item(name: "permissions-staff", page: PermissionsPage(), reader: staff),
        Gallery.Item(
            name: "activity-installation",
            page: LogPage(entries: entries, filter: LogFilter(query: [("log", "installation")]), older: nil, sites: []), reader: staff),
        Gallery.Item(
            name: "organizations",
            page: OrganizationsPage(
                rows: [
                    OrganizationsPage.Row(nordlysFiber, contacts: 41, activeAdmins: 2, sites: 4),
                    OrganizationsPage.Row(nordlysFiber, contacts: 0, activeAdmins: 0, sites: 0),
                ], search: "nord", next: "00"), reader: staff),
        Gallery.Item(name: "organizations-none", page: OrganizationsPage(rows: [], search: ""), reader: staff),
        Gallery.Item(
            name: "organization-new-wrong",
            page: NewOrganizationPage(errors: [FieldError("name", .missing), FieldError("asns[0]", .notAnASN)]), reader: staff),
        Gallery.Item(
            name: "partner",
            page: PartnerPage(organization: nordlysFiber, admins: [contacts[0], contacts[7]], contacts: .exactly(41), sites: 4),
            reader: staff),
        Gallery.Item(
            name: "partner-headless", page: PartnerPage(organization: nordlysFiber, admins: [], contacts: .exactly(1), sites: 1),
            reader: staff),
        Gallery.Item(
            name: "partner-admin", page: PartnerAdminPage(organization: nordlysFiber, errors: [FieldError("email", .notAnEmail)]),
            reader: staff),
        Gallery.Item(
            name: "partner-suspend", page: Confirmation.suspending(nordlysFiber, contacts: .exactly(41), links: Links()), reader: staff),
        Gallery.Item(name: "partner-resume", page: Confirmation.resuming(nordlysFiber, links: Links()), reader: staff),
        Gallery.Item(name: "mail", page: MailPage(rows: mails, state: nil, older: id(1).text), reader: staff),
        Gallery.Item(name: "mail-none", page: MailPage(rows: [], state: .parked), reader: staff),
    ]

    static let home = HomePage(
        lapsing: .init([contacts[1], contacts[7]]), gaps: [UsersPage.Gap(.maintenance, at: sites[3]), UsersPage.Gap(.logistics, at: nil)],
        unseen: .init([contacts[6], contacts[3]], total: 7),
        pending: .init([
            HomePage.PendingEmail(contact: contacts[3], address: EmailAddress(stored: "p.hansen@nordlys.example"), ends: now + .hours(20))
        ]),
        exempt: .init([contacts[2]]), contacts: .exactly(41), sites: 4)

    static var told: ToldPage {
        let groups = Notice.allCases.flatMap { notice in
            sites.map { site in
                let people = notice.recipients(at: site.id, among: contacts.map { ($0.id, $0.assignment) })
                return ToldPage.Group(notice, at: site, people, isGap: people.isEmpty && Notice.neededEverywhere.contains(notice))
            }
        }
        return ToldPage(groups: groups, contacts: Dictionary(uniqueKeysWithValues: contacts.map { ($0.id, $0) }), sites: sites)
    }

    static let nordlysFiber = Organization(
        id: nordlys, name: line("Nordlys Fiber"), kind: .network, status: .active, asns: [asn(64950), asn(64951)],
        policy: Policy(allowsExemption: true, inactivityDays: 180), version: 4)

    /// Codes, addresses and zones without letters, so that a check of languages finds only words.
    static let fullSites = sites.enumerated().map { index, name in
        Site(
            id: name.id, organization: nordlys,
            details: SiteDetails(
                code: SiteCode(stored: "47-\(index)"), name: line(name.name), address: line("89, 0581"),
                timeZone: TimeZoneName(stored: "UTC"), isZoneGuessed: index == 0), version: 2)
    }

    static let badge = OrganizationBadge(id: nordlys, name: "Nordlys Fiber", asns: [asn(64950)], kind: .network)

    static let mails = [
        mail(1, "invitation", .parked, 10, "550 5.1.1"), mail(2, "new_device", .sent, 1, nil),
        mail(3, "recovery", .waiting, 3, "421 4.3.2"),
    ]

    private static let tokens: [Token] = Token.State.allCases.enumerated().map { number, state in
        Token(
            id: Token.ID(stored: id(50 + number).text), organization: nordlys, owner: number == 0 || number == 1 ? nil : id(number),
            maker: id(number), person: number == 2 ? nil : "Ingrid Moen", lacksMaker: state == .paused, name: Line(stored: "Lena Ortiz"),
            level: .readOnly,
            permissions: number == 1 ? [.contactView] : nil, hint: "01", state: state, createdAt: now, endsAt: now + .days(9),
            lastUsedAt: number == 0 ? now : nil,
            lastUsedFrom: number == 0 ? "192.0.2.1" : nil, version: 1)
    }

    private static let archives = Archive.State.allCases.enumerated().map { number, state in
        Archive(
            id: Archive.ID(stored: id(60 + number).text), organization: nordlys, state: state, askedAt: now - .minutes(Int64(number)),
            done: 1250, total: 20_000,
            size: state == .ready ? 1_234_567 : nil, sha256: state == .ready ? "9f86d081" : nil, madeAt: state == .ready ? now : nil,
            endsAt: state == .ready ? now + .days(7) : nil)
    }

    private static func mail(_ number: Int, _ kind: String, _ state: MailPage.State, _ attempts: Int, _ reason: String?) -> MailPage.Row {
        MailPage.Row(
            id: id(number).text, kind: kind, recipient: EmailAddress(stored: "lena.ortiz@nordlys.example"), state: state,
            attempts: attempts,
            createdAt: now - .hours(30), at: now + .minutes(8), reason: reason)
    }

    private static var narrowedLog: LogFilter {
        LogFilter(query: [("actor", id(1).text), ("action", "contact.edit"), ("outcome", "refused"), ("since", "2026-11-01")])
    }
}

/// A file in each of its states.
extension Sample {
    private static func file(_ state: Import.State, problem: ImportProblem? = nil) -> Import {
        Import(
            id: Import.ID(stored: "0198f3c0-0000-7000-8000-00000000a001"), organization: nordlysFiber.id, kind: .contacts, format: .csv,
            name: Line(stored: "people.csv"),
            state: state, problem: problem,
            columns: [
                ImportColumn(name: "E-mail", samples: ["lena.dahl@nordlys.example"], field: .email),
                ImportColumn(name: "Mobile", samples: ["+47 55 20 11 43"], field: .phone),
                ImportColumn(name: "NOC", samples: ["back in May"]),
            ], rows: 1204, done: 800, tally: ImportTally(created: 700, changed: 90, same: 2, refused: 8), person: "Ingrid Moen",
            createdAt: now, version: 3)
    }

    private static let tried: [ImportRow] = [
        ImportRow(number: 1, line: 2, label: "Kari Nordmann, kari@nordlys.example", outcome: .created, target: nil),
        ImportRow(
            number: 2, line: 3, label: "Lena Dahl, lena.dahl@nordlys.example",
            outcome: .changed([.init("phone", "", "+4755201144"), .init("title", "Engineer", "")]),
            target: "0198f3c0-0000-7000-8000-00000000a002"),
        ImportRow(number: 3, line: 4, label: "Ola", outcome: .same, target: "0198f3c0-0000-7000-8000-00000000a003"),
        ImportRow(
            number: 4, line: 6, label: "Per",
            outcome: .refused(.invalid([FieldError("email", .notAnEmail), FieldError("roles", .noSuchSite("trd001"))])), target: nil),
        ImportRow(
            number: 5, line: 7, label: "Siv", outcome: .refused(.refused(Refusal(permission: .accessGrant, level: .engineering))),
            target: nil),
        ImportRow(number: 6, line: 8, label: "Tor", outcome: .refused(.twice(line: 2)), target: nil),
        ImportRow(number: 7, line: 9, label: "Una", outcome: .refused(.tooManyCells(9, columns: 3)), target: nil),
    ]
}
