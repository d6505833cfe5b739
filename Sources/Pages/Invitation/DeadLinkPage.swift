import Domain
import Markup

/// A link from a mail that no longer does anything. Whatever the reason, the answer is the same, and says what to do.
public struct DeadLinkPage: Page {
    public enum Kind: Sendable, CaseIterable {
        case invitation, recovery, emailConfirm, emailUndo, firstAdmin, signInLink
    }

    public var kind: Kind
    /// True when it was good once and its time is over, which the holder of the link may know.
    public var isExpired: Bool

    public init(_ kind: Kind, isExpired: Bool = false) {
        self.kind = kind
        self.isExpired = isExpired
    }

    public var title: Phrase { kind.deadTitle }
    public var frame: Frame { .door }

    public func body(_ h: Sheet) {
        h.section(.class("question")) {
            h.h1(kind.deadTitle)
            h.p(isExpired ? kind.lapsed : .deadLinkReasons)
            h.p(kind.whatToDo)
            h.div(.class("deeds")) {
                h.go(.signInTitle, .primary, to: h.links.signIn)
                h.go(.cannotSignIn, to: h.links.cannotSignIn)
            }
        }
    }
}
