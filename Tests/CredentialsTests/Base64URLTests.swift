import Foundation
import Testing

@testable import Credentials

@Suite struct Base64URLTests {
    @Test(
        "the vectors of RFC 4648 hold, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(bytes: String, text: String) {
        #expect(Base64URL.encode(bytes.utf8) == text)
        #expect(Base64URL.decode(text) == Array(bytes.utf8))
    }

    @Test("any bytes come back, and agree with Foundation")
    func roundTrip() {
        var random = SeededGenerator(seed: 1)
        for count in 0..<300 {
            let bytes = random.bytes(count)
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(text) == bytes)
            let reference = Data(bytes).base64EncodedString()
            #expect(text == reference.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
        }
    }

    @Test("a text that no bytes have is refused", arguments: ["A", "AAAAA", "Zg==", "Zh", "Zm9=", "a+b/", "Zm 9", "Zé"])
    func refused(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test(
        "the vectors of RFC 4648 hold for base32",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(bytes: String, text: String) {
        #expect(Base32.encode(Array(bytes.utf8)) == text)
    }
}
