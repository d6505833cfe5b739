import Domain
import HTTPTypes
import Hummingbird
import Store

/// One request, read whole: what a route needs of it, and nothing of the server.
struct Asked: Sendable {
    let method: HTTPRequest.Method
    /// Path and query as they came.
    let target: String
    let path: String
    let query: Fields
    let parameters: [String: String]
    let headers: HTTPFields
    let authority: String?
    let cookies: [String: String]
    let body: [UInt8]
    /// The body of a route that takes a file, as it comes.
    var upload: RequestBody?
    let requestID: String
    /// The pattern of the route, such as `/invitation/{token}`: what a log may say of the path, whose values are secrets and ids.
    let route: String
    /// The client's address: of the connection, or as a proxy that the configuration names says. Nil over the console's socket.
    let address: String?
    /// Who asks when it came over the console's own socket, which only the machine's administrator can open.
    let console: Actor?
    /// The nonce of the answer's script.
    var nonce: String

    func with(nonce: String) -> Asked {
        var copy = self
        copy.nonce = nonce
        return copy
    }

    var origin: Origin { Origin(requestID: requestID, address: address) }

    var isUnsafe: Bool { method != .get && method != .head }

    var language: Language {
        cookies[Cookies.language].flatMap { Language(rawValue: $0) } ?? Language.preferred(by: headers[.acceptLanguage])
    }

    /// The name by which the browser reached us; used for one redirect and believed in nothing.
    var host: String { authority ?? "" }

    /// How many bytes the body has, as its sender says.
    var announcedSize: Int64? { headers[.contentLength].flatMap { Int64($0) } }

    var wantsJSON: Bool { headers[.accept]?.contains("application/json") ?? false }

    func id<Entity>(_ name: String = "id", of type: Entity.Type = Entity.self) throws -> Identifier<Entity> {
        guard let text = parameters[name], let id = Identifier<Entity>(text) else { throw Trouble.notFound }
        return id
    }

    /// The fields of a form. Anything but a form is refused.
    func form() throws -> Fields {
        guard mediaType == "application/x-www-form-urlencoded" else {
            if body.isEmpty { return Fields() }
            throw BadRequest.unsupportedMediaType
        }
        guard let text = String(validating: body, as: UTF8.self), let fields = Fields(decoding: text) else { throw BadRequest.malformed }
        return fields
    }

    var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first.map { $0.lowercased().filter { $0 != " " } }
    }
}

/// A request that cannot be read at all.
enum BadRequest: Error {
    case malformed
    case unsupportedMediaType
    case tooLarge
    /// The proof that the form came from our own page is missing or wrong.
    case crossSite
    /// The demo, under a name that is not this machine's.
    case misdirected
    case tooManyRequests(retryAfter: Int)
    case overloaded
    /// The session is signed in, but not lately enough for this.
    case confirmationNeeded
    /// The session still lacks its second factor.
    case enrollmentNeeded
    case nobody
    case preconditionFailed
}

enum Cookies {
    static let session = "__Host-stagedoor"
    static let ceremony = "__Host-stagedoor-signin"
    static let device = "__Host-stagedoor-device"
    static let theme = "stagedoor-theme"
    static let language = "stagedoor-language"
    /// The columns of the list of contacts; set by the script.
    static let columns = "columns"
    /// The token of a form that is sent before anybody is signed in.
    static let door = "__Host-stagedoor-door"

    static func parse(_ headers: HTTPFields) -> [String: String] {
        var cookies: [String: String] = [:]
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let halves = pair.split(separator: "=", maxSplits: 1)
                guard halves.count == 2 else { continue }
                cookies[String(halves[0]).trimmed] = String(halves[1]).trimmed
            }
        }
        return cookies
    }

    static func set(_ name: String, _ value: String, for seconds: Int? = nil, script: Bool = false) -> String {
        "\(name)=\(value); Path=/; Secure; SameSite=Lax\(script ? "" : "; HttpOnly")\(seconds.map { "; Max-Age=\($0)" } ?? "")"
    }

    static func drop(_ name: String) -> String { set(name, "", for: 0) }
}
