import Credentials
import Crypto
import Domain
import HTTPTypes
import Store

extension Portal {
    /// Who holds this token; nil for nobody.
    func signedIn(token text: String, _ asked: Asked) async throws -> SignedIn? {
        guard let token = Session.token(presented: text), let person = try await store.authenticate(session: token, from: asked.origin) else { return nil }
        try await store.touch(person)
        return person
    }

    /// Who the browser's cookie says is here.
    func signedIn(_ asked: Asked) async throws -> SignedIn? {
        guard let text = asked.cookies[Cookies.session] else { return nil }
        return try await signedIn(token: text, asked)
    }
}

/// The proof that a form came from our own page: a token bound to the cookie that comes with it, and what the browser
/// says of where the request comes from (Fetch Metadata, W3C).
enum CrossSite {
    /// The token of all forms of one cookie: a hash of it, so that nothing needs to be stored.
    static func token(for cookie: String) -> String {
        let digest = SHA256.hash(data: Array("form\n\(cookie)".utf8))
        return digest.prefix(18).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func require(_ asked: Asked, form token: String?, cookie: String?, origin: String) throws {
        if let site = asked.headers[.secFetchSite], site != "same-origin" { throw BadRequest.crossSite }
        if let sender = asked.headers[.origin], sender != origin { throw BadRequest.crossSite }
        guard let cookie, let token, equal(token, CrossSite.token(for: cookie)) else { throw BadRequest.crossSite }
    }

    private static func equal(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8), right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
