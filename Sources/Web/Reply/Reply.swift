import API
import Domain
import HTTPTypes
import Hummingbird
import Markup
import NIOCore
import Pages
import Store

/// An answer as a value, rendered after the transaction is over.
struct Reply: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var body: Content

    enum Content: Sendable {
        case none
        case bytes([UInt8])
        /// Written while it is sent: asked for one part after the other, nil at the end.
        case stream(@Sendable () async throws -> [UInt8]?)
    }

    init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], _ body: Content = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page, rendered for its reader.
    static func page(_ page: some Page, for context: PageContext, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status, headers: [.contentType: "text/html; charset=utf-8"], .bytes(page.render(for: context)))
    }

    /// To another page, with GET (RFC 9110, 15.4.4).
    static func see(_ link: Link) -> Reply {
        Reply(.seeOther, headers: [.location: link.text])
    }

    /// To another page, which tells once what was done.
    static func see(_ link: Link, _ outcome: Outcome) -> Reply {
        see(link.query("done", outcome.rawValue))
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Reply {
        var all: HTTPFields = [.contentType: "application/json"]
        for field in headers { all[field.name] = field.value }
        return Reply(status, headers: all, .bytes(bytes))
    }

    static func json<Item: Resource>(_ item: Item) -> Reply {
        json(item.json)
    }

    /// One resource with its version as ETag.
    static func resource<Item: Versioned>(_ item: Item, status: HTTPResponse.Status = .ok, location: String? = nil) -> Reply {
        var headers: HTTPFields = [.eTag: EntityTag(version: item.version, saying: item.represented).header]
        if let location { headers[.location] = location }
        return json(item.json, status: status, headers: headers)
    }

    /// The answer to a request that was done before.
    init(_ receipt: Receipt) {
        self.init(HTTPResponse.Status(code: receipt.status), headers: [.idempotencyReplayed: "true"])
        if !receipt.body.isEmpty {
            headers[.contentType] = "application/json"
            body = .bytes(receipt.body)
        }
        if let location = receipt.location { headers[.location] = location }
        if let etag = receipt.etag { headers[.eTag] = etag }
    }

    var receipt: Receipt {
        let bytes: [UInt8] = if case .bytes(let bytes) = body { bytes } else { [] }
        return Receipt(status: status.code, location: headers[.location], etag: headers[.eTag], body: bytes)
    }

    static func file(_ name: String, _ contentType: String, _ body: Content) -> Reply {
        Reply(
            .ok,
            headers: [
                .contentType: contentType,
                .contentDisposition: "attachment; filename=\"\(name)\"",
                .contentSecurityPolicy: "sandbox; default-src 'none'",
            ], body)
    }

    func setting(_ cookies: String...) -> Reply {
        var reply = self
        for cookie in cookies { reply.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return reply
    }
}

extension HTTPField.Name {
    static let requestID = ours("X-Request-Id")
    static let permission = ours("X-Permission")
    static let csrf = ours("X-Csrf")
    static let forwardedFor = ours("X-Forwarded-For")
    static let secFetchSite = ours("Sec-Fetch-Site")
    static let referrerPolicy = ours("Referrer-Policy")
    static let permissionsPolicy = ours("Permissions-Policy")
    static let crossOriginOpener = ours("Cross-Origin-Opener-Policy")
    static let crossOriginResource = ours("Cross-Origin-Resource-Policy")
    static let frameOptions = ours("X-Frame-Options")
    static let clearSiteData = ours("Clear-Site-Data")
    static let link = ours("Link")
    static let refresh = ours("Refresh")
    static let idempotencyKey = ours("Idempotency-Key")
    static let idempotencyReplayed = ours("Idempotency-Replayed")

    private static func ours(_ name: StaticString) -> HTTPField.Name {
        // Each is a token (RFC 9110, 5.1), so the second half never counts.
        HTTPField.Name(name.description) ?? .server
    }
}
