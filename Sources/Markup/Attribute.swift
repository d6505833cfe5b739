/// One attribute of an element: a name from the source, and a value that is escaped when it came at run time.
///
/// An attribute that is off (`.checked(false)`, `.class("chip", "on", if: false)` without its second word) writes nothing,
/// so that a condition needs no second branch of markup.
public struct Attribute {
    enum Value {
        case absent
        case present
        case literal(StaticString)
        case text(String)
    }

    let name: StaticString
    let value: Value

    init(_ name: StaticString, value: Value) {
        self.name = name
        self.value = value
    }

    /// Any attribute with a value of run time, escaped. Those that hold addresses take a ``Link`` and have names of their own.
    public init(_ name: StaticString, _ text: String) {
        assert(!Attribute.holdsCodeOrAddress(name), "\(name) takes a Link, or is not for pages at all")
        self.init(name, value: .text(text))
    }

    /// Any attribute with a value from the source.
    public init(_ name: StaticString, _ literal: StaticString) {
        assert(!Attribute.holdsCodeOrAddress(name), "\(name) takes a Link, or is not for pages at all")
        self.init(name, value: .literal(literal))
    }

    /// Any attribute that is there or not, such as `hidden`.
    public init(_ name: StaticString, if condition: Bool = true) {
        self.init(name, value: condition ? .present : .absent)
    }

    /// Nothing at all.
    public static var nothing: Attribute { Attribute("hidden", value: .absent) }

    private static func holdsCodeOrAddress(_ name: StaticString) -> Bool {
        let name = name.description
        return ["href", "action", "formaction", "src", "style", "srcdoc"].contains(name) || name.hasPrefix("on")
    }
}

extension Attribute {
    public static func `class`(_ name: StaticString) -> Attribute { Attribute("class", value: .literal(name)) }

    /// Two classes; the second only `if` so.
    public static func `class`(_ first: StaticString, _ second: StaticString, if condition: Bool = true) -> Attribute {
        Attribute("class", value: condition ? .text("\(first) \(second)") : .literal(first))
    }

    public static func id(_ text: String) -> Attribute { Attribute("id", value: .text(text)) }
    public static func name(_ text: String) -> Attribute { Attribute("name", value: .text(text)) }
    public static func value(_ text: String) -> Attribute { Attribute("value", value: .text(text)) }
    public static func type(_ kind: StaticString) -> Attribute { Attribute("type", value: .literal(kind)) }
    public static func title(_ text: String) -> Attribute { Attribute("title", value: .text(text)) }
    public static func role(_ role: StaticString) -> Attribute { Attribute("role", value: .literal(role)) }
    public static func lang(_ tag: String) -> Attribute { Attribute("lang", value: .text(tag)) }
    public static func `for`(_ id: String) -> Attribute { Attribute("for", value: .text(id)) }
    /// The id of the form that a control outside of it belongs to.
    public static func form(_ id: StaticString) -> Attribute { Attribute("form", value: .literal(id)) }

    public static func checked(_ on: Bool) -> Attribute { Attribute("checked", if: on) }
    public static func selected(_ on: Bool) -> Attribute { Attribute("selected", if: on) }
    public static func disabled(_ on: Bool) -> Attribute { Attribute("disabled", if: on) }
    public static func required(_ on: Bool = true) -> Attribute { Attribute("required", if: on) }
    public static func open(_ on: Bool) -> Attribute { Attribute("open", if: on) }

    /// What a screen reader says instead of the content.
    public static func label(_ text: String) -> Attribute { Attribute("aria-label", value: .text(text)) }
    /// The id of what explains this control; nothing when nil.
    public static func described(by id: String?) -> Attribute {
        id.map { Attribute("aria-describedby", value: .text($0)) } ?? .nothing
    }
    /// Marks the one link of a set that is where the reader is.
    public static func current(_ on: Bool) -> Attribute {
        Attribute("aria-current", value: on ? .literal("page") : .absent)
    }

    public static func href(_ link: Link) -> Attribute { Attribute("href", value: .text(link.text)) }
    /// A place on the same page.
    public static func href(toID id: String) -> Attribute { Attribute("href", value: .text("#" + id)) }
    public static func src(_ link: Link) -> Attribute { Attribute("src", value: .text(link.text)) }
    public static func action(_ link: Link) -> Attribute { Attribute("action", value: .text(link.text)) }
    public static func formaction(_ link: Link) -> Attribute { Attribute("formaction", value: .text(link.text)) }
    /// An address for a script of ours, such as `data-open`.
    public static func data(_ name: StaticString, _ link: Link) -> Attribute { Attribute(name, value: .text(link.text)) }
}
