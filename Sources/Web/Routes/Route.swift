import API
import Domain
import HTTPTypes
import Markup
import Pages

/// One line of the list of routes. It cannot be made without its action, so that no route is missing from the matrix
/// walk; the few that are open to everyone say so by name.
public struct Route: Sendable {
    public let method: HTTPRequest.Method
    /// With holes such as `{id}`.
    public let path: String
    /// The row of the matrix; nil for what is open to everyone.
    public let action: Permission?
    /// What the document says of a call of the machine interface (a bearer, JSON, problem details); nil for a page.
    public let operation: Operation?

    /// The body is a file of any size, which the route reads as it comes.
    let takesFile: Bool

    public var isAPI: Bool { operation != nil }

    /// What is read of a request's body before the route answers.
    var intake: Intake {
        if takesFile { return .file }
        if action == nil { return .small }
        return isAPI ? .callers : .visitors
    }

    let answer: @Sendable (Portal, Asked) async throws -> Reply
}

/// How much of a body is read, and for whom.
enum Intake: Sendable {
    /// None: the answer is the same.
    case nothing
    /// As much as a form of the door has (``Door/smallLimit``): whoever asks may be anybody.
    case small
    /// More than that for those alone who are signed in, with the browser's cookie or as callers of the machine interface.
    case visitors, callers
    /// The route reads it as it comes, once it knows who asks.
    case file
}

/// The list being written.
struct RouteList {
    private(set) var routes: [Route] = []

    /// A page or form of the signed-in.
    mutating func page<A: Action>(
        _ method: HTTPRequest.Method, _ path: Path, _ action: A.Type, takesFile: Bool = false,
        _ answer: @escaping @Sendable (Visit<A>) async throws -> Reply
    ) {
        routes.append(
            Route(method: method, path: path.rawValue, action: A.permission, operation: nil, takesFile: takesFile) { portal, asked in
                try await portal.visit(asked, action, answer)
            })
    }

    /// A resource of the machine interface.
    mutating func api<A: Action>(
        _ method: HTTPRequest.Method, _ path: String, _ action: A.Type, _ operation: Operation,
        _ answer: @escaping @Sendable (Call<A>) async throws -> Reply
    ) {
        routes.append(
            Route(method: method, path: path, action: A.permission, operation: operation, takesFile: !operation.upload.isEmpty) {
                portal, asked in
                try await portal.call(asked, action, operation, answer)
            })
    }

    /// Open to everyone: the way in and out, health, files. The list of these may only shrink.
    mutating func open(_ method: HTTPRequest.Method, _ path: String, _ answer: @escaping @Sendable (Portal, Asked) async throws -> Reply) {
        routes.append(Route(method: method, path: path, action: nil, operation: nil, takesFile: false, answer: answer))
    }

    mutating func open(_ method: HTTPRequest.Method, _ path: Path, _ answer: @escaping @Sendable (Portal, Asked) async throws -> Reply) {
        open(method, path.rawValue, answer)
    }
}
