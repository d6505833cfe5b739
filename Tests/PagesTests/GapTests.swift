import Domain
import Markup
import Testing
@testable import Pages

@Suite("From a gap to a person")
struct GapTests {
    private func tags(_ page: some Page, _ reader: Reader = Sample.reader(), _ language: Language = .english) -> Tags {
        Tags(page.render(for: Sample.context(reader, language: language)))
    }

    private let engineer = Sample.reader(.engineering, contact: 4, name: "Pål Hansen")
    private let viewer = Sample.reader(.readOnly, contact: 7, name: "Ola Nordmann")

    @Test("each gap leads to those who could close it, and whoever gives no roles reads why")
    func leads() {
        for page in [Sample.home, Sample.told, Sample.siteTold] as [any Page] {
            func ways(_ reader: Reader) -> [String] {
                Tags(page.render(for: Sample.context(reader))).all("a").compactMap { $0["href"] }.filter { $0.hasPrefix("/told/gap") }
            }
            #expect(!ways(Sample.reader()).isEmpty)
            #expect(ways(viewer).isEmpty)
            let words = Tags(page.render(for: Sample.context(viewer))).words
            #expect(words.contains("Admin and Engineering give roles"))
        }
    }

    @Test("one click gives the role to whoever the reader may assign; beside the others stands the reason")
    func oneClick() {
        let page = tags(Sample.gap, engineer)
        let offered = page.all("button").compactMap { $0["formaction"] }
        #expect(offered.contains("/users/\(Sample.id(7).text)/role") && offered.contains("/users/\(Sample.id(2).text)/role"))
        // An Admin and the engineer's own contact.
        #expect(!offered.contains("/users/\(Sample.id(1).text)/role") && !offered.contains("/users/\(Sample.id(4).text)/role"))
        #expect(page.words.contains("Your own roles and sites are set by an Admin."))
        #expect(page.words.contains { $0.contains("this one is at Admin") })
        #expect(page.all("option").compactMap { $0["value"] } == ["shipping", "logistics", "customs"])
    }

    @Test("a new contact for a gap has the role, and an address fills in nothing else")
    func newContact() {
        let link = tags(Sample.gap).all("a").compactMap { $0["href"] }.first { $0.hasPrefix("/users/new") }
        #expect(link == "/users/new?roles=shipping%40\(Sample.sites[3].id.text)&notice=logistics&at=\(Sample.sites[3].id.text)")
        let page = tags(
            NewContactPage(
                sites: Sample.sites, closes: [("notice", "logistics"), ("at", Sample.sites[3].id.text), ("level", "admin"), ("csrf", "x")]))
        let hidden = page.all("input").filter { $0["type"] == "hidden" }.compactMap { $0["name"] }
        #expect(hidden.contains("notice") && hidden.contains("at") && !hidden.contains("level"))
    }

    @Test("who is told, a site and a contact have a number and an address to tap, and the time there")
    func reach() {
        for page in [Sample.told, Sample.siteTold, Sample.users(panel: Sample.panel(2))] as [any Page] {
            for language in Language.allCases {
                let page = Tags(page.render(for: Sample.context(language: language)))
                let links = page.all("a").compactMap { $0["href"] }
                #expect(links.contains("tel:+4755201143") && links.contains("mailto:lena.ortiz@nordlys.example"))
                #expect(page.words.contains { $0.contains(language == .english ? "CET there" : "allí son las") })
            }
        }
    }

    @Test("the time at a site whose zone is a guess says so")
    func guessedZones() {
        for isGuess in [false, true] {
            var page = Sample.siteTold
            page.site?.details.isZoneGuessed = isGuess
            let lead = tags(page).words.first { $0.hasPrefix("It is ") } ?? ""
            #expect(lead.hasSuffix(isGuess ? "there now (zone guessed)." : "there now."), "\(lead)")
        }
    }

    @Test("the gaps that Who is told counts lead to the first of them")
    func firstGap() {
        let page = tags(Sample.told)
        let links = page.all("a").compactMap { $0["href"] }.filter { $0.hasPrefix("#gap-") }
        #expect(links.count == 1)
        #expect(page.all("tr").contains { row in row["id"].map { "#" + $0 } == links.first })
    }

