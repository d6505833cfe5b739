import Domain
import Markup
import Testing
@testable import Pages

@Suite("The Users room")
struct UsersPageTests {
    private func tags(_ page: some Page, _ level: Level, contact: Int = 4, looking: Bool = false) -> Tags {
        Tags(page.render(for: Sample.context(Sample.reader(level, contact: contact, name: "Pål Hansen", looking: looking))))
    }

    /// Values of the radio buttons of this name.
    private func offered(_ page: Tags, _ name: String = "level") -> [String] {
        page.all("input").filter { $0["type"] == "radio" && $0["name"] == name }.compactMap { $0["value"] }
    }

    private func actions(_ page: Tags) -> Set<String> {
        Set(page.all("form").filter { $0["method"] == "post" }.compactMap { $0["action"] })
    }

    @Test(
        "an Admin is offered every level, Engineering Read-only alone, and Read-only none",
        arguments: [
            (Level.admin, 1, ["read_only", "engineering", "admin"]), (.engineering, 4, ["read_only"]), (.readOnly, 7, []),
        ])
    func levels(level: Level, contact: Int, expected: [String]) {
        #expect(offered(tags(Sample.users(panel: Sample.panel(2)), level, contact: contact)) == expected)
    }

    @Test("Engineering may not touch a contact at its own level, and reads why")
    func colleague() {
        let page = tags(Sample.users(panel: Sample.panel(6)), .engineering)
        #expect(offered(page).isEmpty)
        #expect(!actions(page).contains { $0.contains(Sample.id(6).text) })
        #expect(page.words.contains { $0.contains("Engineering edits contacts at None or Read-only; this one is at Engineering") })
    }

    @Test("Engineering edits its own details, but neither its roles nor its level")
    func oneself() {
        let page = tags(Sample.users(panel: Sample.panel(4)), .engineering)
        #expect(page.all("input").contains { $0["name"] == "phone" })
        #expect(!page.all("input").contains { $0["name"] == "roles" || $0["name"] == "assignment" })
        #expect(offered(page).isEmpty)
        #expect(!page.all("a").contains { $0["href"]?.contains("/delete") == true })
        #expect(page.words.contains("Nobody removes their own contact."))
    }

    @Test("for Read-only nothing can be sent that changes another contact")
    func viewer() {
        for number in [1, 2, 3, 4, 5, 6, 8] {
            let page = tags(Sample.users(panel: Sample.panel(number)), .readOnly, contact: 7)
            #expect(actions(page).filter { $0.hasPrefix("/users") }.isEmpty)
            #expect(!page.all("a").contains { $0["href"]?.hasPrefix("/users.csv") == true || $0["href"]?.hasPrefix("/users/new") == true })
        }
    }

    @Test("the last Admin who can sign in is told why nothing is offered")
    func lastAdmin() {
        var panel = Sample.panel(1)
        panel.isLastAdmin = true
        let page = tags(Sample.users(panel: panel), .admin, contact: 1)
        #expect(offered(page).isEmpty)
        #expect(page.words.contains(Conflict.lastTopLevel.phrase.en))
        #expect(!actions(page).contains { $0.hasSuffix("/revoke") || $0.hasSuffix("/suspend") })
    }

    @Test(
        "the deeds fit the state of the access",
        arguments: [
            (1, []), (2, ["resend", "revoke"]), (4, ["suspend", "revoke", "recovery"]), (5, []), (6, ["revoke"]),
            (8, ["resend", "revoke"]),
        ] as [(Int, [String])])
    func deeds(number: Int, expected: [String]) {
        let page = tags(Sample.users(panel: Sample.panel(number)), .admin, contact: 50)
        let found = actions(page).compactMap { $0.split(separator: "/").last.map(String.init) }.filter {
            ["resend", "revoke", "suspend", "recovery"].contains($0)
        }
        let all = number == 1 ? ["suspend", "revoke", "recovery"] : expected
        #expect(Set(found) == Set(all))
    }

    @Test("what somebody else saved meanwhile stands beside what was typed, and the next save knows of it")
    func conflict() {
        var panel = Sample.panel(2)
        panel.form.phone = "+4700000000"
        let present = ContactForm(Sample.contacts[1])
        panel.form.version = 9
        panel.meanwhile = ContactPanel.Meanwhile(present: present, by: "Tor Eriksen", at: Sample.now - .minutes(2))
        let page = tags(Sample.users(panel: panel), .admin, contact: 1)
        #expect(page.all("input").contains { $0["name"] == "phone" && $0["value"] == "+4700000000" })
        #expect(page.words.contains("Meanwhile changed to: +47 55 20 11 43"))
        #expect(page.words.contains("Tor Eriksen changed this contact 2 min ago"))
        #expect(page.all("input").contains { $0["name"] == "version" && $0["value"] == "9" })
        #expect(page.words.filter { $0.hasPrefix("Meanwhile changed") }.count == 1)
    }

