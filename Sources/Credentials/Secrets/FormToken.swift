import Crypto

/// The proof that a form came from a page of ours: bound to the cookie that comes with it, so that nothing is stored.
/// Whoever cannot read the cookie cannot make it.
public enum FormToken {
    /// The token that every form of a page carries whose reader has this cookie.
    public static func text(for cookie: String) -> String {
        Base64URL.encode(Array(SHA256.hash(data: Array("form\n\(cookie)".utf8)).prefix(18)))
    }

    /// Compared in constant time.
    public static func matches(_ token: String, cookie: String) -> Bool {
        equalInConstantTime(Array(token.utf8), Array(text(for: cookie).utf8))
    }
}
