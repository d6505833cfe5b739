import Domain
import HTTPTypes
import Pages
import Store

/// What is neither a page nor the API: assets, health, and what machines ask for at known places.
extension RouteList {
    mutating func fileRoutes() {
        open(.get, .asset) { _, asked in
            guard let asset = FileRoutes.assets[asked.path] else { throw Trouble.notFound }
            // The name carries a hash of the content: whoever has the file has it for good.
            let headers: HTTPFields = [
                .contentType: asset.contentType, .cacheControl: "public, max-age=31536000, immutable", .eTag: "\"\(asset.path)\"",
                .vary: "Accept-Encoding",
            ]
            return Reply(.ok, headers: headers, .bytes(asset.bytes))
        }
        open(.get, "/healthz") { _, _ in .text("ok\n") }
        open(.get, "/readyz") { portal, _ in
            _ = try await portal.store.isEmpty()
            return .text("ready\n")
        }
        open(.get, "/robots.txt") { _, _ in .text("User-agent: *\nDisallow: /\n") }
        open(.get, "/.well-known/security.txt") { portal, _ in
            .text(FileRoutes.security(portal.settings.support, origin: portal.settings.publicURL.origin, now: portal.store.clock()))
        }
    }
}

enum FileRoutes {
    static let assets = Dictionary(uniqueKeysWithValues: Assets.all.map { ($0.path, $0) })

    /// RFC 9116. It ends in half a year, and is made anew with every answer.
    static func security(_ support: EmailAddress?, origin: String, now: Moment) -> String {
        """
        Contact: \(support.map { "mailto:\($0.text)" } ?? "\(origin)/cannot-sign-in")
        Expires: \((now + .days(180)).text)
        Preferred-Languages: en, es
        Canonical: \(origin)/.well-known/security.txt

        """
    }
}

extension Reply {
    static func text(_ text: String) -> Reply {
        Reply(.ok, headers: [.contentType: "text/plain; charset=utf-8"], .bytes(Array(text.utf8)))
    }
}
