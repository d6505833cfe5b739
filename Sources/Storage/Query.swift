/// One SQL text for both databases. A literal whose holes become bindings: there is no way to
/// splice text that is made at run time.
///
///     let query: Query = "SELECT id FROM sites WHERE organization_id = \(organization) AND code = \(code)"
public struct Query: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(StaticString)
        case hole(Value)
        case column(ColumnType)
        case only(Dialect, StaticString)
    }

    var parts: [Part]

    /// True when a guard fragment (a tenant condition) was spliced into the query.
    public private(set) var isGuarded: Bool

    public init(stringLiteral value: StaticString) {
        parts = [.text(value)]
        isGuarded = false
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
        isGuarded = stringInterpolation.isGuarded
    }

    /// The same fragment, marked as the condition that keeps a query inside its tenant.
    public var asGuard: Query {
        var copy = self
        copy.isGuarded = true
        return copy
    }

    /// Fragments side by side, with a literal between them.
    public static func joined(_ fragments: [Query], separator: StaticString) -> Query {
        var parts: [Part] = []
        var isGuarded = false
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { parts.append(.text(separator)) }
            parts.append(contentsOf: fragment.parts)
            isGuarded = isGuarded || fragment.isGuarded
        }
        var query: Query = ""
        query.parts = parts
        query.isGuarded = isGuarded
        return query
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        // The literal segments can only come from source text: a `StaticString` cannot be made at run time,
        // and no other member takes text.
        var parts: [Part] = []
        var isGuarded = false

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { parts.append(.text(literal)) }
        }

        /// A bound value.
        public mutating func appendInterpolation(_ value: some Bindable) {
            parts.append(.hole(value.value))
        }

        /// A bound value, or NULL.
        public mutating func appendInterpolation(_ value: (some Bindable)?) {
            parts.append(.hole(value?.value ?? .null))
        }

        /// A fragment, with its own holes.
        public mutating func appendInterpolation(_ fragment: Query) {
            parts.append(contentsOf: fragment.parts)
            isGuarded = isGuarded || fragment.isGuarded
        }

        /// A column type, by the word that both databases share. Migrations only.
        public mutating func appendInterpolation(_ type: ColumnType) {
            parts.append(.column(type))
        }

        /// Text for one database alone. A test counts these: their number may only shrink.
        public mutating func appendInterpolation(only dialect: Dialect, _ text: StaticString) {
            parts.append(.only(dialect, text))
        }
    }

    /// The text for one database, with its values in the order of their numbers.
    public func rendered(for dialect: Dialect) -> Rendered {
        var sql: [UInt8] = []
        sql.reserveCapacity(512)
        var values: [Value] = []
        values.reserveCapacity(parts.count / 2)
        for part in parts {
            switch part {
            case .text(let text): text.withUTF8Buffer { sql.append(contentsOf: $0) }
            case .column(let type): sql.append(contentsOf: type.name(in: dialect).utf8)
            case .only(let which, let text): if which == dialect { text.withUTF8Buffer { sql.append(contentsOf: $0) } }
            case .hole(let value):
                values.append(value)
                sql.append(dialect.placeholder)
                sql.append(contentsOf: String(values.count).utf8)
            }
        }
        return Rendered(sql: String(decoding: sql, as: UTF8.self), values: values)
    }

    public struct Rendered: Sendable, Equatable {
        public let sql: String
        public let values: [Value]
    }
}

public enum Dialect: String, Sendable, CaseIterable {
    case sqlite, postgres

    var placeholder: UInt8 { self == .sqlite ? UInt8(ascii: "?") : UInt8(ascii: "$") }
}

/// The words of migrations: three column types, and the end of a table's definition.
public enum ColumnType: Sendable {
    case int, text, bytes
    /// A table that keeps to its column types; PostgreSQL's always do.
    case strict

    func name(in dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.int, .sqlite): "INTEGER"
        case (.int, .postgres): "BIGINT"
        case (.text, _): "TEXT"
        case (.bytes, .sqlite): "BLOB"
        case (.bytes, .postgres): "BYTEA"
        case (.strict, .sqlite): "STRICT"
        case (.strict, .postgres): ""
        }
    }
}
