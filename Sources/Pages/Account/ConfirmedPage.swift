import Domain
import Markup

/// A form that was sent before its sender had proved lately who they are: the page it came from, where it goes, and what
/// was filled in.
public struct HeldForm: Sendable {
    public var target: Link
    public var fields: [(name: String, value: String)]

    public init(target: Link, fields: [(name: String, value: String)]) {
        self.target = target
        self.fields = fields
    }

    /// Names under which the page that asks for the proof carries it on.
    public static let targetName = "target", fieldPrefix = "held:"

    /// The fields that carry it.
    var carried: [(name: String, value: String)] {
        [(HeldForm.targetName, target.text)] + fields.map { (HeldForm.fieldPrefix + $0.name, $0.value) }
    }

    /// Reads what ``carried`` wrote; nil when nothing was carried.
    public init?(items: some Sequence<(name: String, value: String)>) {
        let items = Array(items)
        guard let target = items.first(where: { $0.name == HeldForm.targetName }).flatMap({ Link(returning: $0.value) }) else { return nil }
        self.target = target
        fields = items.filter { $0.name.hasPrefix(HeldForm.fieldPrefix) }.map {
            (String($0.name.dropFirst(HeldForm.fieldPrefix.count)), $0.value)
        }
    }
}

/// After the proof: what was filled in before it is still here, and is sent now or not at all.
public struct ConfirmedPage: Page {
    public var held: HeldForm
    /// The page of the form.
    public var back: Link

    public init(held: HeldForm, back: Link) {
        self.held = held
        self.back = back
    }

    public var title: Phrase { .confirmedGoOn }
    public var frame: Frame { .door }
    public var isShownOnce: Bool { true }

    public func body(_ h: Sheet) {
        h.h1(.confirmedGoOn)
        h.p(.confirmedNotYet, .class("lead"))
        h.div(.class("deeds")) {
            h.deed(.confirmedSend, .primary, to: held.target, carrying: held.fields)
            h.go(.confirmedDiscard, to: back)
        }
    }
}
