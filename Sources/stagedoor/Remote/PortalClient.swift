import API
import Domain
import Foundation
import Web

/// Speaks the machine interface, wherever the portal is: over the network with a token, or over the console's socket of
/// this machine. The commands do not know which.
struct PortalClient: Sendable {
    /// What stands before the path of a call; `http+unix://` and the encoded path of a socket on this machine.
    let origin: String
    let token: String?
    /// For people: why it takes longer.
    let note: @Sendable (String) -> Void
    /// The organization that is meant, by its id; nil for the token's own.
    var organization: String?
    private let wire = Wire()

    /// The longest that a command waits because the server asks for it, and how often it does.
    private static let patience = 60
    /// Seconds before a call is sent again after a lost connection.
    private static let pauses: [Double] = [0.5, 1, 2, 4]

    init(_ origin: String, token: String?, note: @escaping @Sendable (String) -> Void) {
        self.origin = origin
        self.token = token
        self.note = note
    }

    /// The answer to a call that was done.
    ///
    /// - Throws: ``Failure`` for every other.
    func ask(_ call: PortalCall) async throws -> Answer {
        try await persist(call)
    }

    /// Hands a file over to `take`, a piece after the other. A file that breaks off is not taken up again.
    func fetch(_ call: PortalCall, _ take: @escaping (Data) throws -> Void) async throws {
        _ = try await persist(call, take)
    }

    /// Sends a call until it is answered, as long as that can do nothing twice.
    private func persist(_ call: PortalCall, _ take: ((Data) throws -> Void)? = nil) async throws -> Answer {
        let request = try request(call)
        for attempt in 0... {
            let pause = attempt < PortalClient.pauses.count ? PortalClient.pauses[attempt] : nil
            do {
                let answer = try await wire.send(request, to: take)
                switch answer.status {
                case 200..<300: return answer
                // Who stands between does not know what the portal did.
                case 502, 504: throw WireFault(wasSent: true, reason: "a gateway answered \(answer.status)")
                case 429, 503:
                    let failure = Failure(answer)
                    let asked = answer.header("retry-after").flatMap { Int($0) }
                    guard let pause, asked ?? 0 <= PortalClient.patience else {
                        throw asked.map { Failure(.later, "\(failure) Try again in \($0) seconds.") } ?? failure
                    }
                    let seconds = asked.map(Double.init) ?? pause
                    note("the server asks to wait \(seconds.formatted()) s")
                    try await Task.sleep(for: .seconds(seconds))
                case 300..<400:
                    throw Failure(
                        .refused,
                        "the server sends elsewhere (\(answer.header("location") ?? "\(answer.status)")), where the token does not go: name that server, if it is the portal"
                    )
                default: throw Failure(answer)
                }
            } catch let fault as WireFault {
                if fault.hasBegun { throw Failure(.unreachable, "the connection ended before the file did: run it again") }
                if !fault.wasSent, attempt == 0 { throw Failure(.unreachable, "\(origin) cannot be reached: \(fault.reason)") }
                guard !fault.wasSent || call.isRepeatable else {
                    throw Failure(
                        .unreachable,
                        "the connection to \(origin) ended before the answer came; it may have been done: look before you do it again")
                }
                guard let pause else {
                    throw Failure(.unreachable, "the connection to \(origin) ended before an answer came: \(fault.reason)")
                }
                note("the connection was lost, once more")
                try await Task.sleep(for: .seconds(pause))
            }
        }
        throw CancellationError()
    }

    private func request(_ call: PortalCall) throws -> WireRequest {
        // A list's next page comes as an address with its query.
        let query = call.query + (organization.map { call.path.contains("organization=") ? [] : [("organization", $0)] } ?? [])
        let text = query.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
        var headers = ["user-agent: stagedoor/\(Release.version)", "accept: application/json, */*;q=0.5"]
        if let token { headers.append("authorization: Bearer \(token)") }
        if call.takesKey { headers.append("idempotency-key: \(UUID().uuidString)") }
        if let version = call.version { headers.append("if-match: \"\(version)\"") }
        let body: WireRequest.Body?
        switch call.content {
        case .nothing: body = call.method == .get || call.method == .delete ? nil : .bytes(Data())
        case .json(let members):
            headers.append("content-type: application/json")
            body = .bytes(Data(JSON.object(members).line.utf8))
        case .file(let path, let mediaType):
            headers.append("content-type: \(mediaType)")
            body = .file(path: path, length: try PortalCall.length(of: path))
        }
        let local = "http+unix://"
        let socket = origin.hasPrefix(local) ? origin.dropFirst(local.count).removingPercentEncoding : nil
        return WireRequest(
            method: call.method.rawValue,
            url: (socket == nil ? origin : "http://localhost") + call.path
                + (text.isEmpty ? "" : (call.path.contains("?") ? "&" : "?") + text),
            socket: socket, headers: headers, body: body)
    }
}
