/// What a column can hold, and so what a hole of a ``Query`` can be filled with.
///
/// Text with a NUL character cannot be kept by PostgreSQL, so both drivers refuse it with a ``Fault``.
public enum Value: Sendable, Hashable {
    case null
    case int(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A type that can fill a hole of a ``Query``.
public protocol Bindable {
    var value: Value { get }
}

extension Value: Bindable {
    public var value: Value { self }
}

extension String: Bindable {
    public var value: Value { .text(self) }
}

extension Int: Bindable {
    public var value: Value { .int(Int64(self)) }
}

extension Int64: Bindable {
    public var value: Value { .int(self) }
}

/// A truth is kept as 0 or 1: the two databases agree on integers and on nothing else.
extension Bool: Bindable {
    public var value: Value { .int(self ? 1 : 0) }
}

extension [UInt8]: Bindable {
    public var value: Value { .bytes(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
    public var value: Value { self?.value ?? .null }
}
