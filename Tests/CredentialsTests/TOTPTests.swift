import Foundation
import Testing

@testable import Credentials

@Suite struct TOTPTests {
    private let totp = TOTP(secret: Array("12345678901234567890".utf8))!

    @Test(
        "the vectors of RFC 6238, appendix B, hold for SHA-1",
        arguments: [
            (59, 94_287_082), (1_111_111_109, 7_081_804), (1_111_111_111, 14_050_471), (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037), (20_000_000_000, 65_353_130),
        ] as [(Int64, UInt32)])
    func rfc6238(time: Int64, code: UInt32) {
        #expect(totp.truncated(at: time / 30) % 100_000_000 == code)
        #expect(totp.step(matching: String(String(code + 100_000_000).suffix(6)), at: time) == time / 30)
    }

    @Test("the vectors of RFC 4226, appendix D, hold")
    func rfc4226() {
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
        #expect((0..<10).map { totp.code(at: $0) } == codes)
    }

    @Test("a code counts one step early and one late, and no further")
    func window() {
        let now: Int64 = 1_700_000_010
        for offset in Int64(-4)...4 {
            let code = totp.code(at: now / 30 + offset)
            #expect(totp.step(matching: code, at: now) == (abs(offset) <= 1 ? now / 30 + offset : nil))
        }
    }

    @Test("a code is used once, and so is every older one")
    func once() {
        let now: Int64 = 1_700_000_010
        let step = now / 30
        let code = totp.code(at: step)
        #expect(totp.step(matching: code, at: now, after: step - 1) == step)
        #expect(totp.step(matching: code, at: now, after: step) == nil)
        #expect(totp.step(matching: code, at: now + 29, after: step) == nil)
        #expect(totp.step(matching: totp.code(at: step - 1), at: now, after: step) == nil)
        #expect(totp.step(matching: totp.code(at: step + 1), at: now, after: step) == step + 1)
        #expect(totp.step(matching: code, at: now, after: .max) == nil)
    }

    @Test(
        "spaces are skipped, all else must be six digits", arguments: ["", "28708", "2870822", "28708a", "２８７０８２", "-87082", "287\u{0}82"])
    func form(code: String) {
        #expect(totp.step(matching: "287 082", at: 30) == 1)
        #expect(totp.step(matching: code, at: 30) == nil)
    }

    @Test("times at the ends of the scale do not trap")
    func extremes() {
        for time in [Int64.min, -1, 0, 1, 29, .max - 1, .max] {
            _ = totp.step(matching: "123456", at: time, after: .min)
        }
        #expect(totp.step(matching: "755224", at: 0) == 0)
        #expect(totp.step(matching: "755224", at: -1) == nil)
    }

    @Test("of ten thousand other codes none matches")
    func others() {
        let now: Int64 = 1_700_000_010
        let right = Set((-1...1).map { totp.code(at: now / 30 + $0) })
        var random = SeededGenerator(seed: 4)
        for _ in 0..<10_000 {
            let code = String(String(Int.random(in: 1_000_000..<2_000_000, using: &random)).dropFirst())
            #expect((totp.step(matching: code, at: now) != nil) == right.contains(code))
        }
    }

    @Test("a secret has 20 bytes and 32 letters, and no two are the same")
    func secrets() {
        #expect(TOTP(secret: []) == nil && TOTP(secret: [UInt8](repeating: 1, count: 19)) == nil)
        #expect(totp.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(Set((0..<1000).map { _ in TOTP.generate().text }).count == 1000)
    }

    @Test("the address for the app is percent-encoded and reads back")
    func uri() throws {
        let uri = totp.uri(issuer: "Ñandú & Co: Portal", account: "o'brien+noc@example.net?x=1&y=2#z")
        #expect(
            uri == "otpauth://totp/%C3%91and%C3%BA%20%26%20Co%20Portal:o%27brien%2Bnoc%40example.net%3Fx%3D1%26y%3D2%23z"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%C3%91and%C3%BA%20%26%20Co%20Portal"
                + "&algorithm=SHA1&digits=6&period=30")
        let components = try #require(URLComponents(string: uri))
        #expect(components.path == "/Ñandú & Co Portal:o'brien+noc@example.net?x=1&y=2#z")
        #expect(components.queryItems?.first { $0.name == "issuer" }?.value == "Ñandú & Co Portal")
    }
}
