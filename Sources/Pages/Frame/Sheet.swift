import Domain
import Markup

/// The HTML of one page for one reader: the builder, plus the reader's language, dates and links.
///
/// The parts of the design system (`Parts/`) are extensions of it, so that typing `h.` lists them: `h.field(…)`,
/// `h.note(.warning)`, `h.moment(…)`. Every element that holds text takes a ``Phrase`` as well: `h.h1(.usersTitle)`.
public final class Sheet: HTML {
    public let context: PageContext
    public let links: Links
    public let dates: Dates

    init(_ context: PageContext) {
        self.context = context
        links = context.links
        dates = context.dates
        super.init(reserving: 65_536)
    }

    /// `phrase` in the reader's language.
    public func say(_ phrase: Phrase) -> String { phrase[context.language] }

    public func text(_ phrase: Phrase) { text(say(phrase)) }
}

extension Sheet {
    public func h1(_ phrase: Phrase) { h1(say(phrase)) }
    public func h2(_ phrase: Phrase) { h2(say(phrase)) }
    public func h3(_ phrase: Phrase) { h3(say(phrase)) }
    public func p(_ phrase: Phrase) { p(say(phrase)) }
    public func p(_ phrase: Phrase, _ attribute: Attribute) { p(say(phrase), attribute) }
    public func span(_ phrase: Phrase) { span(say(phrase)) }
    public func span(_ phrase: Phrase, _ attribute: Attribute) { span(say(phrase), attribute) }
    public func b(_ phrase: Phrase) { b(say(phrase)) }
    public func small(_ phrase: Phrase) { small(say(phrase)) }
    public func li(_ phrase: Phrase) { li(say(phrase)) }
    public func dt(_ phrase: Phrase) { dt(say(phrase)) }
    public func dd(_ phrase: Phrase) { dd(say(phrase)) }
    public func th(_ phrase: Phrase) { th(say(phrase)) }
    public func legend(_ phrase: Phrase) { legend(say(phrase)) }
    public func summary(_ phrase: Phrase) { summary(say(phrase)) }
    public func a(_ phrase: Phrase, _ link: Link) { a(say(phrase), .href(link)) }
}
