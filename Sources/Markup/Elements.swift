/// The elements that pages are made of (HTML Living Standard). Each takes attributes and then either content or text.
extension HTML {
    public func main(_ attributes: Attribute..., content: () -> Void) { element("main", attributes, content) }
    public func header(_ attributes: Attribute..., content: () -> Void) { element("header", attributes, content) }
    public func footer(_ attributes: Attribute..., content: () -> Void) { element("footer", attributes, content) }
    public func nav(_ attributes: Attribute..., content: () -> Void) { element("nav", attributes, content) }
    public func section(_ attributes: Attribute..., content: () -> Void) { element("section", attributes, content) }
    public func article(_ attributes: Attribute..., content: () -> Void) { element("article", attributes, content) }
    public func aside(_ attributes: Attribute..., content: () -> Void) { element("aside", attributes, content) }
    public func div(_ attributes: Attribute..., content: () -> Void) { element("div", attributes, content) }
    public func form(_ attributes: Attribute..., content: () -> Void) { element("form", attributes, content) }
    public func fieldset(_ attributes: Attribute..., content: () -> Void) { element("fieldset", attributes, content) }
    public func legend(_ attributes: Attribute..., content: () -> Void) { element("legend", attributes, content) }
    public func ul(_ attributes: Attribute..., content: () -> Void) { element("ul", attributes, content) }
    public func ol(_ attributes: Attribute..., content: () -> Void) { element("ol", attributes, content) }
    public func li(_ attributes: Attribute..., content: () -> Void) { element("li", attributes, content) }
    public func dl(_ attributes: Attribute..., content: () -> Void) { element("dl", attributes, content) }
    public func dt(_ attributes: Attribute..., content: () -> Void) { element("dt", attributes, content) }
    public func dd(_ attributes: Attribute..., content: () -> Void) { element("dd", attributes, content) }
    public func table(_ attributes: Attribute..., content: () -> Void) { element("table", attributes, content) }
    public func thead(_ attributes: Attribute..., content: () -> Void) { element("thead", attributes, content) }
    public func tbody(_ attributes: Attribute..., content: () -> Void) { element("tbody", attributes, content) }
    public func tr(_ attributes: Attribute..., content: () -> Void) { element("tr", attributes, content) }
    public func th(_ attributes: Attribute..., content: () -> Void) { element("th", attributes, content) }
    public func td(_ attributes: Attribute..., content: () -> Void) { element("td", attributes, content) }
    public func caption(_ attributes: Attribute..., content: () -> Void) { element("caption", attributes, content) }
    public func h1(_ attributes: Attribute..., content: () -> Void) { element("h1", attributes, content) }
    public func h2(_ attributes: Attribute..., content: () -> Void) { element("h2", attributes, content) }
    public func h3(_ attributes: Attribute..., content: () -> Void) { element("h3", attributes, content) }
    public func p(_ attributes: Attribute..., content: () -> Void) { element("p", attributes, content) }
    public func span(_ attributes: Attribute..., content: () -> Void) { element("span", attributes, content) }
    public func a(_ attributes: Attribute..., content: () -> Void) { element("a", attributes, content) }
    public func b(_ attributes: Attribute..., content: () -> Void) { element("b", attributes, content) }
    public func small(_ attributes: Attribute..., content: () -> Void) { element("small", attributes, content) }
    public func strong(_ attributes: Attribute..., content: () -> Void) { element("strong", attributes, content) }
    public func code(_ attributes: Attribute..., content: () -> Void) { element("code", attributes, content) }
    public func kbd(_ attributes: Attribute..., content: () -> Void) { element("kbd", attributes, content) }
    public func label(_ attributes: Attribute..., content: () -> Void) { element("label", attributes, content) }
    public func button(_ attributes: Attribute..., content: () -> Void) { element("button", attributes, content) }
    public func select(_ attributes: Attribute..., content: () -> Void) { element("select", attributes, content) }
    public func option(_ attributes: Attribute..., content: () -> Void) { element("option", attributes, content) }
    public func optgroup(_ attributes: Attribute..., content: () -> Void) { element("optgroup", attributes, content) }
    public func textarea(_ attributes: Attribute..., content: () -> Void) { element("textarea", attributes, content) }
    public func details(_ attributes: Attribute..., content: () -> Void) { element("details", attributes, content) }
    public func summary(_ attributes: Attribute..., content: () -> Void) { element("summary", attributes, content) }
    public func dialog(_ attributes: Attribute..., content: () -> Void) { element("dialog", attributes, content) }
    public func time(_ attributes: Attribute..., content: () -> Void) { element("time", attributes, content) }
    public func output(_ attributes: Attribute..., content: () -> Void) { element("output", attributes, content) }
    public func figure(_ attributes: Attribute..., content: () -> Void) { element("figure", attributes, content) }
    public func figcaption(_ attributes: Attribute..., content: () -> Void) { element("figcaption", attributes, content) }
    public func svg(_ attributes: Attribute..., content: () -> Void) { element("svg", attributes, content) }

