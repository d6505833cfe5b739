import API
import Foundation

/// Why a command was not done: a line for people, and the exit code that tells a script what kind of reason it is.
struct Failure: Error, CustomStringConvertible {
    enum Kind: Int32 {
        case refused = 1
        /// The server knows the token not, or the token may not.
        case notPermitted = 3
        case unreachable = 4
        /// The command line asks for something that cannot be (EX_USAGE).
        case usage = 64
        /// The server asks for patience beyond what a command has (EX_TEMPFAIL).
        case later = 75
    }

    let kind: Kind
    let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// What the server said: problem details, or at least a status.
    init(_ answer: Answer) {
        let problem = try? JSON(parsing: answer.body)
        var line = problem?["detail"]?.text ?? "the server answered \(answer.status), and not as a portal does: is the address right?"
        let fields = (problem?["errors"]?.items ?? []).compactMap { field in
            field["detail"]?.text.map { "\(field["field"]?.text ?? ""): \($0)" }
        }
        if !fields.isEmpty { line = fields.joined(separator: " ") }
        let changed = (problem?["changed"]?.items ?? []).compactMap(\.text)
        if !changed.isEmpty { line += " Changed since: \(changed.joined(separator: ", "))." }
        if answer.status == 401 { line += " The token is wrong, paused or has ended, or who it acts for may no longer sign in." }
        if let cell = problem?["permission"]?.text { line += " (\(cell))" }
        if let title = problem?["title"]?.text { line = "\(title): \(line)" }
        if let request = problem?["request_id"]?.text { line += " [request \(request)]" }
        self.init([401, 403].contains(answer.status) ? .notPermitted : [429, 503].contains(answer.status) ? .later : .refused, line)
    }
}
