import API
import Foundation
import UnixSignals

/// An import at the portal while a command watches it.
struct ImportWork {
    private(set) var state: JSON
    private let client: PortalClient
    let path: String

    init(_ state: JSON, _ client: PortalClient) throws {
        guard let id = state["id"]?.text else {
            throw Failure(.refused, "the server answered, but not with an import: is it another version?")
        }
        self.state = state
        self.client = client
        path = "/api/v1/imports/\(id)"
    }

    var name: String { state["state"]?.text ?? "" }

    private func count(_ member: String) -> Int64 { state[member]?.integer ?? 0 }

    /// Makes a call that answers with the import.
    mutating func ask(_ call: PortalCall) async throws {
        state = try await client.ask(call).json()
    }

    /// Asks for one step and waits until it is over. Ctrl-C asks the portal to stop, and once more leaves without waiting.
    mutating func run(_ step: String, _ what: String) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint)
        let cancelling = Task { [client, path] in
            var isAsked = false
            for await _ in signals {
                if isAsked { exit(130) }
                isAsked = true
                complain("stopping; once more leaves without waiting")
                _ = try? await client.ask(PortalCall(.post, "\(path)/cancel"))
            }
            return isAsked
        }
        defer { cancelling.cancel() }
        try await ask(PortalCall(.post, "\(path)/\(step)"))
        let progress = Progress(what)
        defer { progress.end() }
        var pause = 0.1
        while ["checking", "applying"].contains(name) {
            progress.show(count("done"), of: count("rows"))
            try await Task.sleep(for: .seconds(pause))
            pause = min(pause * 1.5, 1)
            try await ask(PortalCall(.get, path))
        }
        // Where the portal was done before it heard of it, nothing goes on from here all the same.
        cancelling.cancel()
        if await cancelling.value, name == "checked" { try await ask(PortalCall(.post, "\(path)/cancel")) }
        if let problem = state["problem"]?.text {
            throw Failure(.refused, "the portal stopped it after \(count("done")) of \(count("rows")) rows: \(problem)")
        }
    }

    /// Prints the refused rows and what became of all, or would have.
    ///
    /// - Returns: how many rows were refused.
    func tell(json: Bool) async throws -> Int64 {
        try await client.each("\(path)/rows", query: [("outcome", "refused")]) { row in
            say(json ? row.line : ImportWork.line(row))
        }
        if json {
            say(state.line)
        } else {
            let rows = name == "cancelled" ? "cancelled after \(count("done")) of \(count("rows")) rows" : "\(count("rows")) rows"
            say(
                "stagedoor: \(rows): \(count("created")) created, \(count("changed")) changed, \(count("same")) as they were, \(count("refused")) refused"
            )
        }
        return count("refused")
    }

    private static func line(_ row: JSON) -> String {
        "line \(row["line"]?.integer ?? 0)  \(row["label"]?.text ?? "")  \(row["detail"]?.text ?? "")"
    }
}
