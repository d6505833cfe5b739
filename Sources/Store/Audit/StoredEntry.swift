import Foundation

/// An entry as it stands in the database: its chained body and hash, the columns that repeat parts of the body, and
/// the personal values that have not been erased. One of these is one line of `stagedoor audit export`.
public struct StoredEntry: Sendable, Hashable, Codable {
    /// A personal value and the salt of its digest.
    public struct Value: Sendable, Hashable, Codable {
        public var salt: String
        public var value: String
    }

    public var chain: String
    public var number: Int64
    public var at: Int64
    public var action: String
    public var outcome: String
    public var actor: String?
    public var target: String?
    public var body: String
    public var hash: String
    /// By the name of their place in the body, such as `changes.0.before`.
    public var values: [String: Value]

    /// As a line of JSON.
    public var line: String {
        let values = values.sorted { $0.key < $1.key }.map {
            "\(JSONText.quoted($0.key)):{\"salt\":\(JSONText.quoted($0.value.salt)),\"value\":\(JSONText.quoted($0.value.value))}"
        }
        return """
            {"chain":\(JSONText.quoted(chain)),"number":\(number),"at":\(at),"action":\(JSONText.quoted(action)),\
            "outcome":\(JSONText.quoted(outcome)),"actor":\(JSONText.quoted(actor)),"target":\(JSONText.quoted(target)),\
            "body":\(JSONText.quoted(body)),"hash":\(JSONText.quoted(hash)),"values":{\(values.joined(separator: ","))}}
            """
    }
}

extension ChainHead {
    /// As a line of JSON.
    public var line: String { "{\"chain\":\(JSONText.quoted(chain)),\"entries\":\(entries),\"hash\":\(JSONText.quoted(hash))}" }
}
