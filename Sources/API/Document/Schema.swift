/// What a JSON value must look like: the part of JSON Schema 2020-12 that the interface uses, as OpenAPI 3.1 takes it.
public indirect enum Schema: Sendable {
    /// - Parameters:
    ///   - limit: the most characters.
    ///   - pattern: a regular expression (ECMA-262) that all of it fits.
    ///   - sample: what the examples of the document show.
    case text(Format? = nil, limit: Int? = nil, pattern: String? = nil, sample: String)
    case choice([String])
    case integer(ClosedRange<Int64>? = nil, sample: Int64)
    case boolean
    case list(Schema, count: ClosedRange<Int>? = nil)
    /// The same, or null.
    case optional(Schema)
    /// An object that the document describes once, under its name.
    case object(ObjectSchema)
    /// An object whose members have names of the client's own, and all a value like this.
    case map(Schema)
    /// One of several, told apart by what they are.
    case either([Schema])

    public enum Format: String, Sendable {
        case id = "uuid"
        case email
        case moment = "date-time"
    }

    public static let id = Schema.text(.id, sample: "0198f3c0-5d2a-7c31-9b1e-2f6a8d0c4e11")

    public static func choice<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> Schema where Choice.RawValue == String {
        .choice(Choice.allCases.map(\.rawValue))
    }

    /// As a JSON Schema; objects as references to the document's components.
    func write(to writer: inout JSONWriter) {
        writer.object { write(into: &$0) }
    }

    private func write(into writer: inout JSONWriter) {
        switch self {
        case .text(let format, let limit, let pattern, _):
            writer.member("type", "string")
            if let format { writer.member("format", format.rawValue) }
            if let limit { writer.member("maxLength", Int64(limit)) }
            if let pattern { writer.member("pattern", pattern) }
        case .choice(let words):
            writer.member("type", "string")
            writer.name("enum")
            writer.array(words) { $0.value($1) }
        case .integer(let range, _):
            writer.member("type", "integer")
            if let range {
                writer.member("minimum", range.lowerBound)
                writer.member("maximum", range.upperBound)
            }
        case .boolean: writer.member("type", "boolean")
        case .list(let item, let count):
            writer.member("type", "array")
            writer.name("items")
            item.write(to: &writer)
            if let count {
                writer.member("minItems", Int64(count.lowerBound))
                writer.member("maxItems", Int64(count.upperBound))
            }
        case .optional(let schema):
            writer.name("anyOf")
            writer.array([schema, nil]) { writer, choice in
                if let choice { choice.write(to: &writer) } else { writer.object { $0.member("type", "null") } }
            }
        case .object(let object): writer.member("$ref", String("#/components/schemas/\(object.name)"))
        case .map(let value):
            writer.member("type", "object")
            writer.name("additionalProperties")
            value.write(to: &writer)
        case .either(let choices):
            writer.name("anyOf")
            writer.array(choices) { $1.write(to: &$0) }
        }
    }

    /// A value that fits, for examples.
    public var sample: [UInt8] {
        var writer = JSONWriter()
        writeSample(to: &writer)
        return writer.bytes
    }

    func writeSample(to writer: inout JSONWriter) {
        switch self {
        case .text(_, _, _, let sample): writer.value(sample)
        case .choice(let words): writer.value(words.first)
        case .integer(_, let sample): writer.value(sample)
        case .boolean: writer.value(false)
        case .list(let item, _): writer.array([item]) { $1.writeSample(to: &$0) }
        case .optional(let schema): schema.writeSample(to: &writer)
        case .object(let object): object.writeSample(to: &writer)
        case .map: writer.object { _ in }
        case .either(let choices): choices.first?.writeSample(to: &writer)
        }
    }

    /// The objects that this schema speaks of, and those that they speak of.
    var objects: [ObjectSchema] {
        switch self {
        case .text, .choice, .integer, .boolean: []
        case .list(let item, _): item.objects
        case .optional(let schema), .map(let schema): schema.objects
        case .object(let object): [object] + object.members.flatMap(\.schema.objects)
        case .either(let choices): choices.flatMap(\.objects)
        }
    }
}

/// An object: its members by name. Members that are not listed are refused in a request and never sent in an answer.
public struct ObjectSchema: Sendable {
    public struct Member: Sendable {
        public let name: String
        public let schema: Schema
        /// What it means, in a few words.
        public let about: String
        public let isRequired: Bool
        /// Shown in the example of a request.
        public let isSampled: Bool

        public init(name: String, schema: Schema, about: String, isRequired: Bool, isSampled: Bool) {
            self.name = name
            self.schema = schema
            self.about = about
            self.isRequired = isRequired
            self.isSampled = isSampled
        }
    }

    public let name: String
    public let members: [Member]

    public init(name: String, members: [Member]) {
        self.name = name
        self.members = members
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("type", "object")
            writer.name("properties")
            writer.object { writer in
                for member in members {
                    writer.key(member.name)
                    member.write(to: &writer)
                }
            }
            let required = members.filter(\.isRequired)
            if !required.isEmpty {
                writer.name("required")
                writer.array(required) { $0.value($1.name) }
            }
            writer.member("additionalProperties", false)
        }
    }

    func writeSample(to writer: inout JSONWriter) {
        writer.object { writer in
            for member in members where member.isSampled {
                writer.key(member.name)
                member.schema.writeSample(to: &writer)
            }
        }
    }
}

extension ObjectSchema.Member {
    /// A reference allows no words beside it in older readers, so that the words go around it.
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("allOf")
            writer.array([schema]) { $1.write(to: &$0) }
            writer.member("description", about)
        }
    }
}
