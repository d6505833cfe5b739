import Crypto
import Domain

/// The chained text of an entry: one line of JSON with a fixed order of members, and the personal values that stand
/// beside it. `hash = SHA-256(previous hash + "\n" + body)`, in hexadecimal.
struct EntryBody {
    private(set) var text = ""
    /// Name, salt and value of each personal value, in the order of their digests in the body.
    private(set) var values: [(name: String, salt: String, value: String)] = []

    init(chain: String, number: Int64, at: Moment, actor: ActorStamp, record: Record, origin: Origin, repeats: Int64) {
        text = "{\"v\":1,\"chain\":\(quoted(chain)),\"number\":\(number),\"at\":\(at.milliseconds)"
        text += ",\"actor\":{\"id\":\(quoted(actor.id)),\"organization\":\(quoted(actor.organization)),\"level\":\(quoted(actor.level))"
        add("name", as: "actor.name", actor.id == nil ? .plain(actor.name) : .personal(actor.name))
        if let token = actor.token { text += ",\"token\":\(quoted(token))" }
        text += "},\"action\":\(quoted(record.action)),\"outcome\":\(quoted(record.outcome.rawValue)),\"target\":\(quoted(record.target))"
        add("label", as: "label", record.label ?? .nothing)
        text += ",\"changes\":["
        for (index, change) in record.changes.enumerated() {
            text += "\(index == 0 ? "" : ","){\"field\":\(quoted(change.field))"
            add("before", as: "changes.\(index).before", change.before)
            add("after", as: "changes.\(index).after", change.after)
            text += "}"
        }
        text += "],\"request\":\(quoted(origin.requestID))"
        add("address", as: "address", origin.address.map { .personal($0) } ?? .nothing)
        text += ",\"repeats\":\(repeats)}"
    }

    /// Hexadecimal digits of a salt.
    static let saltLength = 32

    static func hash(after previous: String, _ body: String) -> String {
        Hex.text(SHA256.hash(data: Array("\(previous)\n\(body)".utf8)))
    }

    /// `SHA-256(salt + value)`.
    static func digest(salt: String, value: String) -> String {
        Hex.text(SHA256.hash(data: Array("\(salt)\(value)".utf8)))
    }

    private mutating func add(_ member: String, as name: String, _ value: Record.Value) {
        text += ",\"\(member)\":"
        switch value {
        case .nothing: text += "null"
        case .plain(let plain): text += quoted(plain)
        case .secret: text += "{\"secret\":true}"
        case .personal(let personal):
            // Two draws: each is a call of the system.
            let salt = withUnsafeBytes(of: (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))) { Hex.text($0) }
            values.append((name, salt, personal))
            text += "{\"digest\":\(quoted(EntryBody.digest(salt: salt, value: personal)))}"
        }
    }

    private func quoted(_ text: String?) -> String { JSONText.quoted(text) }
}

/// Who stands in an entry.
struct ActorStamp {
    let id: String?
    let organization: String?
    let level: String
    let name: String
    /// The token through which a program acted.
    var token: String?

    init(_ actor: Actor) {
        id = actor.id
        organization = actor.organization?.text
        level = actor.level.rawValue
        name = actor.name
        token = actor.token?.id.text
    }

    init(id: String?, organization: String?, level: String, name: String) {
        self.id = id
        self.organization = organization
        self.level = level
        self.name = name
    }

    /// Somebody who is not signed in.
    static let nobody = ActorStamp(id: nil, organization: nil, level: "nobody", name: "")
    static let system = ActorStamp(id: nil, organization: nil, level: Level.worker.rawValue, name: "Stagedoor")
}
