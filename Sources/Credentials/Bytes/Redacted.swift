/// A value that says nothing about itself: neither printing, nor interpolating, nor dumping it shows what it holds.
/// It keeps secrets out of logs by construction instead of by care.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    /// The name of the type and nothing else.
    public var description: String { "\(Self.self)(redacted)" }
    /// The name of the type and nothing else.
    public var debugDescription: String { description }
    /// No children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
