import Credentials
import Crypto
import Domain

/// The chained text of an entry: one line of JSON with a fixed order of members, and the personal values that stand
/// beside it. `hash = SHA-256(previous hash + "\n" + body)`, in hexadecimal.
struct EntryBody {
    private(set) var bytes: [UInt8] = []
    /// The personal values, in the order of their digests in the body.
    private(set) var values = PersonalValues()
    private let actor: String?
    private let target: String?
    private var salts = Salts()

    var text: String { String(decoding: bytes, as: UTF8.self) }

    init(chain: String, number: Int64, at: Moment, actor: ActorStamp, record: Record, origin: Origin, repeats: Int64) {
        (self.actor, target) = (actor.id, record.target)
        bytes.reserveCapacity(1536)
        bytes.append(literal: "{\"v\":1,\"chain\":")
        bytes.append(quoted: chain)
        bytes.append(literal: ",\"number\":")
        bytes.append(number: number)
        bytes.append(literal: ",\"at\":")
        bytes.append(number: at.milliseconds)
        bytes.append(literal: ",\"actor\":{\"id\":")
        bytes.append(quoted: actor.id)
        bytes.append(literal: ",\"organization\":")
        bytes.append(quoted: actor.organization)
        bytes.append(literal: ",\"level\":")
        bytes.append(quoted: actor.level)
        add("name", as: "actor.name", actor.id == nil ? .plain(actor.name) : .personal(actor.name))
        if let token = actor.token {
            bytes.append(literal: ",\"token\":")
            bytes.append(quoted: token)
        }
        bytes.append(literal: "},\"action\":")
        bytes.append(quoted: record.action)
        bytes.append(literal: ",\"outcome\":")
        bytes.append(quoted: record.outcome.rawValue)
        bytes.append(literal: ",\"target\":")
        bytes.append(quoted: record.target)
        add("label", as: "label", record.label ?? .nothing)
        bytes.append(literal: ",\"changes\":[")
        for (index, change) in record.changes.enumerated() {
            bytes.append(literal: index == 0 ? "{\"field\":" : ",{\"field\":")
            bytes.append(quoted: change.field)
            add("before", as: "changes.\(index).before", change.before)
            add("after", as: "changes.\(index).after", change.after)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(literal: "],\"request\":")
        bytes.append(quoted: origin.requestID)
        add("address", as: "address", origin.address.map { .personal($0) } ?? .nothing)
        bytes.append(literal: ",\"repeats\":")
        bytes.append(number: repeats)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Hexadecimal digits of a salt.
    static let saltLength = 2 * Salts.width

    static func hash(after previous: String, _ body: some Sequence<UInt8>) -> String {
        var text = Array(previous.utf8)
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: body)
        return Hex.text(SHA256.hash(data: text))
    }

    /// `SHA-256(salt + value)`.
    static func digest(salt: String, value: String) -> String {
        var text = Array(salt.utf8)
        text.append(contentsOf: value.utf8)
        return Hex.text(SHA256.hash(data: text))
    }

    private mutating func add(_ member: StaticString, as name: @autoclosure () -> String, _ value: Record.Value) {
        bytes.append(literal: ",\"")
        bytes.append(literal: member)
        bytes.append(literal: "\":")
        switch value {
        case .nothing: bytes.append(literal: "null")
        case .plain(let plain): bytes.append(quoted: plain)
        case .secret: bytes.append(literal: "{\"secret\":true}")
        case .personal(let personal):
            let (name, salt) = (name(), salts.next())
            values.add(name, salt: salt, value: personal, of: Ledger.isOfActor(name) ? actor : target)
            bytes.append(literal: "{\"digest\":")
            bytes.append(quoted: EntryBody.digest(salt: salt, value: personal))
            bytes.append(UInt8(ascii: "}"))
        }
    }
}

/// What makes digests of short values tell nothing about them.
private struct Salts {
    /// Bytes of a salt.
    static let width = 16
    /// So many are drawn at once: each draw is a call of the system.
    private static let stock = 8

    private var drawn: [UInt8] = []
    private var used = 0

    /// In hexadecimal digits.
    mutating func next() -> String {
        if used == drawn.count { (drawn, used) = (randomBytes(Self.stock * Self.width), 0) }
        used += Self.width
        return Hex.text(drawn[(used - Self.width)..<used])
    }
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
