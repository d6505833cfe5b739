import API
import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Web

/// Speaks the machine interface, wherever the portal is: over the network with a token, or over the console's socket of
/// this machine. The commands do not know which.
struct PortalClient: Sendable {
    /// What stands before the path of a call.
    let origin: String
    let token: String?
    let client: HTTPClient
    /// For people: why it takes longer.
    let note: @Sendable (String) -> Void
    /// The organization that is meant, by its id; nil for the token's own.
    var organization: String?

    /// The longest that a command waits because the server asks for it, and how often it does.
    private static let patience = 60
    /// Seconds before a call is sent again after a lost connection.
    private static let pauses: [Double] = [0.5, 1, 2, 4]

    /// Opens a client for as long as `body` runs.
    static func with<Result: Sendable>(
        _ origin: String, token: String?, note: @escaping @Sendable (String) -> Void, _ body: (PortalClient) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10), read: .seconds(120), write: .seconds(120)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let result = try await body(PortalClient(origin: origin, token: token, client: client, note: note))
            try await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// The answer to a call that was done.
    ///
    /// - Throws: ``Failure`` for every other.
    func ask(_ call: PortalCall) async throws -> Answer {
        try await persist(call) { response in
            Answer(
                status: Int(response.status.code), headers: response.headers,
                body: Array(buffer: try await response.body.collect(upTo: 64 << 20)))
        }
    }

    /// Hands a file over to `take`, a piece after the other. A file that breaks off is not taken up again.
    func fetch(_ call: PortalCall, _ take: (ByteBuffer) throws -> Void) async throws {
        let body = try await persist(call) { $0.body }
        do {
            for try await piece in body { try take(piece) }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unreachable, "the connection ended before the file did: run it again")
        }
    }

    /// Sends a call until it is answered, as long as that can do nothing twice.
    private func persist<Result>(_ call: PortalCall, _ read: (HTTPClientResponse) async throws -> Result) async throws -> Result {
        let request = try request(call)
        for attempt in 0... {
            let pause = attempt < PortalClient.pauses.count ? PortalClient.pauses[attempt] : nil
            do {
                let response = try await client.execute(request, deadline: .distantFuture)
                switch response.status.code {
                case 200..<300: return try await read(response)
                case 502, 504: throw BrokenOff()  // who stands between does not know what the portal did
                case 429, 503:
                    let failure = Failure(try await answer(response))
                    let asked = response.headers.first(name: "retry-after").flatMap { Int($0) }
                    guard let pause, asked ?? 0 <= PortalClient.patience else {
                        throw asked.map { Failure(.later, "\(failure) Try again in \($0) seconds.") } ?? failure
                    }
                    let seconds = asked.map(Double.init) ?? pause
                    note("the server asks to wait \(seconds.formatted()) s")
                    try await Task.sleep(for: .seconds(seconds))
                case 300..<400:
                    throw Failure(
                        .refused,
                        "the server sends elsewhere (\(response.headers.first(name: "location") ?? "\(response.status.code)")), where the token does not go: name that server, if it is the portal"
                    )
                default: throw Failure(try await answer(response))
                }
            } catch let failure as Failure {
                throw failure
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                let neverArrived = PortalClient.neverArrived(error)
                if neverArrived, attempt == 0 { throw Failure(.unreachable, "\(origin) cannot be reached: \(PortalClient.reason(error))") }
                guard neverArrived || call.isRepeatable else {
                    throw Failure(
                        .unreachable,
                        "the connection to \(origin) ended before the answer came; it may have been done: look before you do it again")
                }
                guard let pause else {
                    throw Failure(.unreachable, "the connection to \(origin) ended before an answer came: \(PortalClient.reason(error))")
                }
                note("the connection was lost, once more")
                try await Task.sleep(for: .seconds(pause))
            }
        }
        throw CancellationError()
    }

    private struct BrokenOff: Error {}

    private func answer(_ response: HTTPClientResponse) async throws -> Answer {
        Answer(
            status: Int(response.status.code), headers: response.headers,
            body: Array(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    private func request(_ call: PortalCall) throws -> HTTPClientRequest {
        // A list's next page comes as an address with its query.
        let query = call.query + (organization.map { call.path.contains("organization=") ? [] : [("organization", $0)] } ?? [])
        let text = query.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
        var request = HTTPClientRequest(url: origin + call.path + (text.isEmpty ? "" : (call.path.contains("?") ? "&" : "?") + text))
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers.add(name: "user-agent", value: "stagedoor/\(Release.version)")
        request.headers.add(name: "accept", value: "application/json, */*;q=0.5")
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if call.takesKey { request.headers.add(name: "idempotency-key", value: UUID().uuidString) }
        if let version = call.version { request.headers.add(name: "if-match", value: "\"\(version)\"") }
        switch call.content {
        case .nothing: break
        case .json(let members):
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: JSON.object(members).line))
        case .file(let path, let mediaType):
            request.headers.add(name: "content-type", value: mediaType)
            request.body = .stream(FilePieces(path: path), length: .known(try PortalCall.length(of: path)))
        }
        return request
    }

    /// True when nothing of the call can have come to the portal.
    private static func neverArrived(_ error: any Error) -> Bool {
        if error is NIOConnectionError
            || (error as? IOError).map({ [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains($0.errnoCode) }) == true
        {
            return true
        }
        if let error = error as? HTTPClientError { return [.connectTimeout, .tlsHandshakeTimeout].contains(error) }
        return isOfTLS(error)
    }

    /// The kinds of errors of the TLS library are known by their names; nothing else of it is used here.
    private static func isOfTLS(_ error: any Error) -> Bool {
        "\(type(of: error))".contains("SSL")
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError: error.connectionErrors.first.map { reason($0.error) } ?? "there is no host of this name"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as HTTPClientError: error.shortDescription
        case _ where "\(error)".contains("CERTIFICATE_VERIFY_FAILED"): "its certificate is not trusted on this machine"
        case _ where isOfTLS(error): "no encrypted connection came about; does it speak https there?"
        default: "\(error)"
        }
    }
}
