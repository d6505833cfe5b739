import API
import Foundation

/// One call of the machine interface, as a command makes it.
struct PortalCall: Sendable {
    enum Method: String {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
    }

    enum Content: Sendable {
        case nothing
        case json([JSON.Member])
        /// A file, sent while it is read.
        case file(path: String, mediaType: String)
    }

    let method: Method
    let path: String
    let query: [(String, String)]
    let content: Content
    /// Do it only if the resource is still at this version.
    let version: Int64?

    init(_ method: Method, _ path: String, query: [(String, String)] = [], _ content: Content = .nothing, version: Int64? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.content = content
        self.version = version
    }

    /// What it asks a member of the body to be, where that is text.
    func member(_ name: String) -> String? {
        guard case .json(let members) = content else { return nil }
        return members.first { $0.name == name }?.value.text
    }

    /// With a key the portal does it once, however often it is sent.
    var takesKey: Bool { method == .post || method == .put }

    /// How long a file is that is to be sent.
    static func length(of path: String) throws -> Int {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
            FileManager.default.isReadableFile(atPath: path)
        else {
            throw Failure(.usage, "\(path) cannot be read")
        }
        return size
    }

    /// Sending it again after a lost answer does nothing twice.
    var isRepeatable: Bool { method == .get || takesKey }
}
