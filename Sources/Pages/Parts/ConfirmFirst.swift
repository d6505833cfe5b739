import Markup

extension Sheet {
    /// Where a deed needs a recent proof of who is here, and there is none: why, and the way there and back.
    func confirmFirst(_ reason: Phrase, next: Link) {
        note(.idle) {
            p(reason)
            go(.confirmItIsYou, to: links.confirm.query("next", next.text))
        }
    }

    /// The reader has proved lately who they are.
    var isConfirmed: Bool { context.reader?.isConfirmed ?? false }
}
