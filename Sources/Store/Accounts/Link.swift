import Crypto

/// A link in a mail, by which somebody acts who is not signed in.
enum Link {
    /// By which a passkey's ceremony is bound to the link that it was begun with.
    static func hash(of token: String) -> String {
        Hex.text(SHA256.hash(data: Array(token.utf8)))
    }
}
