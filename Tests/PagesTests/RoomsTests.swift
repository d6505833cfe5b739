import Domain
import Markup
import Testing
@testable import Pages

@Suite("The rooms besides Users")
struct RoomsTests {
    private func tags(_ page: some Page, _ reader: Reader? = Sample.reader(), _ language: Language = .english) -> Tags {
        Tags(page.render(for: Sample.context(reader, language: language)))
    }

    private func text(_ page: some Page, _ reader: Reader? = Sample.reader()) -> String {
        tags(page, reader).words.joined(separator: " ")
    }

    @Test("home counts what waits, and its numbers lead to the rows they count")
    func homeCounts() {
        #expect(Sample.home.waiting == 2 + 2 + 7 + 1)
        let links = tags(Sample.home).all("a").compactMap { $0["href"] }
        #expect(links.contains("/users?status=invited&status=expired"))
        #expect(links.contains("/users?sort=last_sign_in&status=active") || links.contains("/users?status=active&sort=last_sign_in"))
        #expect(links.contains("/told"))
    }

    @Test("home offers a deed only to those who may do it")
    func homeDeeds() {
        func deeds(_ reader: Reader) -> [String] {
            tags(Sample.home, reader).all("form").compactMap { $0["action"] }.filter { $0.hasPrefix("/users/") }
        }
        #expect(deeds(Sample.reader()).count == 4)
        // Engineering reaches contacts at Read-only; one of the unseen is not.
        #expect(deeds(Sample.reader(.engineering, contact: 4, name: "Pål Hansen")).count == 3)
        #expect(deeds(Sample.reader(.readOnly, contact: 7, name: "Ola Nordmann")).isEmpty)
    }

    @Test("a new organization is told where to begin")
    func homeBegins() {
        #expect(text(HomePage(contacts: .exactly(1), sites: 0)).contains("Add your sites"))
        #expect(!text(HomePage(contacts: .exactly(41), sites: 4)).contains("Add your sites"))
    }

    @Test("who is told says why, shows gaps, and that portal access plays no part")
    func told() {
        let text = text(Sample.told)
        #expect(text.contains("told, though suspended"))
        #expect(text.contains("told without portal access"))
        #expect(text.contains("Nobody"))
        #expect(text.contains("site survey"))
    }

    @Test("removing a site names who loses what there")
    func siteRemoval() {
        let text = text(
            Confirmation.removing(
                Sample.fullSites[0], people: Sample.contacts.filter { $0.assignment.sites.contains(Sample.site(1)) }, links: Links()))
        #expect(text.contains("Lena Ortiz"))
        #expect(text.contains("NOC, Logistics and Customs") || text.contains("Customs"))
        #expect(text.contains("Remove Oslo 1"))
    }

    @Test("a policy form stands for Admins, and facts with their reason for the others")
    func policy() {
        let page = OrganizationPage(organization: Sample.nordlysFiber, sites: 4, exempt: 1)
        #expect(tags(page).all("form").contains { $0["action"] == "/organization/policy" })
        let viewer = Sample.reader(.engineering, contact: 4, name: "Pål Hansen")
        #expect(!tags(page, viewer).all("form").contains { $0["action"] == "/organization/policy" })
        #expect(text(page, viewer).contains("Admins decide it"))
    }

    @Test(
        "a policy is read as it was typed",
        arguments: [
            ("nordlys.example, fiber.example", ["nordlys.example", "fiber.example"]),
            ("a.example\nb.example;c.example", ["a.example", "b.example", "c.example"]), ("", []),
        ])
    func domains(_ typed: String, _ read: [String]) {
        let form = PolicyForm(items: [("email_domains", typed), ("version", "4")])
        #expect(form.input.emailDomains == read)
        #expect(form.input.allowsExemption == false)
        #expect(form.version == 4)
    }

