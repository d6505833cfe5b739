import NIOCore
import NIOHTTP1
import Testing

@testable import Web

@Suite("Connections")
struct WireTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    @Test("a slow transfer goes on as long as it keeps the rate, and no longer; our own time does not count")
    func pace() throws {
        var pace = Pace(bytes: 1000, in: .seconds(30)), now = start
        #expect(pace.expiry == nil)
        for _ in 0..<100 {
            pace.wait(at: now)
            now = now + .seconds(29)
            #expect(try #require(pace.expiry) > now)
            pace.move(1000, at: now)
        }
        pace.rest(at: now)
        now = now + .hours(1)
        #expect(pace.expiry == nil)
        pace.wait(at: now)
        // A trickle buys no time.
        for _ in 0..<29 {
            now = now + .seconds(1)
            pace.rest(at: now)
            pace.move(1, at: now)
            pace.wait(at: now)
        }
        #expect(pace.expiry == now + .seconds(1))
    }

    @Test("each network holds a bounded number of places; a proxy stands for many")
    func visitors() throws {
        let visitors = Visitors(limit: 2, exempt: ["192.0.2.1"])
        let first = try #require(visitors.enter("2001:db8::1"))
        _ = try #require(visitors.enter("2001:db8::2"))
        #expect(visitors.enter("2001:db8::3") == nil)
        #expect(visitors.enter("2001:db8:0:1::3") != nil)
        visitors.leave(first)
        #expect(visitors.enter("2001:db8::3") != nil)
        for _ in 0..<10 { #expect(visitors.enter("192.0.2.1") != nil) }
    }

    @Test(
        "one Host, and a valid one (RFC 9112, 3.2)",
        arguments: [
            (["localhost:8080"], true), (["partners.example.net"], true), (["[::1]:8080"], true), (["127.0.0.1"], true), ([], false),
            (["a", "a"], false), ([""], false), (["a b"], false), (["a/b"], false), (["a@b"], false), (["a:b"], false), (["[::1"], false),
            ([":80"], false), (["a:123456"], false), (["[::1]x"], false),
        ])
    func hosts(_ hosts: [String], _ isFine: Bool) {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        for host in hosts { head.headers.add(name: "Host", value: host) }
        #expect(HostCheck.isFine(head) == isFine)
        head.version = .http1_0
        #expect(HostCheck.isFine(head) == (isFine || hosts.isEmpty))
    }
}
