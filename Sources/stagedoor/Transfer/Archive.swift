import API
import Foundation

extension PortalClient {
    /// Has the portal make an archive of the organization, waits for it, and writes its file.
    ///
    /// - Returns: the archive as the portal shows it.
    func archive(to path: String) async throws -> JSON {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.usage, "\(path) exists; choose another name, or remove it")
        }
        let file = try OutputFile(path)
        let archive = try await made()
        var size: Int64 = 0
        try await fetch(PortalCall(.get, try archive.place + "/file")) { piece in
            size += Int64(piece.count)
            try file.write(piece)
        }
        guard size == archive["size"]?.integer else {
            throw Failure(.unreachable, "\(size) bytes came of \(archive["size"]?.integer ?? 0): run it again")
        }
        try file.finish()
        return archive
    }

    private func made() async throws -> JSON {
        var archive = try await ask(PortalCall(.post, "/api/v1/archives")).json()
        let progress = Progress("Archive")
        defer { progress.end() }
        var pause = 0.1
        while ["waiting", "making"].contains(archive["state"]?.text) {
            progress.show(archive["rows_done"]?.integer ?? 0, of: archive["rows_total"]?.integer ?? 0)
            try await Task.sleep(for: .seconds(pause))
            pause = min(pause * 1.5, 1)
            archive = try await ask(PortalCall(.get, try archive.place)).json()
        }
        guard archive["state"]?.text == "ready" else { throw Failure(.refused, "the portal could not make the archive; its log says why") }
        return archive
    }
}

extension JSON {
    /// Where the archive stands at the portal.
    fileprivate var place: String {
        get throws {
            guard let id = self["id"]?.text else {
                throw Failure(.refused, "the server answered, but not with an archive: is it another version?")
            }
            return "/api/v1/archives/\(id)"
        }
    }
}