    @Test("what a contact alone is told of stands in its panel, and before it is removed")
    func alone() {
        var panel = Sample.panel(4)
        panel.toldAlone = [UsersPage.Gap(.maintenance, at: Sample.sites[1])]
        let words = tags(Sample.users(panel: panel)).words
        #expect(words.contains("Only Pål Hansen is told about:") && words.contains("firmware and maintenance at Bergen 1"))
        #expect(words.contains { $0.contains("stays the only one told") })
        #expect(!tags(Sample.users(panel: Sample.panel(4))).words.contains { $0.hasPrefix("Only ") })
        let removal = tags(
            Confirmation.removing(Sample.contacts[3], lastFor: [UsersPage.Gap(.maintenance, at: Sample.sites[1])], links: Links()))
        #expect(removal.words.contains("Nobody else would be told about firmware and maintenance at Bergen 1."))
    }

    @Test("a removal of several is no good news: each row says that it goes, and which gap that opens")
    func bulk() {
        let page = BulkPage(
            rows: Sample.contacts.prefix(2).map { BulkPage.Row($0, .done) }, sites: Sample.sites,
            form: BulkForm(items: [("ids", Sample.id(1).text), ("ids", Sample.id(2).text), ("change", "delete")]),
            opened: [BulkPage.Opened(UsersPage.Gap(.maintenance, at: Sample.sites[0]), [Sample.id(2)])])
        let shown = tags(page)
        #expect(shown.all("span").count { $0["class"] == "state bad" } == 2 && !shown.all("span").contains { $0["class"] == "state ok" })
        #expect(shown.words.contains("This opens a gap:") && shown.words.contains("Will be removed"))
        #expect(shown.words.count { $0.hasPrefix("Nobody would be told about firmware and maintenance at Oslo 1.") } == 2)
        var suspending = page
        suspending.form.change = .suspend
        #expect(tags(suspending).words.contains { $0.hasPrefix("Nobody else is told about firmware") })
    }

    @Test("hundreds of contacts fit into the address of their choice, and come back from it", arguments: [1, 2, 3, 500])
    func packed(count: Int) {
        let ids = (1...count).map(Sample.id)
        let text = BulkForm.packed(ids)
        #expect(BulkForm(items: [("chosen", text)]).ids == ids)
        #expect(text.utf8.count <= 22 * count && text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) })
    }

    @Test("what is no choice chooses nobody", arguments: ["", "x", "====", "<script>", "AAAA", String(repeating: "é", count: 40)])
    func unpacked(text: String) {
        #expect(BulkForm(items: [("chosen", text)]).ids.isEmpty)
    }

    @Test("a preview stands at an address that chooses the same again")
    func address() {
        let form = BulkForm(items: [
            ("ids", Sample.id(1).text), ("ids", Sample.id(2).text), ("change", "remove_roles"), ("roles", "noc@*"), ("status", "active"),
            ("step", "preview"), ("csrf", "secret"),
        ])
        let link = form.address(Links()).text
        #expect(link.hasPrefix("/users/bulk?status=active&chosen=") && link.hasSuffix("&change=remove_roles&roles=noc%40%2A"))
        var all = form
        all.isAll = true
        #expect(all.address(Links()).text == "/users/bulk?status=active&all=1&change=remove_roles&roles=noc%40%2A")
    }

    @Test("a page that is shown once has no switch of the language, and says so to the script")
    func once() {
        let held = HeldForm(target: Links().users, fields: [("last_name", "Dahl")])
        for page in [
            RecoveryCodesPage(codes: ["abcd"], next: Links().account), ConfirmedPage(held: held, back: Links().users),
            ErrorPage(.fault, held: held),
        ] as [any Page] {
            let shown = Tags(page.render(for: Sample.context()))
            #expect(!shown.all("form").contains { $0["action"] == "/preferences" })
            #expect(shown.all("body").first?["data-once"] != nil)
        }
        let plain = tags(Sample.users())
        #expect(
            plain.all("form").contains { $0["action"] == "/preferences" } && plain.all("body").first?["data-once"] == nil)
    }

    @Test("what could not be taken for now can be sent again as it was")
    func sendAgain() {
        let page = tags(ErrorPage(.unavailable, held: HeldForm(target: Links().users, fields: [("last_name", "Da\"hl")])))
        #expect(page.all("form").contains { $0["action"] == "/users" && $0["method"] == "post" })
        #expect(page.all("input").contains { $0["name"] == "last_name" && $0["value"] == "Da\"hl" })
        #expect(page.words.contains("Send again"))
    }
}
