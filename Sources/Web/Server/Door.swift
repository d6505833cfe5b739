import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Markup
import Metrics
import NIOCore
import NIOHTTP1
import Pages
import Store

/// Every request comes through here, and every answer leaves through here.
struct Door: Sendable {
    /// A form or JSON body of somebody who is signed in. Files are read by their routes as they come.
    static let bodyLimit = 1_048_576
    /// A body of anybody.
    static let smallLimit = 16_384

    let portal: Portal
    /// Who asks, when it is the door of the console.
    var console: Actor?
    /// Requests under way by clients behind proxies: their connections are the proxy's, which none of them shares.
    let guests = Visitors(limit: 128)

    /// - Throws: what ended the connection while the request was read, or ends it since its body is no HTTP (RFC 9112): the
    ///   server answers that with 400 and closes.
    func answer(
        _ request: Request, _ context: DoorContext, _ intake: Intake, _ answer: @Sendable (Portal, Asked) async throws -> Reply
    ) async throws -> Response {
        let requestID = RequestTag.next()
        let nonce = RequestTag.next()
        // Nil when it cannot be read.
        let query = request.uri.query.map { Fields(decoding: $0) } ?? Fields()
        var asked = asked(request, context, query ?? Fields(), requestID: requestID, body: [])
        var reply: Reply
        let guest = asked.address == context.peer ? nil : asked.address
        let place = guest.flatMap { guests.enter($0) }
        defer { if let place { guests.leave(place) } }
        do {
            if guest != nil, place == nil { throw BadRequest.overloaded }
            if portal.settings.isDemo, console == nil, !isLocal(asked.host) { throw BadRequest.misdirected }
            guard let query else { throw BadRequest.malformed }
            if case .file = intake {
                asked.upload = request.body
            } else if asked.isUnsafe {
                asked = self.asked(request, context, query, requestID: requestID, body: try await body(of: request, intake, asked))
            }
            // HEAD has no effects (RFC 9110, 9.2.1): what would be written down of a GET is not.
            reply = try await answer(request.method == .head ? portal.rehearsing : portal, asked.with(nonce: nonce)).unlessHeld(asked)
        } catch {
            if isOfConnection(error) {
                #if DEBUG
                if Planted.fault == .pathInLog { portal.log("request failed", error, asked) }
                #endif
                throw error
            }
            reply = await portal.refuse(error, asked.with(nonce: nonce))
        }
        Headers.complete(&reply, nonce: nonce, requestID: requestID, isHTTPS: portal.settings.publicURL.isHTTPS)
        count(request, reply, context)
        return response(reply, to: request.method, asked, context)
    }

    /// The request did not come to its end, or what came of it is no HTTP.
    private func isOfConnection(_ error: any Error) -> Bool { error is HTTPParserError || error is IOError || error is ChannelError }

    /// Under another name a page elsewhere could read the demo's people and mail through its visitor's browser, once that
    /// name leads to loopback (DNS rebinding).
    private func isLocal(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        // Only HTTP/1.0 may leave it out, and no browser speaks that.
        return host.isEmpty || ["localhost", "127.0.0.1", "::1", portal.settings.publicURL.host].contains(name.lowercased())
    }

    private func asked(_ request: Request, _ context: DoorContext, _ query: Fields, requestID: String, body: [UInt8]) -> Asked {
        let uri = request.uri
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = value.removingPercentEncoding ?? String(value) }
        return Asked(
            method: request.method, target: uri.string, path: uri.path, query: query,
            parameters: parameters, headers: request.headers, authority: request.head.authority, cookies: Cookies.parse(request.headers),
            body: body, requestID: requestID, route: context.endpointPath ?? "none",
            address: console == nil ? address(of: request, context) : nil, console: console, nonce: "")
    }

    /// The client's address. A proxy is believed only when the configuration names it; of its list the last entry that
    /// is not itself such a proxy counts (RFC 7239, section 5.2, in the older header's form).
    private func address(of request: Request, _ context: DoorContext) -> String {
        let peer = context.peer ?? "unknown"
        guard portal.settings.trustedProxies.contains(peer), let header = request.headers[.forwardedFor] else { return peer }
        let hops = header.split(separator: ",").map { String($0).trimmed }
        return hops.last { !portal.settings.trustedProxies.contains($0) }.map { String($0.prefix(64)) } ?? peer
    }

    private func body(of request: Request, _ intake: Intake, _ asked: Asked) async throws -> [UInt8] {
        if case .nothing = intake { return [] }
        var limit = Door.smallLimit
        func make(room size: Int) async throws {
            guard size > limit else { return }
            guard size <= Door.bodyLimit, limit < Door.bodyLimit else { throw BadRequest.tooLarge }
            switch intake {
            case .visitors: if try await portal.signedIn(asked) == nil { throw BadRequest.nobody }
            case .callers: if try await portal.caller(asked) == nil { throw BadRequest.nobody }
            case .nothing, .small, .file: throw BadRequest.tooLarge
            }
            limit = Door.bodyLimit
        }
        if let announced = asked.announcedSize { try await make(room: Int(clamping: announced)) }
        var body: [UInt8] = []
        for try await part in request.body {
            try await make(room: body.count + part.readableBytes)
            body.append(contentsOf: part.readableBytesView)
        }
        return body
    }

    private func count(_ request: Request, _ reply: Reply, _ context: DoorContext) {
        Counter(
            label: "http_requests_total",
            dimensions: [
                // Of names that a stranger makes up there is no end.
                ("method", Responder.methods.contains(request.method) ? request.method.rawValue : "other"),
                ("route", context.endpointPath ?? "none"), ("status", String(reply.status.code)),
            ]
        ).increment()
    }

    private func response(_ reply: Reply, to method: HTTPRequest.Method, _ asked: Asked, _ context: DoorContext) -> Response {
        switch reply.body {
        case .none:
            return Response(status: reply.status, headers: reply.headers)
        case .bytes(let bytes):
            if method == .head {
                var headers = reply.headers
                headers[.contentLength] = String(bytes.count)
                return Response(status: reply.status, headers: headers)
            }
            return Response(status: reply.status, headers: reply.headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let next):
            if method == .head { return Response(status: reply.status, headers: reply.headers) }
            let size = reply.headers[.contentLength].flatMap { Int($0) }
            return Response(
                status: reply.status, headers: reply.headers,
                body: ResponseBody { writer in
                    do {
                        var sent = 0
                        while let part = try await next() {
                            sent += part.count
                            try await writer.write(ByteBuffer(bytes: part))
                        }
                        // A file that was removed meanwhile.
                        if let size, sent != size { throw Trouble.notFound }
                    } catch {
                        // The reader sees that this is not all: no end of the body is sent.
                        portal.log("an answer was cut off", error, asked)
                        await Patience.cut(context.channel)
                        throw error
                    }
                    try await writer.finish(nil)
                })
        }
    }
}

/// What the router knows of a request besides itself.
struct DoorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The address at the other end of the connection.
    let peer: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        peer = source.channel.remoteAddress?.ipAddress
    }
}

/// Names a request in its answer, in the log and in the audit log; also the nonce of a page's script.
enum RequestTag {
    static func next() -> String {
        var text = ""
        for word in [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)] {
            let digits = String(word, radix: 16)
            text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return text
    }
}
