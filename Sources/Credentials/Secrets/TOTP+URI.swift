extension TOTP {
    /// The `otpauth:` address that an authenticator app scans (Google's Key URI Format).
    ///
    /// A colon separates issuer and account, so it is left out of both; everything but RFC 3986's unreserved
    /// characters is percent-encoded, since apps differ in how they read `+`.
    public func uri(issuer: String, account: String) -> String {
        let issuer = Self.encode(issuer)
        return "otpauth://totp/\(issuer):\(Self.encode(account))"
            + "?secret=\(text)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    private static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: ":") {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
