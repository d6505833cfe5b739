import Foundation

/// A chained body read back: what the log page shows and what a verifier compares with the columns beside it.
struct AuditBody: Decodable, Sendable {
    /// What stands in the place of a value; the personal ones are kept beside.
    enum Field: Decodable, Sendable, Hashable {
        case nothing, plain(String), digest(String), secret

        private struct Marked: Decodable {
            let digest: String?
            let secret: Bool?
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .nothing
            } else if let text = try? container.decode(String.self) {
                self = .plain(text)
            } else {
                let marked = try container.decode(Marked.self)
                self = marked.digest.map(Field.digest) ?? .secret
            }
        }
    }

    struct Actor: Decodable, Sendable {
        let id: String?
        let organization: String?
        let level: String
        let name: Field
        let token: String?
    }

    struct Change: Decodable, Sendable {
        let field: String
        let before: Field
        let after: Field
    }

    let chain: String
    let number: Int64
    let at: Int64
    let actor: Actor
    let action: String
    let outcome: String
    let target: String?
    let label: Field
    let changes: [Change]
    let request: String
    let address: Field
    let repeats: Int64

    /// Nil for anything that ``EntryBody`` cannot have written.
    init?(_ text: String) {
        guard let body = try? JSONDecoder().decode(AuditBody.self, from: Data(text.utf8)) else { return nil }
        self = body
    }

    /// The digest of each personal value, by the name under which the value stands beside the entry.
    var digests: [String: String] {
        var digests: [String: String] = [:]
        func add(_ name: String, _ field: Field) {
            if case .digest(let digest) = field { digests[name] = digest }
        }
        add("actor.name", actor.name)
        add("label", label)
        add("address", address)
        for (index, change) in changes.enumerated() {
            add("changes.\(index).before", change.before)
            add("changes.\(index).after", change.after)
        }
        return digests
    }
}
