import Markup

extension Sheet {
    /// The top of a page: its name, one sentence on what it is for, and what can be done here.
    ///
    /// Of the deeds at most one is primary.
    public func heading(_ title: Phrase, lead: Phrase? = nil, deeds: () -> Void = {}) {
        div(.class("head")) {
            div {
                h1(title)
                if let lead { p(lead, .class("lead")) }
            }
            div(.class("deeds"), content: deeds)
        }
    }

    /// A part of a page under a name of its own.
    public func part(_ title: Phrase, lead: Phrase? = nil, content: () -> Void) {
        section(.class("part")) {
            h2(title)
            if let lead { p(lead, .class("lead")) }
            content()
        }
    }

    /// Why something is as it is, or is not here.
    public func why(_ reason: Phrase) {
        p(reason, .class("why"))
    }

    /// One fact of a list of facts (`dl.facts`).
    public func fact(_ name: Phrase, content: () -> Void) {
        div {
            dt(name)
            dd(content: content)
        }
    }

    /// Where a list is empty: what would be here, and how it comes to be here.
    public func empty(_ title: Phrase, _ reason: Phrase, deeds: () -> Void = {}) {
        div(.class("empty")) {
            p(title, .class("empty-title"))
            p(reason)
            div(.class("deeds"), content: deeds)
        }
    }
}
