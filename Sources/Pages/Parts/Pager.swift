import Markup

/// How many rows there are. Counting stops at a limit, since nobody needs the exact number of very many.
public enum Count: Sendable, Hashable {
    case exactly(Int)
    case moreThan(Int)

    var isOne: Bool { self == .exactly(1) }

    /// With separators of thousands, as the language writes them.
    var phrase: Phrase {
        switch self {
        case .exactly(let number): .grouped(number)
        case .moreThan(let number): .moreThan(.grouped(number))
        }
    }
}

extension Sheet {
    /// Links to the pages before and after this one; nothing when there is only one.
    public func pager(previous: Link?, next: Link?) {
        guard previous != nil || next != nil else { return }
        nav(.class("pager"), .label(say(.pages))) {
            if let previous {
                a(.class("button"), .href(previous), Attribute("rel", "prev")) {
                    icon(.back)
                    text(Phrase.previous)
                }
            }
            if let next {
                a(.class("button"), .href(next), Attribute("rel", "next")) {
                    text(Phrase.next)
                    icon(.next)
                }
            }
        }
    }
}