    @Test("a name that says twice what was before is no field, however often it does")
    func nested() {
        let form = ContactForm(items: [(String(repeating: "opened.", count: 100_000) + "title", "x"), ("title", "Mix")])
        #expect(form.title == "Mix")
    }

    @Test("what a form did not ask for stays as it is saved")
    func completed() {
        var present = ContactForm()
        (present.title, present.kind, present.roles) = ("Sound", "shared_mailbox", ["noc@*"])
        let details = ContactForm(items: [(name: "first_name", value: "Ada")]).completed(by: present)
        #expect(details.firstName == "Ada" && details.roles == ["noc@*"] && details.kind == "shared_mailbox" && details.title.isEmpty)
        let roles = ContactForm(items: [(name: "assignment", value: "1"), (name: "kind", value: "person")]).completed(by: present)
        #expect(roles.title == "Sound" && roles.roles.isEmpty && roles.kind == "person")
    }

    @Test("a number stands in its field as people read it, and comes back as the same")
    func spelledPhone() throws {
        var contact = Sample.contacts[1]
        contact.details.phone = PhoneNumber(stored: "+4755201143;ext=2")
        let form = ContactForm(contact)
        #expect(form.phone == "+47 55 20 11 43 ext 2")
        #expect(try PhoneNumber(form.phone) == PhoneNumber(stored: "+4755201143;ext=2"))
    }

    @Test("of a stale form, what was not touched is the other's, and only what both changed is shown as such")
    func merged() {
        var before = ContactForm()
        (before.phone, before.title, before.lastName, before.roles) = ("1", "Sound", "Dahl", ["noc@*", "peering@*"])
        let opened = before.asOpened(before)
        var form = ContactForm(
            items: opened + [
                ("first_name", ""), ("last_name", "Dahl"), ("phone", "1"), ("title", "Mix"), ("roles", "noc@*"), ("roles", "abuse@*"),
                ("version", "3"),
            ])
        var present = before
        (present.phone, present.title, present.roles, present.version) = ("2", "Editor", ["noc@*", "peering@*", "legal@*"], 4)
        let theirs = form.takeIn(present)
        #expect(form.phone == "2" && form.title == "Mix" && form.lastName == "Dahl" && form.version == 4)
        #expect(form.roles == ["noc@*", "abuse@*", "legal@*"])
        #expect(theirs.title == "Editor" && theirs.phone == "2" && theirs.roles == present.roles)
    }

