/// Our own pages taken apart again: enough of an HTML reader for markup whose elements are all closed but the void ones.
struct Tags {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// Names of the elements around it, outermost first.
        let around: [String]
        /// The text directly within it and below.
        var text = ""

        subscript(attribute: String) -> String? { attributes[attribute] }
    }

    private(set) var elements: [Element] = []
    /// Every text and every attribute that is read out, in order.
    private(set) var words: [String] = []
    /// What was not well-formed.
    private(set) var faults: [String] = []

    private static let void: Set<String> = ["br", "hr", "input", "link", "meta", "wbr"]
    private static let spoken = ["aria-label", "placeholder", "title", "data-label"]

    init(_ bytes: [UInt8]) {
        // Where an address may break is no end of a word.
        var rest = String(decoding: bytes, as: UTF8.self).split(separator: "<wbr>").joined()[...]
        var open: [Int] = []
        while !rest.isEmpty {
            guard rest.first == "<" else {
                let text = String(rest.prefix { $0 != "<" })
                rest = rest.dropFirst(text.count)
                let plain = Tags.plain(text)
                for index in open { elements[index].text += plain }
                let isCode = open.last.map { elements[$0].name == "code" } ?? false
                if !isCode, plain.contains(where: { !$0.isWhitespace }) { words.append(plain) }
                continue
            }
            guard let end = rest.firstIndex(of: ">") else {
                faults.append("a tag without end")
                break
            }
            let tag = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                let name = String(tag.dropFirst())
                if let last = open.popLast(), elements[last].name == name { continue }
                faults.append("</\(name)> does not close what is open")
                continue
            }
            let element = Tags.element(tag, around: open.map { elements[$0].name })
            elements.append(element)
            for name in Tags.spoken { if let value = element[name] { words.append(value) } }
            if !Tags.void.contains(element.name) && !tag.hasSuffix("/") { open.append(elements.count - 1) }
        }
        if !open.isEmpty { faults.append("left open: \(open.map { elements[$0].name })") }
    }

    func all(_ names: String...) -> [Element] { elements.filter { names.contains($0.name) } }

    private static func element(_ tag: Substring, around: [String]) -> Element {
        var rest = tag
        let name = String(rest.prefix { $0 != " " && $0 != "/" })
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while let start = rest.firstIndex(where: { $0 != " " && $0 != "/" }) {
            rest = rest[start...]
            let key = String(rest.prefix { $0 != "=" && $0 != " " })
            rest = rest.dropFirst(key.count)
            if rest.hasPrefix("=\"") {
                let value = String(rest.dropFirst(2).prefix { $0 != "\"" })
                rest = rest.dropFirst(value.count + 3)
                attributes[key] = plain(value)
            } else {
                attributes[key] = ""
            }
        }
        return Element(name: name, attributes: attributes, around: around)
    }

    private static func plain(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var text = text
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return text
    }
}
