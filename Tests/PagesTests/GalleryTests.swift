import Domain
import Testing
@testable import Pages

/// What holds for every page there is.
@Suite("Every page")
struct GalleryTests {
    @Test("is well-formed, has one h1, and ids that are unique", arguments: Gallery.all)
    func shape(_ item: Gallery.Item) {
        let page = Tags(Gallery.bytes(item))
        #expect(page.faults.isEmpty)
        #expect(page.all("h1").count == 1)
        let ids = page.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count, "\(ids.filter { id in ids.count { $0 == id } > 1 })")
        let known = Set(ids)
        for element in page.elements {
            for name in ["for", "aria-describedby", "aria-controls", "popovertarget", "list", "form"] {
                for id in (element[name] ?? "").split(separator: " ") { #expect(known.contains(String(id)), "\(name)=\(id) leads nowhere") }
            }
            if let href = element["href"], href.hasPrefix("#") {
                #expect(known.contains(String(href.dropFirst())), "\(href) leads nowhere")
            }
        }
    }

    @Test("labels every control", arguments: Gallery.all)
    func labels(_ item: Gallery.Item) {
        let page = Tags(Gallery.bytes(item))
        let labelled = Set(page.all("label").compactMap { $0["for"] })
        for control in page.all("input", "select", "textarea") where control["type"] != "hidden" {
            let hasLabel =
                control["aria-label"]?.isEmpty == false || control.around.contains("label") || control["id"].map(labelled.contains) == true
            #expect(hasLabel, "\(control.name) \(control.attributes)")
        }
        for button in page.all("button") {
            #expect(button["type"] != nil, "\(button.attributes)")
            #expect(button["aria-label"]?.isEmpty == false || button.text.contains { !$0.isWhitespace }, "\(button.attributes)")
        }
        for link in page.all("a") {
            #expect(link["aria-label"]?.isEmpty == false || link.text.contains { !$0.isWhitespace }, "\(link.attributes)")
        }
    }

    @Test("holds no inline style or script, and points to where a page may", arguments: Gallery.all)
    func policy(_ item: Gallery.Item) {
        let page = Tags(Gallery.bytes(item))
        #expect(page.all("style").isEmpty)
        let scripts = page.all("script")
        #expect(
            scripts.count == 1
                && scripts.allSatisfy { $0["nonce"] == "bm9uY2U" && $0["src"]?.hasPrefix("/assets/") == true && $0.text.isEmpty })
        for element in page.elements {
            #expect(!element.attributes.keys.contains { $0 == "style" || $0.hasPrefix("on") }, "\(element.attributes)")
            for name in ["href", "src", "action", "formaction"] {
                guard let address = element[name] else { continue }
                #expect(
                    ["/", "#", "mailto:", "tel:", "https://"].contains { address.hasPrefix($0) } && !address.hasPrefix("//"), "\(address)")
            }
        }
    }

    @Test("sends the token with every form that changes something", arguments: Gallery.all)
    func tokens(_ item: Gallery.Item) {
        let page = Tags(Gallery.bytes(item))
        let forms = page.all("form").count { $0["method"] == "post" }
        #expect(page.all("input").count { $0["name"] == "csrf" && $0["value"] == "token" } == forms)
        #expect(page.all("form").allSatisfy { $0["method"] == nil || $0["method"] == "post" })
    }

    /// But for letters, which are in the language of whom they were sent to, and the interface's own words.
    @Test("says nothing in English to a Spanish reader", arguments: Gallery.all.filter { !["demo-mail", "api"].contains($0.name) })
    func spanish(_ item: Gallery.Item) {
        let english = Tags(Gallery.bytes(item, .english)).words
        let spanish = Tags(Gallery.bytes(item, .spanish)).words
        #expect(english.count == spanish.count)
        #expect(Tags(Gallery.bytes(item, .spanish)).all("html").first?["lang"] == "es")
        for (one, other) in zip(english, spanish) where one == other {
            #expect(GalleryTests.isTheSameInBoth(one), "\(one)")
        }
    }

    /// Names, addresses, numbers, and the few words that both languages share.
    private static func isTheSameInBoth(_ text: String) -> Bool {
        if TimeZoneName.known.contains(text) { return true }
        let rest = shared.reduce(text) { $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: " ") }
        return !rest.contains { $0.isLetter } || text.contains("@") || text.contains("https://")
    }

    private static let shared: [String] =
        Sample.contacts.flatMap { [$0.details.fullName, $0.details.title.text] }.filter { !$0.isEmpty } + Sample.sites.map(\.name) + ["UTC"]
        + Sample.sites.map { $0.name.split(separator: " ").joined(separator: "\u{00A0}") }
        + [
            "Stagedoor", "Nordlys Fiber", "Meridian Pictures", "Fjord Post", "Sørnett", "AS", "Ctrl K", "English", "Español", "Dana Wu",
            "Noor Haddad", "Will Auden",
            "Europe/Oslo", "ext", "NOC", "Marketing", "Peering", "No", "IM", "PH", "ON", "DW", "NH", "Firefox on Linux",
            "2001:db8:40:1::17", "Safari on iPhone", "Phone", "seven lamps under the gate", "Lena Ortiz", "Tor Eriksen", "Pål Hansen",
            "people.csv", "API", "E-mail", "Mobile", "back in May", "Engineer", "Kari Nordmann", "Ola", "Per", "Siv", "Tor", "Una",
        ]

    @Test("keeps its words in order when a name is markup")
    func names() {
        let item = Gallery.Item(name: "users", page: Sample.users(panel: Sample.panel(9)), reader: Sample.reader())
        let text = String(decoding: Gallery.bytes(item), as: UTF8.self)
        #expect(!text.contains("<script>alert"))
        #expect(Tags(Gallery.bytes(item)).all("h2").first?.text == "<script>alert(1)</script> & \"Co\"")
    }
}
