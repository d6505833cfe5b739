public import Domain

/// What the interface shows of a `Value`: one list of members, from which both the answer and its description in the
/// document are made.
public struct Shape<Value>: Sendable {
    public struct Member: Sendable {
        let name: StaticString
        let schema: Schema
        let about: String
        let write: @Sendable (Value, inout JSONWriter) -> Void
        /// Nil for a member that is always there.
        var isPresent: (@Sendable (Value) -> Bool)?

        /// The same member, left out where it says nothing.
        public func when(_ isPresent: @escaping @Sendable (Value) -> Bool) -> Self {
            var copy = self
            copy.isPresent = isPresent
            return copy
        }
    }

    let name: String
    let members: [Member]
    /// The members once more, as little as writing needs of them: a list writes each of them for each of its items.
    private let writes: [@Sendable (Value, inout JSONWriter) -> Void]

    public init(_ name: String, _ members: Member...) {
        self.name = name
        self.members = members
        writes = members.map { member in
            let (name, write) = (member.name, member.write)
            guard let isPresent = member.isPresent else {
                return { value, writer in
                    writer.name(name)
                    write(value, &writer)
                }
            }
            return { value, writer in
                guard isPresent(value) else { return }
                writer.name(name)
                write(value, &writer)
            }
        }
    }

    public var schema: Schema {
        .object(
            ObjectSchema(
                name: name,
                members: members.map {
                    ObjectSchema.Member(
                        name: $0.name.description, schema: $0.schema, about: $0.about, isRequired: $0.isPresent == nil,
                        isSampled: $0.isPresent == nil)
                }))
    }

    public func write(_ value: Value, to writer: inout JSONWriter) {
        writer.object { writer in
            for write in writes { write(value, &writer) }
        }
    }
}

/// `read` is best a closure: a key path is looked up anew for every row.
extension Shape.Member {
    public static func text(_ name: StaticString, _ about: String, _ schema: Schema, _ read: @escaping @Sendable (Value) -> String) -> Self
    {
        Self(name: name, schema: schema, about: about) { $1.value(read($0)) }
    }

    /// A text or null.
    public static func optional(_ name: StaticString, _ about: String, _ schema: Schema, _ read: @escaping @Sendable (Value) -> String?)
        -> Self
    {
        Self(name: name, schema: .optional(schema), about: about) { $1.value(read($0)) }
    }

    public static func id<Entity>(_ name: StaticString, _ about: String, _ read: @escaping @Sendable (Value) -> Identifier<Entity>) -> Self
    {
        Self(name: name, schema: .id, about: about) { $1.value(read($0)) }
    }

    /// An id or null.
    public static func optional<Entity>(_ name: StaticString, _ about: String, _ read: @escaping @Sendable (Value) -> Identifier<Entity>?)
        -> Self
    {
        Self(name: name, schema: .optional(.id), about: about) { $1.value(read($0)) }
    }

    public static func integer(_ name: StaticString, _ about: String, sample: Int64, _ read: @escaping @Sendable (Value) -> Int64) -> Self {
        Self(name: name, schema: .integer(sample: sample), about: about) { $1.value(read($0)) }
    }

    public static func optional(_ name: StaticString, _ about: String, sample: Int64, _ read: @escaping @Sendable (Value) -> Int64?) -> Self
    {
        Self(name: name, schema: .optional(.integer(sample: sample)), about: about) { $1.value(read($0)) }
    }

    public static func boolean(_ name: StaticString, _ about: String, _ read: @escaping @Sendable (Value) -> Bool) -> Self {
        Self(name: name, schema: .boolean, about: about) { $1.value(read($0)) }
    }

    public static func list<Item>(
        _ name: StaticString, _ about: String, of schema: Schema, _ read: @escaping @Sendable (Value) -> [Item],
        _ write: @escaping @Sendable (inout JSONWriter, Item) -> Void
    ) -> Self {
        Self(name: name, schema: .list(schema), about: about) { $1.array(read($0), write) }
    }

    public static func list<Item>(
        _ name: StaticString, _ about: String, of shape: Shape<Item>, _ read: @escaping @Sendable (Value) -> [Item]
    ) -> Self {
        list(name, about, of: shape.schema, read) { shape.write($1, to: &$0) }
    }

    /// Whatever the others do not cover.
    public static func other(
        _ name: StaticString, _ about: String, _ schema: Schema, _ write: @escaping @Sendable (Value, inout JSONWriter) -> Void
    ) -> Self {
        Self(name: name, schema: schema, about: about, write: write)
    }
}

/// Something that the interface shows.
public protocol Resource: Sendable {
    static var shape: Shape<Self> { get }
}

extension Resource {
    /// As the interface shows it.
    public var json: [UInt8] {
        var writer = JSONWriter()
        Self.shape.write(self, to: &writer)
        return writer.bytes
    }
}

/// A resource that changes. Its ETag is made of ``version`` and ``represented``.
public protocol Versioned: Resource {
    var version: Int64 { get }
    /// What a later GET answers, where this is more than that.
    var represented: [UInt8] { get }
}

extension Versioned {
    public var represented: [UInt8] { json }
}

/// The members of a request's object.
public struct RequestShape: Sendable {
    public struct Member: Sendable {
        let member: ObjectSchema.Member

        /// - Parameters:
        ///   - isRequired: a request without it is refused.
        ///   - isSampled: the example shows it; what is required always is.
        public init(_ name: String, _ about: String, _ schema: Schema, isRequired: Bool = false, isSampled: Bool = true) {
            member = ObjectSchema.Member(
                name: name, schema: schema, about: about, isRequired: isRequired, isSampled: isRequired || isSampled)
        }
    }

    public let object: ObjectSchema

    public init(_ name: String, _ members: [Member]) {
        object = ObjectSchema(name: name, members: members.map(\.member))
    }

    public var schema: Schema { .object(object) }
}