    @Test("staff who look into a partner keep looking, wherever a link of that partner leads")
    func looking() {
        let page = tags(Sample.users(panel: Sample.panel(2)), .partnerManager, contact: 99, looking: true)
        let own: Set<String> = [
            "/", "/organizations", "/permissions", "/help", "/account", "/search", "/demo", "/sign-out", "/preferences", "/mail",
        ]
        for link in page.elements.compactMap({ $0["href"] ?? $0["action"] }) where link.hasPrefix("/") && !link.hasPrefix("/assets/") {
            let path = String(link.prefix { $0 != "?" })
            #expect(
                own.contains(path) || path.hasPrefix("/organizations/") || link.contains("organization=\(Sample.nordlys.text)")
                    || path == "/users/bulk" || path == "/users",
                "\(link)")
        }
        #expect(page.all("input").contains { $0["name"] == "organization" && $0["value"] == Sample.nordlys.text })
    }

    @Test("a filter says what it is set to, can be removed alone, and goes along to the next page")
    func filters() {
        var filter = ContactFilter(query: [("q", "o&o"), ("site", Sample.sites[0].id.text), ("sort", "-level")])
        let page = tags(Sample.users(filter: filter), .admin, contact: 1)
        #expect(page.words.contains("Site: Oslo 1"))
        let remove = page.all("a").first { $0["aria-label"] == "Remove filter: Site" }
        #expect(remove?["href"] == "/users?q=o%26o&sort=-level")
        #expect(
            page.all("a").contains {
                $0["rel"] == "next" && $0["href"] == "/users?q=o%26o&site=\(Sample.sites[0].id.text)&sort=-level&after=abc"
            })
        #expect(page.all("th").contains { $0["aria-sort"] == "descending" && $0.text.contains("Level") })
        filter.columns = [.roles]
        #expect(tags(Sample.users(filter: filter), .admin).all("th").map(\.text).filter { !$0.isEmpty } == ["Choose", "Name", "Roles"])
    }

    @Test("an address of the Users page comes back as it was read")
    func addresses() {
        let query: [(name: String, value: String)] = [
            ("q", "lena o"), ("role", "noc"), ("role", "abuse"), ("level", "admin"), ("site", Sample.sites[1].id.text), ("status", "none"),
            ("sort", "-last_sign_in"), ("column", "email"), ("before", "xyz"), ("nonsense", "1"), ("role", "king"),
        ]
        let filter = ContactFilter(query: query)
        let again = filter.applied(to: Links().users).text.split(separator: "?")[1].split(separator: "&").map { item in
            let halves = item.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: halves[0], value: halves[1].split(separator: "%20").joined(separator: " "))
        }
        #expect(ContactFilter(query: again) == filter)
        #expect(filter.roles == [.noc, .abuse] && filter.isDescending && filter.sort == .lastSignIn && filter.cursor == .before("xyz"))
    }

    @Test("columns hidden before are remembered, unless the address says otherwise")
    func columns() {
        var filter = ContactFilter()
        filter.remember(columns: "roles.level.nonsense")
        #expect(filter.columns == [.roles, .level])
        var given = ContactFilter(query: [("column", "email")])
        given.remember(columns: "roles")
        #expect(given.columns == [.email])
        var none = ContactFilter()
        none.remember(columns: "none")
        #expect(none.columns == [])
    }

    @Test("roles held at the same places are told together, organization-wide ones as everywhere")
    func roles() {
        let names = SiteNames(Sample.sites)
        let held: Set<HeldRole> = [
            HeldRole(.customs, at: Sample.site(1)), HeldRole(.logistics, at: Sample.site(1)), HeldRole(.noc, at: nil),
            HeldRole(.noc, at: Sample.site(2)),
        ]
        let groups = names.places(of: held)
        #expect(groups.map(\.roles) == [[.noc], [.logistics, .customs]])
        #expect(groups.map(\.sites) == [[], ["Oslo\u{00A0}1"]])
    }

    @Test("a form becomes the domain's input, and says nothing it was not asked")
    func forms() {
        let form = ContactForm(items: [
            ("first_name", "Lena"), ("email", "l@x.example"), ("assignment", "1"), ("kind", "person"), ("roles", "noc@*"),
            ("roles", "abuse@\(Sample.sites[0].id.text)"), ("version", "7"),
        ])
        #expect(form.input.firstName == "Lena" && form.version == 7)
        #expect(
            form.input.roles == [ContactInput.Role(role: "abuse", site: Sample.sites[0].id.text), ContactInput.Role(role: "noc", site: "")])
        #expect(form.input.sites == [])
        let details = ContactForm(items: [("first_name", "Lena")])
        #expect(details.input.roles == nil && details.input.kind == nil && details.input.sites == nil)
        let roles = ContactForm(items: [("assignment", "1")])
        #expect(!roles.input.hasDetails && roles.input.roles == [])
    }

    @Test("the sites of roles are not asked for twice, so that taking a role away takes its site along")
    func sitesOfRoles() {
        #expect(ContactForm(Sample.contacts[1]).sites.isEmpty)
    }

    @Test("a preview with a refusal offers to go on without those rows, and no way to apply")
    func preview() {
        var form = BulkForm()
        form.change = .suspend
        let rows = [BulkPage.Row(Sample.contacts[0], .refused(.conflict(.lastTopLevel))), BulkPage.Row(Sample.contacts[3], .done)]
        let page = tags(BulkPage(rows: rows, sites: Sample.sites, form: form), .admin, contact: 1)
        #expect(page.all("button").compactMap { $0["value"] }.contains("apply") == false)
        #expect(page.all("input").filter { $0["name"] == "ids" }.compactMap { $0["value"] } == [Sample.contacts[3].id.text])
        let clean = tags(BulkPage(rows: [rows[1]], sites: Sample.sites, form: form), .admin, contact: 1)
        #expect(clean.all("button").contains { $0["value"] == "apply" && $0.text == "Suspend 1 contact" })
    }

    @Test("a bulk form without what its change needs is refused with the field's name")
    func bulkForm() {
        var form = BulkForm(items: [("ids", Sample.id(1).text), ("ids", Sample.id(1).text), ("ids", "nonsense"), ("change", "add_roles")])
        #expect(form.ids == [Sample.id(1)])
        #expect(throws: Trouble.invalid([FieldError("roles", .missing)])) { try form.assignment() }
        form.change = nil
        #expect(throws: Trouble.invalid([FieldError("change", .missing)])) { try form.assignment() }
        form.change = .suspend
        #expect((try? form.assignment()) == Assignment())
    }
}
