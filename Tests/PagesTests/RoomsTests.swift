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
            "Invited", "by the operator", "Refused", "4 more times within a minute", "erased", "changed, not shown", "at a removed site",
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