    public func br() { void("br") }
    public func hr() { void("hr") }
    public func input(_ attributes: Attribute...) { void("input", attributes) }
    public func link(_ attributes: Attribute...) { void("link", attributes) }
    public func meta(_ attributes: Attribute...) { void("meta", attributes) }
}

/// The same elements where text is all they hold: `h.h1("Users")`, `h.p(reason, .class("why"))`.
extension HTML {
    public func legend(_ text: String, _ attributes: Attribute...) { element("legend", attributes, text: text) }
    public func li(_ text: String, _ attributes: Attribute...) { element("li", attributes, text: text) }
    public func dt(_ text: String, _ attributes: Attribute...) { element("dt", attributes, text: text) }
    public func dd(_ text: String, _ attributes: Attribute...) { element("dd", attributes, text: text) }
    public func th(_ text: String, _ attributes: Attribute...) { element("th", attributes, text: text) }
    public func td(_ text: String, _ attributes: Attribute...) { element("td", attributes, text: text) }
    public func caption(_ text: String, _ attributes: Attribute...) { element("caption", attributes, text: text) }
    public func h1(_ text: String, _ attributes: Attribute...) { element("h1", attributes, text: text) }
    public func h2(_ text: String, _ attributes: Attribute...) { element("h2", attributes, text: text) }
    public func h3(_ text: String, _ attributes: Attribute...) { element("h3", attributes, text: text) }
    public func p(_ text: String, _ attributes: Attribute...) { element("p", attributes, text: text) }
    public func span(_ text: String, _ attributes: Attribute...) { element("span", attributes, text: text) }
    public func a(_ text: String, _ attributes: Attribute...) { element("a", attributes, text: text) }
    public func b(_ text: String, _ attributes: Attribute...) { element("b", attributes, text: text) }
    public func small(_ text: String, _ attributes: Attribute...) { element("small", attributes, text: text) }
    public func strong(_ text: String, _ attributes: Attribute...) { element("strong", attributes, text: text) }
    public func code(_ text: String, _ attributes: Attribute...) { element("code", attributes, text: text) }
    public func kbd(_ text: String, _ attributes: Attribute...) { element("kbd", attributes, text: text) }
    public func label(_ text: String, _ attributes: Attribute...) { element("label", attributes, text: text) }
    public func button(_ text: String, _ attributes: Attribute...) { element("button", attributes, text: text) }
    public func option(_ text: String, _ attributes: Attribute...) { element("option", attributes, text: text) }
    public func summary(_ text: String, _ attributes: Attribute...) { element("summary", attributes, text: text) }
    public func textarea(_ text: String, _ attributes: Attribute...) { element("textarea", attributes, text: text) }
    public func title(_ text: String, _ attributes: Attribute...) { element("title", attributes, text: text) }
}
