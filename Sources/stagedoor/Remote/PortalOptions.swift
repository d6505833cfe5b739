import API
import ArgumentParser
import Domain
import Foundation

/// Which portal a command speaks to, and about which organization.
struct PortalOptions: ParsableArguments {
    @OptionGroup var options: Options

    @Option(help: "Work over the network, at this server: https://NAME (STAGEDOOR_SERVER). Without it, on this machine's own portal.")
    var server: String?

    @Option(
        help:
            "The file with the token for the server; otherwise it is STAGEDOOR_TOKEN. There is no option for the token itself: the list of processes would show it."
    )
    var tokenFile: String?

    @Flag(name: .customLong("insecure-http"), help: "Send the token unencrypted to a server that is not on this machine.")
    var insecureHTTP = false

    @Option(help: "The organization, by its name or id. A partner's token has its own.")
    var organization: String?

    var isRemote: Bool { address != nil }

    private var address: String? {
        server ?? ProcessInfo.processInfo.environment["STAGEDOOR_SERVER"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Runs a command at the portal that is meant. What goes wrong becomes a line on standard error and an exit code.
    func run(_ body: @escaping @Sendable (PortalClient) async throws -> Void) async throws {
        do {
            let atHome: @Sendable (PortalClient) async throws -> Void = { [organization] client in
                var client = client
                if let organization { client.organization = try await client.organization(called: organization) }
                try await body(client)
            }
            if let address {
                let address = try ServerAddress(address, allowingClearText: insecureHTTP)
                let token = try TokenSource.read(file: tokenFile, warn: complain)
                try await atHome(PortalClient(address.origin, token: token, note: complain))
            } else {
                guard organization != nil else {
                    throw Failure(.usage, "say which organization is meant: --organization NAME; or at which server: --server URL")
                }
                try await LocalPortal.with(options, note: complain, atHome)
            }
        } catch let failure as Failure {
            complain(failure.description)
            throw ExitCode(failure.kind.rawValue)
        }
    }
}

/// Tells people something that is no result.
func complain(_ line: String) {
    FileHandle.standardError.write(Data("stagedoor: \(line)\n".utf8))
}

extension PortalClient {
    /// All items of a list, page after page.
    func each(_ path: String, query: [(String, String)] = [], _ take: (JSON) throws -> Void) async throws {
        var call = PortalCall(.get, path, query: query + [("limit", "200")])
        while true {
            let answer = try await ask(call)
            for item in try answer.json()["items"]?.items ?? [] { try take(item) }
            guard let next = answer.next, next.hasPrefix("/api/") else { return }
            call = PortalCall(.get, next)
        }
    }

    /// The id of an organization, by its id or its whole name in any case. A name that several bear is refused.
    fileprivate func organization(called text: String) async throws -> String {
        if Organization.ID(text) != nil { return text }
        var found: [(id: String, name: String)] = []
        try await each("/api/v1/organizations", query: [("search", text)]) { found.append(($0["id"]?.text ?? "", $0["name"]?.text ?? "")) }
        switch WholeName(text, among: found, id: \.id, name: \.name) {
        case .one(let organization): return organization.id
        case .refused(let why): throw Failure(.refused, why)
        }
    }
}
