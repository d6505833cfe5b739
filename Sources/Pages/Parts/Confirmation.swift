import Domain
import Markup

/// Asks once more before something that cannot be undone, naming the thing and what follows. The way back is the
/// calmer of the two.
public struct Confirmation: Page {
    public var title: Phrase
    public var room: Room?
    /// What will happen, one sentence each.
    public var consequences: [Phrase]
    /// Names the thing: `Remove Lena Ortiz`.
    public var button: Phrase
    public var target: Link
    public var back: Link
    /// Carried along, such as the version that was looked at.
    public var fields: [(name: String, value: String)]
    /// What one may want to do before.
    public var before: (label: Phrase, link: Link)?
    /// Why it cannot be done now; the button is then absent.
    public var refusal: Phrase?

    public init(
        title: Phrase, room: Room?, consequences: [Phrase], button: Phrase, target: Link, back: Link,
        fields: [(name: String, value: String)] = [], refusal: Phrase? = nil
    ) {
        self.title = title
        self.room = room
        self.consequences = consequences
        self.button = button
        self.target = target
        self.back = back
        self.fields = fields
        self.refusal = refusal
    }

    public func body(_ h: Sheet) {
        h.section(.class("question")) {
            h.h1(title)
            h.ul(.class("plain")) {
                for consequence in consequences { h.li(consequence) }
            }
            if let refusal { h.note(.bad, refusal) }
            h.div(.class("deeds")) {
                if refusal == nil { h.deed(button, .danger, to: target, carrying: fields) }
                if let before { h.go(before.label, to: before.link) }
                h.go(.goBack, to: back)
            }
        }
    }
}
