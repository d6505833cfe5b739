import Domain
import Markup
import Testing
@testable import Pages

/// Every page in its states, for the checks that hold for all of them. A new page is added here.
enum Gallery {
    struct Item: Sendable, CustomTestStringConvertible {
        let name: String
        let page: any Page
        var reader: Reader?

        var testDescription: String { name }
    }

    static let all: [Item] =
        users + errors + Sample.doorPages.map { Item(name: $0.name, page: $0.page, reader: $0.isSignedIn ? Sample.reader() : nil) }
        + Sample.rooms

    static func bytes(_ item: Item, _ language: Language = .english) -> [UInt8] {
        item.page.render(
            for: Sample.context(item.reader, language: language, outcome: item.reader == nil ? nil : .contactSaved, isDemo: true))
    }

    private static let admin = Sample.reader(others: true)
    private static let engineer = Sample.reader(.engineering, contact: 4, name: "Pål Hansen")
    private static let viewer = Sample.reader(.readOnly, contact: 7, name: "Ola Nordmann")
    private static let manager = Sample.reader(.partnerManager, contact: 99, name: "Dana Wu", looking: true)

    private static var unproven: Reader {
        var reader = Sample.reader()
        reader.isConfirmed = false
        return reader
    }

    private static var recovering: ContactPanel {
        var panel = Sample.panel(4)
        panel.recovery = ContactPanel.Recovery(by: "Aksel Lund", at: Sample.now - .hours(3), ends: Sample.now + .hours(21))
        return panel
    }

    private static var alone: ContactPanel {
        var panel = Sample.panel(4)
        panel.toldAlone = Notice.neededEverywhere.map { UsersPage.Gap($0, at: Sample.sites[0]) }
        return panel
    }

    private static var narrowed: ContactFilter {
        ContactFilter(query: [
            ("q", "len"), ("site", Sample.sites[0].id.text), ("role", "noc"), ("level", "read_only"), ("status", "none"),
            ("sort", "-status"), ("column", "roles"),
        ])
    }

    static var conflicted: ContactPanel {
        var panel = Sample.panel(2)
        panel.form.phone = "+4755209999"
        panel.form.email = "lena.ortiz"
        panel.form.roles = ["noc@*"]
        panel.errors = [
            FieldError("email", .notAnEmail), FieldError("roles[0].site", .unknownSite), FieldError("level", .notOneOf(["none"])),
        ]
        panel.meanwhile = ContactPanel.Meanwhile(present: ContactForm(Sample.contacts[1]), by: "Pål Hansen", at: Sample.now - .minutes(2))
        panel.invitationLink = "https://portal.meridian.example/invitation/Zm9v"
        panel.refusal = Conflict.lastTopLevel.phrase
        return panel
    }

    private static var bulk: BulkForm {
        BulkForm(items: [
            ("ids", Sample.contacts[0].id.text), ("change", "add_roles"), ("roles", "noc@*"), ("sites", Sample.sites[0].id.text),
        ])
    }

