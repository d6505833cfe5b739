import Domain
import Markup

/// What somebody else saved while a form was open.
public struct SavedMeanwhile<Form: Sendable>: Sendable {
    /// Where both changed something, theirs; otherwise as the form has it.
    public var present: Form
    public var by: String
    public var at: Moment

    public init(present: Form, by: String, at: Moment) {
        self.present = present
        self.by = by
        self.at = at
    }
}

extension Sheet {
    /// Says who changed what the form is about, and the way out without saving.
    ///
    /// - Parameter more: what the other changed that no field shows.
    func savedMeanwhile(_ what: Phrase, discard: Link, more: () -> Void = {}) {
        note(.warning) {
            p { b(what) }
            p(.changedChoose)
            more()
            a(.discardMine, discard)
        }
    }
}
