import Testing
@testable import Web

@Suite("Requests")
struct RequestTests {
    @Test("a form is decoded once, plus signs and all")
    func forms() {
        let fields = Fields(decoding: "a=1+2&b=%C3%A9%252e&c&a2=x%3Dy")
        #expect(fields?["a"] == "1 2")
        #expect(fields?["b"] == "é%2e")
        #expect(fields?["c"] == "")
        #expect(fields?["a2"] == "x=y")
    }

    @Test("a field that stands twice has no one value")
    func repeated() {
        let fields = Fields(decoding: "level=none&level=admin")
        #expect(fields?["level"] == nil)
        #expect(fields?.all("level") == ["none", "admin"])
    }

    @Test("what is not UTF-8, not hexadecimal or too much is refused", arguments: ["a=%ff", "a=%g1", "a=%4"])
    func malformed(_ text: String) {
        #expect(Fields(decoding: text) == nil)
    }

    @Test("more fields than any form has are refused")
    func tooMany() {
        #expect(Fields(decoding: String(repeating: "a=1&", count: 4001)) == nil)
    }

    @Test(
        "whoever stood at the address of a deed comes back to the page that it is on",
        arguments: [
            ("/users", "/users"), ("/users/new", "/users/new"), ("/users/0198f3c0/access", "/users/0198f3c0"),
            ("/organization/policy", "/organization"), ("/tokens/0198f3c0/rotate", "/tokens"),
            ("/imports/0198f3c0/apply", "/imports/0198f3c0"),
            ("/", "/"), ("/nothing/here", "/"),
        ])
    func pages(_ path: String, _ page: String) {
        #expect(Routes.page(at: path) == page)
    }

    @Test(
        "the public address is https, or http at localhost",
        arguments: [
            ("https://portal.lumen.example", true), ("https://portal.lumen.example:8443/", true), ("http://localhost:8080", true),
            ("http://portal.lumen.example", false), ("http://127.0.0.1:8080", false), ("https://portal.lumen.example/x", false),
            ("portal", false),
            ("https://user@portal.lumen.example", false), ("https://", false), ("https://a:0", false),
        ])
    func publicURL(_ text: String, _ isTaken: Bool) {
        #expect((PublicURL(text) != nil) == isTaken)
    }
}
