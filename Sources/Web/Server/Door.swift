import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Markup
import Metrics
import NIOCore
import Pages

/// Every request comes through here, and every answer leaves through here.
struct Door: Sendable {
    /// A form or JSON body. Files are read by their routes as they come.
    static let bodyLimit = 1_048_576

    let portal: Portal
    /// Who asks, when it is the door of the console.
    var console: Actor?

    func answer(
        _ request: Request, _ context: DoorContext, takesFile: Bool = false, _ answer: @Sendable (Portal, Asked) async throws -> Reply
    ) async -> Response {
        let requestID = RequestTag.next()
        let nonce = RequestTag.next()
        // Nil when it cannot be read.
        let query = request.uri.query.map { Fields(decoding: $0) } ?? Fields()
        var asked = asked(request, context, query ?? Fields(), requestID: requestID, body: [])
        var reply: Reply
        do {
            guard let query else { throw BadRequest.malformed }
            if takesFile {
                asked.upload = request.body
            } else if asked.isUnsafe {
                asked = self.asked(request, context, query, requestID: requestID, body: try await body(of: request))
            }
            reply = try await answer(portal, asked.with(nonce: nonce)).unlessHeld(asked)
        } catch {
            reply = await portal.refuse(error, asked.with(nonce: nonce))
        }
        Headers.complete(&reply, nonce: nonce, requestID: requestID, isHTTPS: portal.settings.publicURL.isHTTPS)
        count(request, reply, context)
        return response(reply, to: request.method)
    }

    private func asked(_ request: Request, _ context: DoorContext, _ query: Fields, requestID: String, body: [UInt8]) -> Asked {
        let uri = request.uri
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = value.removingPercentEncoding ?? String(value) }
        return Asked(
            method: request.method, target: uri.string, path: uri.path, query: query,
            parameters: parameters, headers: request.headers, authority: request.head.authority, cookies: Cookies.parse(request.headers),
            body: body, requestID: requestID,
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

    private func body(of request: Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Door.bodyLimit { throw BadRequest.tooLarge }
        do { return Array(buffer: try await request.body.collect(upTo: Door.bodyLimit)) } catch is NIOTooManyBytesError {
            throw BadRequest.tooLarge
        }
    }

    private func count(_ request: Request, _ reply: Reply, _ context: DoorContext) {
        Counter(
            label: "http_requests_total",
            dimensions: [
                ("method", request.method.rawValue), ("route", context.endpointPath ?? "none"), ("status", String(reply.status.code)),
            ]
        ).increment()
    }

    private func response(_ reply: Reply, to method: HTTPRequest.Method) -> Response {
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
            return Response(
                status: reply.status, headers: reply.headers,
                body: ResponseBody { writer in
                    while let part = try await next() { try await writer.write(ByteBuffer(bytes: part)) }
                    try await writer.finish(nil)
                })
        }
    }
}

/// What the router knows of a request besides itself.
struct DoorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection.
    let peer: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
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
