import Markup
import Testing

@Suite("Markup")
struct MarkupTests {
    private func html(_ write: (HTML) -> Void) -> String {
        String(decoding: HTML.render(write), as: UTF8.self)
    }

    @Test("text is escaped between tags and in attributes")
    func escaping() {
        let nasty = "<script>alert('x')</script> & \"q\""
        let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;"
        #expect(html { $0.p(nasty, .title(nasty)) } == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(html { $0.text(nasty.dropFirst(0)) } == escaped)
    }

    @Test("letters of every script and joined emoji pass unchanged")
    func unicode() {
        for name in ["Pål Ørsted", "Мария", "李小龍", "שרה", "ضياء", "e\u{301}", "👩‍🚀", ""] {
            #expect(html { $0.text(name) } == name)
        }
    }

    @Test("a buffer that was made too small grows without losing anything")
    func growth() {
        let piece = "0123456789<"
        let sheet = HTML(reserving: 1)
        for _ in 0..<1000 { sheet.text(piece) }
        #expect(sheet.bytes == Array(String(repeating: "0123456789&lt;", count: 1000).utf8))
    }

    @Test("an attribute that is off writes nothing")
    func conditions() {
        #expect(
            html { $0.input(.type("checkbox"), .checked(false), .required(true), .described(by: nil)) }
                == "<input type=\"checkbox\" required>")
        #expect(html { $0.div(.class("chip", "on", if: false)) {} } == "<div class=\"chip\"></div>")
        #expect(html { $0.div(.class("chip", "on", if: true)) {} } == "<div class=\"chip on\"></div>")
    }

    @Test(
        "a segment of a path cannot leave its place",
        arguments: [
            ("../../x", "/users/..%2F..%2Fx/delete"), ("a b?c#d", "/users/a%20b%3Fc%23d/delete"), ("ø", "/users/%C3%B8/delete"),
            ("", "/users//delete"),
        ])
    func segments(value: String, path: String) {
        #expect(Link(pattern: "/users/{id}/delete", [value]).text == path)
    }

    @Test("holes are filled in order, and one without a value stays empty")
    func holes() {
        #expect(Link(pattern: "/a/{x}/b/{y}", ["1", "2"]).text == "/a/1/b/2")
        #expect(Link(pattern: "/a/{x}/b/{y}", ["1"]).text == "/a/1/b/")
    }

    @Test("a query is encoded and joined")
    func queries() {
        #expect(Link("/users").query("q", "a&b=c d").query("site", "1").text == "/users?q=a%26b%3Dc%20d&site=1")
        #expect(Link("/users").query("q", ifAny: nil).anchor("grid").text == "/users#grid")
    }

    @Test(
        "an address to return to stays on this server",
        arguments: [
            ("/users?q=1", true), ("/", true), ("//evil.example", false), ("/\\evil.example", false), ("https://evil.example", false),
            ("javascript:alert(1)", false), ("/a b", false), ("/a\nb", false), ("", false), ("users", false),
        ])
    func returning(text: String, isTaken: Bool) {
        #expect((Link(returning: text) != nil) == isTaken)
    }

    @Test("only https leads out")
    func external() {
        #expect(Link.external("https://peeringdb.example/net/1") != nil)
        #expect(Link.external("http://peeringdb.example") == nil)
        #expect(Link.external("javascript:alert(1)") == nil)
        #expect(Link.mail(to: "a@b.example?bcc=c@d.example").text == "mailto:a@b.example%3Fbcc%3Dc@d.example")
    }
}
