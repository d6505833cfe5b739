/// A page being written: one growing buffer of UTF-8.
///
/// Safety is by type. A `String` is always escaped, in text and in attributes; markup as it stands comes only from a
/// `StaticString`, which cannot be made at run time; names of elements and attributes are `StaticString`; an address is
/// a ``Link``. So text from people can never become markup, whatever a page does with it.
///
///     let bytes = HTML.render { h in
///         h.ul(.class("roles")) {
///             for role in roles { h.li(role.name) }
///         }
///     }
///
/// The class is open so that a floor above can add what it knows of its reader; nothing in it can be overridden.
/// Keep functions that write markup small (at most some 25 elements) and compose pages of named parts.
open class HTML {
    private let buffer: UnsafeMutablePointer<Buffer>

    /// - Parameter capacity: how many bytes to make room for at first; it grows when needed.
    public init(reserving capacity: Int = 16_384) {
        buffer = .allocate(capacity: 1)
        buffer.initialize(to: Buffer(capacity: capacity))
    }

    deinit {
        buffer.pointee.free()
        buffer.deallocate()
    }

    /// What has been written so far.
    public final var bytes: [UInt8] { buffer.pointee.bytes }

    /// Runs `write` over a fresh buffer and returns what it wrote.
    public static func render(_ write: (HTML) -> Void) -> [UInt8] {
        let html = HTML()
        write(html)
        return html.bytes
    }

    /// Text, escaped.
    public final func text(_ text: String) {
        escape(text)
    }

    /// A piece of a text, escaped.
    public final func text(_ piece: Substring) {
        var piece = piece
        piece.withUTF8 { buffer.pointee.append(escaping: $0) }
    }

    /// A number, in plain digits.
    public final func number(_ number: Int) {
        escape(String(number))
    }

    /// Markup as it stands. Only what is written in the source can come here.
    public final func raw(_ markup: StaticString) {
        buffer.pointee.append(markup)
    }

    /// Any element, with its content. The named elements in `Elements.swift` are the usual way.
    public final func element(_ name: StaticString, _ attributes: [Attribute] = [], _ content: () -> Void = {}) {
        open(name, attributes)
        content()
        close(name)
    }

    /// An element that has no content and no end tag, such as `input` (HTML, "void elements").
    public final func void(_ name: StaticString, _ attributes: [Attribute] = []) {
        open(name, attributes)
    }

    final func element(_ name: StaticString, _ attributes: [Attribute], text: String) {
        open(name, attributes)
        escape(text)
        close(name)
    }

    private func open(_ name: StaticString, _ attributes: [Attribute]) {
        buffer.pointee.append(UInt8(ascii: "<"))
        buffer.pointee.append(name)
        for attribute in attributes { write(attribute) }
        buffer.pointee.append(UInt8(ascii: ">"))
    }

    private func close(_ name: StaticString) {
        buffer.pointee.append("</")
        buffer.pointee.append(name)
        buffer.pointee.append(UInt8(ascii: ">"))
    }

    private func write(_ attribute: Attribute) {
        if case .absent = attribute.value { return }
        buffer.pointee.append(UInt8(ascii: " "))
        buffer.pointee.append(attribute.name)
        if case .present = attribute.value { return }
        buffer.pointee.append("=\"")
        switch attribute.value {
        case .absent, .present: break
        case .literal(let only): buffer.pointee.append(only)
        case .text(let text): escape(text)
        }
        buffer.pointee.append(UInt8(ascii: "\""))
    }

    private func escape(_ text: String) {
        var text = text
        text.withUTF8 { buffer.pointee.append(escaping: $0) }
    }
}