    @Test("the log tells changes in words, marks the operator, refusals, repeats and what was erased")
    func log() {
        let text = text(LogPage(entries: Sample.entries, filter: LogFilter(), older: nil, sites: Sample.sites))
        for words in [
            "Invited", "by the operator", "Refused", "4 more times within the hour", "erased", "changed, not shown", "at a removed site",
            "Removed a site", "Read-only",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test(
        "a filter of the log survives its own address",
        arguments: ["", "action=contact.edit&outcome=refused", "log=installation&since=2026-02-28", "before=12"])
    func logFilter(_ query: String) {
        let items = query.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=")
            return (name: String(halves[0]), value: String(halves[1]))
        }
        let filter = LogFilter(query: items)
        #expect(filter.applied(to: Links().activity).text == (query.isEmpty ? "/activity" : "/activity?" + query))
    }

    @Test("an action that no log tells of filters nothing, and the page says so")
    func unknownAction() {
        let filter = LogFilter(query: [(name: "action", value: "contact.edited"), (name: "outcome", value: "done")])
        #expect(filter.action == nil && filter.outcome == .done && filter.unknownAction == "contact.edited")
        let said = text(LogPage(entries: Sample.entries, filter: filter, older: nil, sites: []))
        #expect(said.contains("No log tells of “contact.edited”"))
        #expect(LogFilter(query: [(name: "action", value: "session.started")]).unknownAction == nil)
    }

    @Test("of a stale form of a site, what was not touched is the other's, and only what both changed is shown as such")
    func siteMerged() {
        var before = SiteForm()
        (before.code, before.name, before.address, before.timeZone) = ("osl001", "Oslo 1", "1 Quay", "Europe/Oslo")
        var form = SiteForm(
            items: before.asOpened(before) + [
                ("code", "osl001"), ("name", "Oslo North"), ("address", "2 Quay"), ("time_zone", "Europe/Oslo"), ("version", "3"),
            ])
        var present = before
        (present.name, present.timeZone, present.version) = ("Oslo South", "UTC", 4)
        let theirs = form.takeIn(present)
        #expect(form.name == "Oslo North" && form.address == "2 Quay" && form.timeZone == "UTC" && form.version == 4)
        let page = SitePage(
            site: Sample.fullSites[0], form: form,
            meanwhile: SavedMeanwhile(present: theirs, by: "Tor Eriksen", at: Sample.now - .minutes(2)))
        let words = tags(page).words
        #expect(words.filter { $0.hasPrefix("Meanwhile changed") } == ["Meanwhile changed to: Oslo South"])
        #expect(words.contains("Tor Eriksen changed this site 2 min ago") && words.contains("Discard mine"))
    }

    @Test("one's own details take in what somebody else changed of them")
    func accountMerged() {
        var page = Sample.account(isConfirmed: true)
        page.form.phone = "+4700000000"
        var theirs = page.form
        theirs.phone = "+4755201143"
        page.meanwhile = SavedMeanwhile(present: theirs, by: "Aksel Lund", at: Sample.now - .minutes(2))
        let shown = tags(page)
        #expect(shown.words.contains("Aksel Lund changed your details 2 min ago"))
        #expect(shown.words.filter { $0.hasPrefix("Meanwhile changed") } == ["Meanwhile changed to: +4755201143"])
        #expect(shown.all("input").contains { $0["name"] == "opened.phone" && $0["value"] == page.contact.details.phone?.spaced })
    }

    @Test("where a deed asks for a recent proof and there is none, the page says so and leads there and back")
    func proofs() {
        var late = Sample.reader()
        late.isConfirmed = false
        func ways(_ page: some Page, _ reader: Reader) -> [String] {
            tags(page, reader).all("a").compactMap { $0["href"] }.filter { $0.hasPrefix("/confirm") }
        }
        let policy = OrganizationPage(organization: Sample.nordlysFiber, sites: 4, exempt: 1)
        #expect(ways(policy, late) == ["/confirm?next=%2Forganization"] && ways(policy, Sample.reader()).isEmpty)
        let archives = ArchivesPage(archives: [])
        #expect(ways(archives, late) == ["/confirm?next=%2Forganization%2Farchives"])
        #expect(!tags(archives, late).all("form").contains { $0["action"] == "/organization/archives" })
        #expect(text(NewContactPage(sites: []), late).contains("For Admin you prove once more that it is you."))
        #expect(
            !text(NewContactPage(sites: []), Sample.reader(.engineering, contact: 4, name: "Pål Hansen")).contains("you prove once more"))
    }

    @Test("what was filled in before a proof goes along, and is sent with the token of the session as it is then")
    func held() {
        let fields = [(name: "last_name", value: "Da\"hl"), (name: "roles", value: "noc@*"), (name: "roles", value: "abuse@*")]
        let held = HeldForm(target: Links().users, fields: fields)
        let asking = tags(
            ConfirmPage(
                next: Links().userNew, held: held, email: EmailAddress(stored: "a@b.example"), hasPassphrase: true, hasPasskey: true,
                hasCode: false))
        let carried = asking.all("input").compactMap { input in input["name"].map { (name: $0, value: input["value"] ?? "") } }
        let read = HeldForm(items: Array(carried.prefix(carried.count / 2)))
        #expect(read?.target.text == "/users" && read.map { HeldForm(items: $0.fields) == nil } == true)
        let page = tags(ConfirmedPage(held: held, back: Links().userNew))
        #expect(page.all("form").contains { $0["action"] == "/users" })
        #expect(page.all("input").filter { $0["name"] == "roles" }.compactMap { $0["value"] } == ["noc@*", "abuse@*"])
        #expect(page.all("input").contains { $0["name"] == "last_name" && $0["value"] == "Da\"hl" })
        #expect(HeldForm(items: [(name: "target", value: "https://elsewhere.example/"), (name: "held:x", value: "1")]) == nil)
    }

    @Test("a day that is none filters nothing", arguments: ["2026-13-01", "2026-1-1", "x", "20261-01-01"])
    func badDays(_ text: String) {
        #expect(LogFilter(query: [("since", text)]).from == nil)
    }

    @Test("every cell of the matrix that a person can be in stands on the page with its reason")
    func matrix() {
        let shown = PermissionsPage.groups.flatMap(\.permissions)
        #expect(shown.count == Permission.allCases.count)
        #expect(Set(shown) == Set(Permission.allCases))
        let page = tags(PermissionsPage())
        #expect(page.all("details").count { $0["name"] == "cell" } == Permission.allCases.count * Level.ofPeople.count)
    }

    @Test("a search offers no page that its reader may not open")
    func palette() {
        func links(_ reader: Reader) -> [String] { Finding.pages("", for: Sample.context(reader)).map(\.link.text) }
        #expect(
            links(Sample.reader(.readOnly, contact: 7, name: "Ola Nordmann")).allSatisfy {
                !["/organizations", "/users/new", "/sites/new", "/mail"].contains($0)
            })
        #expect(links(Sample.reader(.operatorAdmin, contact: 98, name: "Noor Haddad")).contains("/mail"))
        #expect(Finding.pages("site", for: Sample.context(Sample.reader())).map(\.link.text) == ["/sites", "/sites/new"])
    }
}