    private static let users: [Item] =
        [
            Item(name: "users", page: Sample.users(), reader: admin),
            Item(name: "users-narrowed", page: Sample.users(filter: narrowed), reader: admin),
            Item(name: "users-no-match", page: Sample.users(filter: narrowed, rows: []), reader: engineer),
            Item(name: "users-none", page: Sample.users(rows: [], gaps: false), reader: viewer),
            Item(name: "users-of-partner", page: Sample.users(), reader: manager),
            Item(name: "staff", page: Sample.users(), reader: Sample.reader(.operatorAdmin, contact: 98, name: "Noor Haddad")),
        ]
        + (1...9).flatMap { number in
            [("admin", admin), ("engineering", engineer), ("read-only", viewer), ("manager", manager)].map {
                Item(name: "panel-\(number)-\($0.0)", page: Sample.users(panel: Sample.panel(number)), reader: $0.1)
            }
        } + [
            Item(name: "panel-conflict", page: Sample.users(panel: conflicted), reader: admin),
            Item(name: "panel-recovering", page: Sample.users(panel: recovering), reader: admin),
            Item(name: "new-unproven", page: NewContactPage(sites: Sample.sites), reader: unproven),
            Item(name: "panel-unproven", page: Sample.users(panel: Sample.panel(4)), reader: unproven),
            Item(name: "new", page: NewContactPage(sites: Sample.sites), reader: engineer),
            Item(name: "new-wrong", page: NewContactPage(sites: [], form: conflicted.form, errors: conflicted.errors), reader: admin),
            Item(
                name: "bulk",
                page: BulkPage(
                    rows: Sample.contacts.map { BulkPage.Row($0) }, sites: Sample.sites, form: bulk,
                    errors: [FieldError("change", .missing)]), reader: admin),
            Item(
                name: "bulk-preview",
                page: BulkPage(
                    rows: [
                        BulkPage.Row(Sample.contacts[0], .refused(.conflict(.lastTopLevel))), BulkPage.Row(Sample.contacts[1], .unchanged),
                        BulkPage.Row(Sample.contacts[2], .done),
                    ], sites: Sample.sites, form: bulk), reader: admin),
            Item(
                name: "bulk-removal",
                page: BulkPage(
                    rows: Sample.contacts.prefix(3).map { BulkPage.Row($0, .done) }, sites: Sample.sites,
                    form: BulkForm(items: [("ids", Sample.contacts[0].id.text), ("change", "delete")]),
                    opened: Notice.neededEverywhere.map {
                        BulkPage.Opened(UsersPage.Gap($0, at: Sample.sites[0]), [Sample.contacts[1].id])
                    }, isCut: true), reader: admin),
            Item(name: "gap", page: Sample.gap, reader: admin), Item(name: "gap-engineer", page: Sample.gap, reader: engineer),
            Item(name: "gap-searched", page: Sample.gapSearched, reader: manager),
            Item(name: "panel-alone", page: Sample.users(panel: alone), reader: admin),
            Item(
                name: "new-for-gap",
                page: NewContactPage(
                    sites: Sample.sites, form: ContactForm(items: [("roles", "noc@\(Sample.sites[0].id.text)")]),
                    closes: [("notice", "maintenance"), ("at", Sample.sites[0].id.text), ("email", "x@y.example")]), reader: admin),
            Item(name: "site-told", page: Sample.siteTold, reader: admin),
            Item(name: "site-told-viewer", page: Sample.siteTold, reader: viewer),
            Item(
                name: "error-held",
                page: ErrorPage(.unavailable, held: HeldForm(target: Links().users, fields: [("last_name", "Dahl")])), reader: engineer),
            Item(name: "bulk-nobody", page: BulkPage(rows: [], sites: [], form: BulkForm()), reader: admin),
            Item(name: "erase", page: Confirmation.erasing(Sample.contacts[1], links: Links()), reader: manager),
            Item(
                name: "remove",
                page: Confirmation.removing(
                    Sample.contacts[1], lastFor: [UsersPage.Gap(.maintenance, at: Sample.sites[0])], refusal: .lastTopLevel, links: Links()),
                reader: admin),
        ]

    private static let errors: [Item] = [
        ErrorPage.Reason.refused(
            Refusal(permission: .policyEdit, level: .engineering),
            helpers: [ErrorPage.Admin(name: "Ingrid Moen", email: EmailAddress(stored: "ingrid.moen@nordlys.example"))]),
        .staleForm, .notFound, .wrongMethod, .conflict(.emailTaken), .tooLarge, .misdirected, .invalid([FieldError("email", .notAnEmail)]),
        .tooMany(seconds: 90), .fault, .unavailable,
    ].flatMap { reason in
        let page = ErrorPage(reason)
        return [Item(name: "error-\(page.status)", page: page, reader: engineer), Item(name: "error-\(page.status)-door", page: page)]
    }
}
